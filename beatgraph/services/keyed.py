"""Keyed: many rows at a time by keys of several columns, read and merged past the object mapper."""

import asyncio
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from functools import lru_cache, partial
from typing import Any

import orjson
from sqlalchemy import BigInteger, Column, Date, DateTime, LargeBinary, String
from sqlmodel import SQLModel

from beatgraph.services import bulk, upserts
from beatgraph.work import Work

Key = tuple[Any, ...]
ROWS_AT_ONCE = 20_000


@dataclass(frozen=True, slots=True)
class Merge:
    """What becomes of a row that is there already: which columns grow, which are replaced, which keep the later."""

    adds: tuple[str, ...] = ()
    puts: tuple[str, ...] = ()
    latest: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        return *self.adds, *self.puts, *self.latest


async def fetch(work: Work, table: type[SQLModel], keys: Collection[Key], columns: Sequence[str]) -> dict[Key, Any]:
    """Those of the rows that there are: by key the values of the columns, or the value of the only one."""
    found: dict[Key, Any] = {}
    if not keys:
        return found
    width = len(_key(table))
    connection = await work.session.connection()
    sqlite = upserts.is_sqlite(work)
    statement = _fetching(table, tuple(columns), sqlite)
    # In the order of the index that they are looked up in.
    for some in upserts.chunks(sorted(keys), ROWS_AT_ONCE):
        given: Key = (
            (orjson.dumps(list(map(tuple, some))).decode(),) if sqlite else tuple(map(list, zip(*some, strict=True)))
        )
        for row in (await connection.exec_driver_sql(statement, given)).all():
            key = _read_key(table, row[:width]) if sqlite else tuple(row[:width])
            found[key] = row[width] if len(columns) == 1 else tuple(row[width:])
    return found


async def merge(work: Work, table: type[SQLModel], how: Merge, rows: Iterable[Key]) -> None:
    """Write rows, each its key and then the columns to add, to put and to keep the latest of.

    They are taken in the order of their keys, so that two writers never wait for each other.
    """
    await _send(work, _ready(table, how, rows, upserts.is_sqlite(work)))


@dataclass(frozen=True, slots=True)
class _Ready:
    """Statements to send; or rows that are copied first, to be merged from there."""

    statements: Sequence[bulk.Statement] = ()
    table: str = ""
    columns: tuple[str, ...] = ()
    copied: Sequence[Key] = ()


def _ready(table: type[SQLModel], how: Merge, rows: Iterable[Key], sqlite: bool) -> _Ready:
    ordered = sorted(rows)
    if not ordered:
        return _Ready()
    given = *_key(table), *how.columns
    if sqlite:
        kinds = [_columns(table)[name].type for name in given]
        values = [_written(kind, column) for kind, column in zip(kinds, zip(*ordered, strict=True), strict=True)]
        merging = partial(_merging, table, how, _From.VALUES)
        return _Ready(bulk.statements(list(zip(*values, strict=True)), len(given), merging))
    if len(ordered) >= bulk.COPIED_FROM:
        merging_copies = bulk.Statement(_merging(table, how, _From.COPY), [()])
        return _Ready([merging_copies], str(table.__tablename__), given, ordered)
    return _Ready([bulk.Statement(_merging(table, how, _From.ARRAYS), [tuple(map(list, zip(*ordered, strict=True)))])])


async def _send(work: Work, ready: _Ready) -> None:
    connection = await work.session.connection()
    if ready.copied:
        copy = f"{ready.table}_copy"
        wanted = ", ".join(ready.columns)
        await connection.exec_driver_sql(
            f"create temporary table {copy} on commit drop as select {wanted} from {ready.table} with no data"  # noqa: S608
        )
        driver: Any = (await connection.get_raw_connection()).driver_connection
        await driver.copy_records_to_table(copy, records=ready.copied, columns=ready.columns)
    for statement in ready.statements:
        await bulk.send(connection, statement)
    if ready.copied:
        await connection.exec_driver_sql(f"drop table {ready.table}_copy")


class Line:
    """Merges one after another. Of many rows, the next ones are made in a thread while the ones before are written.

    Nothing else may be asked of the database until the block has ended.
    """

    def __init__(self, work: Work, *, many: bool) -> None:
        self._work = work
        self._sqlite = upserts.is_sqlite(work)
        self._many = many
        self._writing: asyncio.Task[None] | None = None

    async def __aenter__(self) -> "Line":
        return self

    async def __aexit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if self._writing is None:
            return
        if error is None:
            await self._writing
        else:
            # The unit of work cannot be undone before its statement has ended.
            await asyncio.wait([self._writing])

    async def merge(self, table: type[SQLModel], how: Merge, rows: Callable[[], Iterable[Key]]) -> None:
        if not self._many:
            await merge(self._work, table, how, rows())
            return
        ready = await asyncio.to_thread(lambda: _ready(table, how, rows(), self._sqlite))
        if self._writing is not None:
            await self._writing
        self._writing = asyncio.create_task(_send(self._work, ready))


