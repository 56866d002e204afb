"""Both doors, asked in process as clients ask."""

from contextlib import AsyncExitStack, aclosing
from typing import Any, Self

import httpx2
from sqlalchemy import event

from beatgraph.auth.viewer import Client
from beatgraph.models import User
from beatgraph.server.app import create_app
from beatgraph.server.subscriptions import Connection, Operations
from beatgraph.workshop import Workshop

Asker = User | str | None
"""Who asks: a user, a bearer token, or nobody."""


class Doors:
    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop
        self.statements: list[str] = []
        """What has been sent to the database since the last `forget()`."""
        self._open = AsyncExitStack()

    async def __aenter__(self) -> Self:
        transport = httpx2.ASGITransport(app=create_app(self.workshop), raise_app_exceptions=True)
        self.client = await self._open.enter_async_context(
            httpx2.AsyncClient(transport=transport, base_url="http://beatgraph.test", timeout=60)
        )
        event.listen(self.workshop.database.engine.sync_engine, "before_cursor_execute", self._count)
        return self

    async def __aexit__(self, *_: object) -> None:
        event.remove(self.workshop.database.engine.sync_engine, "before_cursor_execute", self._count)
        await self._open.aclose()

    def _count(self, _connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        self.statements.append(statement)

    def forget(self) -> None:
        self.statements.clear()

    @property
    def reads(self) -> list[str]:
        """Statements that read rows, without those that say who is asking."""
        return [each for each in self.statements if each.lower().startswith(("select", "with"))]

    def bearer(self, asker: Asker) -> dict[str, str]:
        if asker is None:
            return {}
        token = asker
        if isinstance(asker, User):
            token = self.workshop.signer.sign(asker.id, f"session-of-{asker.id}", self.workshop.clock())
        return {"Authorization": f"Bearer {token}"}

    async def graph(self, query: str, asker: Asker = None, **variables: Any) -> dict[str, Any]:
        """The whole answer, errors and all."""
        answer = await self.client.post(
            "/graphql", json={"query": query, "variables": variables}, headers=self.bearer(asker)
        )
        assert answer.headers["content-type"] == "application/json", answer.text
        found: dict[str, Any] = answer.json()
        return found

    async def ask(self, query: str, asker: Asker = None, **variables: Any) -> dict[str, Any]:
        """The data of an answer without errors."""
        answer = await self.graph(query, asker, **variables)
        assert "errors" not in answer, answer["errors"]
        data: dict[str, Any] = answer["data"]
        return data

    async def first(self, document: str, asker: Asker = None, **variables: Any) -> dict[str, Any]:
        """The first thing that a subscription tells, errors and all."""
        connection = Connection(self.workshop, Client(), self.bearer(asker).get("Authorization"))
        found = await Operations().stream(document, variables, connection)
        async with aclosing(found) as results:
            async for result in results:
                errors = {"errors": [each.formatted for each in result.errors]} if result.errors else {}
                return {"data": result.data, **errors}
        raise AssertionError("It told nothing.")

    async def get(self, path: str, asker: Asker = None, **options: Any) -> httpx2.Response:
        return await self._send("GET", path, asker, options)

    async def post(self, path: str, asker: Asker = None, **options: Any) -> httpx2.Response:
        return await self._send("POST", path, asker, options)

    async def put(self, path: str, asker: Asker = None, **options: Any) -> httpx2.Response:
        return await self._send("PUT", path, asker, options)

    async def patch(self, path: str, asker: Asker = None, **options: Any) -> httpx2.Response:
        return await self._send("PATCH", path, asker, options)

    async def delete(self, path: str, asker: Asker = None, **options: Any) -> httpx2.Response:
        return await self._send("DELETE", path, asker, options)

    async def _send(self, method: str, path: str, asker: Asker, options: dict[str, Any]) -> httpx2.Response:
        headers = {**self.bearer(asker), **options.pop("headers", {})}
        return await self.client.request(method, path, headers=headers, **options)
