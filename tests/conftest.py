"""Fixtures: a real database of each kind, a workshop over it, both doors, and rows made to order."""

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, make_url, text

from beatgraph import migrations, workers
from beatgraph.audio import AnalysisPool
from beatgraph.auth.tokens import Signer
from beatgraph.database import Database
from beatgraph.jobs import LocalJobs
from beatgraph.settings import Settings
from beatgraph.storage import open_storage
from beatgraph.workshop import Workshop
from tests.clock import Clock
from tests.databases import Postgres, server
from tests.doors import Doors
from tests.make import Make


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite file, to be copied."""
    file = tmp_path_factory.mktemp("sqlite") / "template.db"
    migrations.upgrade(make_url(f"sqlite:///{file}"))
    engine = create_engine(f"sqlite:///{file}")
    with engine.connect() as connection:
        connection.execute(text("pragma wal_checkpoint(truncate)"))
    engine.dispose()
    return file


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Postgres]:
    with server(tmp_path_factory.mktemp("run")) as address:
        found = Postgres(address)
        yield found
        found.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A migrated, empty database, one test's at a time."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / "beatgraph.db")
        yield f"sqlite:///{tmp_path / 'beatgraph.db'}"
        return
    with request.getfixturevalue("postgres").shared() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def spare_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A migrated, empty database of the test's own: for tests that change its tables."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / "spare.db")
        yield f"sqlite:///{tmp_path / 'spare.db'}"
        return
    with request.getfixturevalue("postgres").copy() as url:
        yield url


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    return Settings(
        _env_file=None,
        database_url=database_url,
        storage_url=f"file://{tmp_path / 'media'}",
        secret="a secret that only the tests know of",
        rate_limits="off",
    )


@pytest.fixture
async def workshop(settings: Settings, clock: Clock) -> AsyncIterator[Workshop]:
    storage = open_storage(settings.storage_url, secret=settings.secret, public_url=settings.public_url, clock=clock)
    built = Workshop(
        settings=settings,
        database=Database(settings.database, durable=False, pool_size=5),
        storage=storage,
        jobs=LocalJobs({"default": 4, "analysis": 2}),
        sounds=AnalysisPool(workers=1, timeout_s=60),
        signer=Signer(settings),
        clock=clock,
    )
    workers.register(built)
    async with built.running():
        yield built


@pytest.fixture
def make(workshop: Workshop) -> Make:
    """Rows made to order."""
    return Make(workshop)


@pytest.fixture
async def doors(workshop: Workshop) -> AsyncIterator[Doors]:
    """Both doors, asked as clients ask: `doors.graph(…)`, `doors.get(…)`."""
    async with Doors(workshop) as opened:
        yield opened


@pytest.fixture
def ask(doors: Doors) -> Callable[..., Awaitable[dict[str, Any]]]:
    """Ask the graph and get the data; an error fails the test."""
    return doors.ask
