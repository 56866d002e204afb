"""The database: one engine, sessions that read and sessions that write."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import URL, event
from sqlalchemy.engine import Connection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.ext.asyncio import AsyncSession as SQLAlchemySession
from sqlmodel.ext.asyncio.session import AsyncSession

BUSY_MS = 15_000
"""How long a SQLite writer waits for the one before it, in milliseconds."""
CACHE_MIB = 64
"""Of its pages SQLite keeps so much at most for each connection."""


class Session(AsyncSession):
    """SQLModel's session, in which `execute` is as good as `exec`: for rows of more than one thing."""

    async def execute(self, *args: Any, **kwargs: Any) -> Any:
        return await SQLAlchemySession.execute(self, *args, **kwargs)


class Database:
    """Reads never wait for writers; writers on SQLite take turns from their first statement on.

    `durable=False` gives up the disk flush at each commit: for tests and for tools that can start again.
    `cache_mib` is for who writes much on one connection, and everywhere in the file.
    """

    def __init__(self, url: URL, *, durable: bool = True, pool_size: int = 10, cache_mib: int = CACHE_MIB) -> None:
        self.is_sqlite = url.get_backend_name() == "sqlite"
        if self.is_sqlite:
            self.engine = create_async_engine(url, pool_size=pool_size, max_overflow=0, pool_timeout=30)
            _prepare_sqlite(self.engine, durable=durable, cache_mib=cache_mib)
            self._readers = self.engine.execution_options(readonly=True)
        else:
            self.engine = create_async_engine(url, pool_size=pool_size, max_overflow=5, pool_pre_ping=True)
            self._readers = self.engine.execution_options(isolation_level="AUTOCOMMIT")

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Session]:
        async with Session(self._readers, expire_on_commit=False, autoflush=False) as session:
            yield session

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Session]:
        """A session whose changes are kept when the block ends, and forgotten when it raises."""
        async with Session(self.engine, expire_on_commit=False) as session, session.begin():
            yield session

    async def close(self) -> None:
        await self.engine.dispose()


def _prepare_sqlite(engine: AsyncEngine, *, durable: bool, cache_mib: int) -> None:
    @event.listens_for(engine.sync_engine, "connect")
    def connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # transactions are begun below, not by the driver
        cursor = connection.cursor()
        cursor.execute("pragma journal_mode = wal")
        cursor.execute("pragma foreign_keys = on")
        cursor.execute(f"pragma busy_timeout = {BUSY_MS}")
        cursor.execute(f"pragma synchronous = {'full' if durable else 'off'}")
        cursor.execute(f"pragma cache_size = -{cache_mib * 1024}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Connection) -> None:
        # A deferred transaction that reads and then writes can lose an update without an error.
        readonly = connection.get_execution_options().get("readonly", False)
        connection.exec_driver_sql("begin" if readonly else "begin immediate")
