"""Fixtures: a real database of each kind, a workshop over it, both doors, and rows made to order."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from beatgraph import workers
from beatgraph.settings import Settings
from beatgraph.workshop import Workshop
from tests.clock import Clock
from tests.databases import KeptDatabase, Kind, Postgres, SQLite, server
from tests.doors import Doors
from tests.make import Make
from tests.workshops import kept_database, open_workshop, settings_for


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SQLite]:
    found = SQLite(tmp_path_factory.mktemp("sqlite"))
    yield found
    found.close()


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Postgres]:
    with server(tmp_path_factory.mktemp("run")) as address:
        found = Postgres(address)
        yield found
        found.close()


@pytest.fixture(scope="session")
async def open_databases() -> AsyncIterator[dict[str, KeptDatabase]]:
    """The shared databases by their addresses, open all the time: so there is one event loop all the time, too."""
    found: dict[str, KeptDatabase] = {}
    yield found
    for database in found.values():
        await database.end()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """A migrated, empty database, one test's at a time."""
    kind: Kind = request.getfixturevalue(request.param)
    with kind.shared() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def spare_database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """A migrated, empty database of the test's own: for tests that change its tables."""
    kind: Kind = request.getfixturevalue(request.param)
    with kind.copy() as url:
        yield url


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    return settings_for(database_url, tmp_path)


@pytest.fixture
async def workshop(
    settings: Settings, clock: Clock, open_databases: dict[str, KeptDatabase]
) -> AsyncIterator[Workshop]:
    if settings.database_url not in open_databases:
        open_databases[settings.database_url] = kept_database(settings)
    built = open_workshop(Workshop, settings, open_databases[settings.database_url], clock)
    workers.register(built)
    # Nothing has been left in an empty database: no round is made at the start.
    duties, built.rounds = built.rounds, []
    async with built.running():
        built.rounds = duties
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
