"""Bulk: many rows at a time, past the object mapper and its care for each value, which costs more than the database."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from itertools import chain
from operator import attrgetter
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Dialect, LargeBinary, any_, cast, insert, select, type_coerce
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.types import Date, UserDefinedType
from sqlmodel import SQLModel

from beatgraph.models import EventId, UtcDateTime
from beatgraph.services import upserts
from beatgraph.work import Work

COPIED_FROM = 500
"""So many rows are copied on PostgreSQL, past its planner as well."""
PARAMETERS_AT_MOST = 30_000
"""Of one statement, on SQLite; it takes 32 766."""
ROWS_AT_MOST = 250
"""Of one statement, on SQLite: with more it becomes slower again."""
Written = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A statement for one database, and how it wants the values of some columns."""

    statement: str
    """Ends with the values of a row."""
    written: dict[int, Written]


@dataclass(frozen=True, slots=True)
class Statement:
    """Its text, and the parameters for each time that it is sent."""

    text: str
    parameters: Sequence[tuple[Any, ...]]


def statements(rows: Sequence[tuple[Any, ...]], width: int, text: Callable[[int], str]) -> list[Statement]:
    """Rows as SQLite takes them fastest: many to a statement, which `text` writes for so many, and the rest singly."""
    at_once = min(ROWS_AT_MOST, PARAMETERS_AT_MOST // width)
    together = len(rows) // at_once * at_once
    found = []
    if together:
        some = [tuple(chain.from_iterable(rows[place : place + at_once])) for place in range(0, together, at_once)]
        found.append(Statement(text(at_once), some))
    if together < len(rows):
        found.append(Statement(text(1), rows[together:]))
    return found


async def write(work: Work, table: type[SQLModel], columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert rows, each with the values of these columns in their order; instants must be in UTC."""
    if not rows:
        return
    connection = await work.session.connection()
    if len(rows) >= COPIED_FROM and not upserts.is_sqlite(work):
        await connection.exec_driver_sql("select 1")  # the driver begins its transaction with the first statement
        driver: Any = (await connection.get_raw_connection()).driver_connection
        await driver.copy_records_to_table(table.__tablename__, records=rows, columns=columns)
        return
    prepared = _prepared(connection.dialect, table, tuple(columns))
    if prepared.written:
        # Column by column, which is several times as fast as row by row.
        values: list[Iterable[Any]] = list(zip(*rows, strict=True))
        for place, written in prepared.written.items():
            values[place] = map(written, values[place])
        rows = list(zip(*values, strict=True))
    if not upserts.is_sqlite(work):
        await connection.exec_driver_sql(prepared.statement, list(rows))
        return
    one = f"({', '.join('?' * len(columns))})"
    for each in statements(rows, len(columns), lambda many: prepared.statement + f", {one}" * (many - 1)):
        await send(connection, each)


async def send(connection: AsyncConnection, statement: Statement) -> None:
    """Send a statement with each of its parameters."""
    if len(statement.parameters) == 1:
        await connection.exec_driver_sql(statement.text, statement.parameters[0])
    else:
        await connection.exec_driver_sql(statement.text, list(statement.parameters))


@lru_cache(maxsize=32)
def _prepared(dialect: Dialect, table: type[SQLModel], columns: tuple[str, ...]) -> _Prepared:
    rows = table.__table__  # type: ignore[attr-defined]
    statement = insert(rows).compile(dialect=dialect, column_keys=list(columns))
    if list(statement.positiontup or ()) != list(columns):
        raise ValueError("Columns must be named in the order of the table.")
    found: dict[int, Written] = {}
    for place, name in enumerate(columns):
        kept = written(rows.columns[name].type) if dialect.name == "sqlite" else None
        if kept is not None:
            found[place] = kept
    return _Prepared(str(statement), found)


def written(kind: object) -> Written | None:
    """How SQLite keeps a value that is there, if not as it is: the text and bytes that the mapper would write."""
    if isinstance(kind, EventId):
        return attrgetter("bytes")
    if isinstance(kind, UtcDateTime):
        return _instant
    return date.isoformat if isinstance(kind, Date) else None


def _instant(value: datetime) -> str:
    # As `isoformat` would write it without its zone, in two thirds of the time; an import writes millions.
    parts = (value.year, value.month, value.day, value.hour, value.minute, value.second, value.microsecond)
    return "%04d-%02d-%02d %02d:%02d:%02d.%06d" % parts  # noqa: UP031


def _unchanged(value: Any) -> Any:
    return value


class _AsItIs(UserDefinedType[Any]):
    """A type that changes nothing on the way to the driver, and that PostgreSQL takes for what it is compared with."""

    cache_ok = True


def among(work: Work, column: Any, values: Collection[bytes]) -> ColumnElement[bool]:
    """`column in values`, with values that the driver takes as they are."""
    if upserts.is_sqlite(work):
        return type_coerce(column, _AsItIs()).in_(values)
    # One parameter, however many values: a statement that is known already.
    return type_coerce(column, LargeBinary()) == any_(cast(list(values), ARRAY(LargeBinary)))


async def known_events(work: Work, column: Any, event_ids: Sequence[UUID]) -> set[UUID]:
    """Those of these ids that the column has."""
    as_is = type_coerce(column, _AsItIs())
    written = attrgetter("bytes") if upserts.is_sqlite(work) else _unchanged
    found: set[Any] = set()
    for some in upserts.chunks(event_ids):
        rows = await work.session.execute(select(as_is).where(as_is.in_(list(map(written, some)))))
        found.update(rows.scalars())
    return {each for each in event_ids if written(each) in found} if found else set()