def _written(kind: object, column: Sequence[Any]) -> Iterable[Any]:
    written = bulk.written(kind)
    if written is None:
        return column
    kept = {each: each if each is None else written(each) for each in set(column)}
    return map(kept.__getitem__, column)


@lru_cache(maxsize=64)
def _key(table: type[SQLModel]) -> tuple[str, ...]:
    """In the order of the primary key."""
    return tuple(each.name for each in table.__table__.primary_key)  # type: ignore[attr-defined]


@lru_cache(maxsize=64)
def _columns(table: type[SQLModel]) -> dict[str, Column[Any]]:
    return {each.name: each for each in table.__table__.columns}  # type: ignore[attr-defined]


def _read_key(table: type[SQLModel], values: Sequence[Any]) -> Key:
    """SQLite keeps days as text."""
    dates = _dates(table)
    if not dates:
        return tuple(values)
    return tuple(_day(value) if place in dates else value for place, value in enumerate(values))


@lru_cache(maxsize=64)
def _dates(table: type[SQLModel]) -> frozenset[int]:
    return frozenset(place for place, name in enumerate(_key(table)) if isinstance(_columns(table)[name].type, Date))


@lru_cache(maxsize=4096)
def _day(text: str) -> date:
    return date.fromisoformat(text)


@lru_cache(maxsize=256)
def _fetching(table: type[SQLModel], columns: tuple[str, ...], sqlite: bool) -> str:
    name, key = table.__tablename__, _key(table)
    wanted = ", ".join(f"t.{each}" for each in (*key, *columns))
    if sqlite:
        same = " and ".join(f"t.{each} = json_extract(w.value, '$[{place}]')" for place, each in enumerate(key))
        return f"select {wanted} from json_each(?) w cross join {name} t on {same}"  # noqa: S608
    arrays = ", ".join(f"${place}::{_array(table, each)}" for place, each in enumerate(key, start=1))
    same = " and ".join(f"t.{each} = w.{each}" for each in key)
    return f"select {wanted} from unnest({arrays}) w ({', '.join(key)}) join {name} t on {same}"  # noqa: S608


class _From(Enum):
    """Where the rows of a merge come from: one by one, or on PostgreSQL an array a column, or a table of their own."""

    VALUES = auto()
    ARRAYS = auto()
    COPY = auto()


@lru_cache(maxsize=256)
def _merging(table: type[SQLModel], how: Merge, source: _From, rows: int = 1) -> str:
    name, key = table.__tablename__, _key(table)
    given = *key, *how.columns
    sqlite = source is _From.VALUES
    # Other sums of a new row begin at nothing.
    missing = {
        each.name: "0" if not isinstance(each.type, LargeBinary) else "x''" if sqlite else "''::bytea"
        for each in _columns(table).values()
        if each.name not in given and not each.nullable
    }
    later = "max(coalesce({0}.{1}, excluded.{1}), excluded.{1})" if sqlite else "greatest({0}.{1}, excluded.{1})"
    changes = [
        *(f"{each} = {name}.{each} + excluded.{each}" for each in how.adds),
        *(f"{each} = excluded.{each}" for each in how.puts),
        *(f"{each} = {later.format(name, each)}" for each in how.latest),
    ]
    into = f"insert into {name} ({', '.join((*given, *missing))})"
    nothing = "".join(f", {each}" for each in missing.values())
    conflict = f"on conflict ({', '.join(key)}) do update set {', '.join(changes)}"
    if sqlite:
        row = f"({', '.join('?' * len(given))}{nothing})"
        return f"{into} values {', '.join([row] * rows)} {conflict}"
    arrays = ", ".join(f"${place}::{_array(table, each)}" for place, each in enumerate(given, start=1))
    found = f"unnest({arrays})" if source is _From.ARRAYS else f"{name}_copy"
    return f"{into} select w.*{nothing} from {found} w {conflict}"  # noqa: S608


def _array(table: type[SQLModel], column: str) -> str:
    kind = _columns(table)[column].type
    for known, name in (
        (BigInteger, "bigint"),
        (Date, "date"),
        (DateTime, "timestamptz"),
        (LargeBinary, "bytea"),
        (String, "text"),
    ):
        if isinstance(kind, known) or isinstance(getattr(kind, "impl", None), known):
            return f"{name}[]"
    return "int[]"
