"""The caller: one request's viewer, what has been read for them, and how to read and write more."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

from beatgraph.analytics import listeners
from beatgraph.auth.viewer import Client, Viewer
from beatgraph.drafts.plays import PlayDraft
from beatgraph.drafts.reports import EventType
from beatgraph.limits import PLAYS
from beatgraph.services import reporting
from beatgraph.services.plays import Recorded
from beatgraph.services.reporting import Answer
from beatgraph.work import Work
from beatgraph.workshop import Workshop
from loaders.base import Loaders


class Caller:
    """Reads share one session and take turns on it; each write is a unit of work of its own."""

    def __init__(self, workshop: Workshop, viewer: Viewer, client: Client) -> None:
        self.workshop = workshop
        self.viewer = viewer
        self.client = client
        self.loaders = Loaders(self.reading)
        self._turn = asyncio.Lock()
        self._open = AsyncExitStack()
        self._reader: Work | None = None

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Work]:
        async with self._turn:
            if self._reader is None:
                reading = self.workshop.reading(self.viewer, self.client)
                self._reader = await self._open.enter_async_context(reading)
            yield self._reader

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Work]:
        """Commits when the block ends; what is read afterwards is read anew."""
        await self.close()
        async with self.workshop.writing(self.viewer, self.client) as work:
            yield work
        self.loaders.forget()

    async def record_play(self, track_id: int, draft: PlayDraft) -> Recorded:
        """On disk when it comes back; written together with the plays of others."""
        await self.close()
        await self._spend_play()
        found = await self.workshop.record_play(self.viewer, self.client, track_id, draft)
        self.loaders.forget()
        return found

    async def report(self, events: Sequence[Mapping[str, Any]]) -> list[Answer]:
        """What became of each of the caller's events; however many plays are among them, they are one report."""
        if any(each.get("type") == EventType.PLAY for each in events):
            await self._spend_play()
        async with self.writing() as work:
            return await reporting.report(work, events)

    async def _spend_play(self) -> None:
        """A guest is known by a hash of address and client that says nothing to whoever reads the counters."""
        viewer, client = self.viewer, self.client
        if viewer.user_id is not None:
            key = listeners.user_key(viewer.user_id)
        else:
            secret = self.workshop.settings.secret.encode()
            key = listeners.guest_key(secret, client.address, client.user_agent)
        await self.workshop.limits.spend(f"listener:{key.hex()}", PLAYS)

    async def become(self, viewer: Viewer) -> None:
        """Go on as somebody else: what was read before was for other eyes."""
        await self.close()
        self.viewer = viewer
        self.loaders.forget()

    async def close(self) -> None:
        async with self._turn:
            self._reader = None
            await self._open.aclose()
            self._open = AsyncExitStack()
