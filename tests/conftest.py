"""Fixtures: a real database of each kind, a workshop over it, both doors, and rows made to order."""

import gc
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog

from beatgraph import workers
from beatgraph.settings import Settings
from beatgraph.workshop import Workshop
from tests.clock import Clock
from tests.databases import Kind, Postgres, SQLite, server
from tests.doors import Doors
from tests.make import Make
from tests.workshops import Kept, open_workshop, settings_for

gc.disable()


def pytest_collection_finish() -> None:
    """What is there by now stays: to look through it again and again for garbage would be in vain."""
    gc.freeze()
    gc.enable()


@pytest.fixture(scope="session", autouse=True)
def plain_logs() -> None:
    """Failures are told as the server tells them: painted, each would take seconds."""
    plain = structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(processors=[structlog.processors.add_log_level, plain])


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
async def crew() -> AsyncIterator[Kept]:
    """Databases and processes that stay open all the time: so there is one event loop all the time, too."""
    async with Kept.open() as found:
        yield found


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
async def workshop(settings: Settings, clock: Clock, crew: Kept) -> AsyncIterator[Workshop]:
    built = open_workshop(Workshop, settings, crew.database(settings), clock, crew)
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
