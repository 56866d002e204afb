"""A workshop in which everything happens and nothing stays: for many questions to one world."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy.ext.asyncio import AsyncConnection

from beatgraph.auth.viewer import ANONYMOUS, Client, Viewer
from beatgraph.database import Session
from beatgraph.work import Work
from beatgraph.workshop import NOBODY_IN_PARTICULAR, Workshop


class Rehearsal(Workshop):
    """All sessions share one transaction, and each is a savepoint in it; jobs do not begin, and no file is deleted."""

    connection: AsyncConnection

    @asynccontextmanager
    async def scene(self) -> AsyncIterator[None]:
        """What happens inside is forgotten at its end."""
        async with self.database.engine.connect() as self.connection:
            transaction = await self.connection.begin()
            try:
                yield
            finally:
                await transaction.rollback()

    @asynccontextmanager
    async def _session(self) -> AsyncIterator[Session]:
        async with Session(
            self.connection, expire_on_commit=False, join_transaction_mode="create_savepoint"
        ) as session:
            yield session

    @asynccontextmanager
    async def writing(self, viewer: Viewer = ANONYMOUS, client: Client = NOBODY_IN_PARTICULAR) -> AsyncIterator[Work]:
        async with self._session() as session, session.begin():
            yield Work(session, self.clock(), self.settings, viewer, client)

    @asynccontextmanager
    async def reading(self, viewer: Viewer = ANONYMOUS, client: Client = NOBODY_IN_PARTICULAR) -> AsyncIterator[Work]:
        async with self._session() as session:
            yield Work(session, self.clock(), self.settings, viewer, client)
