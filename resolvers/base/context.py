"""One GraphQL request: its caller, and which fields have been refused to them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TypeAlias

import strawberry

from beatgraph.auth.viewer import Client, Viewer
from beatgraph.work import Work
from beatgraph.workshop import Workshop
from loaders.caller import Caller


class Context(Caller):
    def __init__(self, workshop: Workshop, viewer: Viewer, client: Client, authorization: str | None = None) -> None:
        super().__init__(workshop, viewer, client)
        self._authorization = authorization
        self.refused: set[int] = set()
        """Fields of the document for which an anonymous caller has been told to sign in."""

    @asynccontextmanager
    async def renewed(self) -> AsyncIterator[Work]:
        """Read as whoever the token names now: for subscriptions, which outlive what was so when they began."""
        viewer = await self.workshop.identify(self._authorization, self.client)
        async with self.workshop.reading(viewer, self.client) as work:
            yield work


Info: TypeAlias = strawberry.Info[Context, None]
