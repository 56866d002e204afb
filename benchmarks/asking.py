"""Asking the application in this very process, as a signed-in listener."""

from contextlib import AsyncExitStack
from typing import Any, Self

import httpx2
from sqlmodel import col, select

from beatgraph.jobs import LocalJobs
from beatgraph.models import Track, User
from beatgraph.server.app import create_app
from beatgraph.server.opening import QUEUES, open_workshop
from beatgraph.settings import Settings
from resolvers.base.ids import encode


class Asking:
    def __init__(self, database_url: str) -> None:
        settings = Settings(_env_file=None, database_url=database_url, rate_limits="off")
        self.workshop = open_workshop(settings, jobs=LocalJobs(QUEUES))
        self._open = AsyncExitStack()

    async def __aenter__(self) -> Self:
        transport = httpx2.ASGITransport(app=create_app(self.workshop))
        client = httpx2.AsyncClient(transport=transport, base_url="http://beatgraph.test", timeout=60)
        self._client = await self._open.enter_async_context(client)
        self._open.push_async_callback(self.workshop.database.close)
        async with self.workshop.reading() as work:
            listener = (await work.session.exec(select(User.id).order_by(col(User.id)).limit(1))).one()
        token = self.workshop.signer.sign(listener, "benchmark", self.workshop.clock())
        self._client.headers["Authorization"] = f"Bearer {token}"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._open.aclose()

    async def first_track(self) -> str:
        """The global id of a track."""
        async with self.workshop.reading() as work:
            return encode("Track", (await work.session.exec(select(Track.id).limit(1))).one())

    async def graph(self, query: str, **variables: Any) -> None:
        answer = await self._client.post("/graphql", json={"query": query, "variables": variables})
        if answer.status_code != 200 or "errors" in answer.json():
            raise RuntimeError(answer.text)

    async def get(self, path: str) -> None:
        answer = await self._client.get(path)
        if answer.status_code != 200:
            raise RuntimeError(answer.text)
