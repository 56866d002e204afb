"""Upserts: inserts that say what happens when the row is there already, in the words of the database at hand."""

from collections.abc import Sequence
from typing import Any, TypeVar

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import SQLModel

from beatgraph.work import Work

T = TypeVar("T")
PARAMETERS_AT_MOST = 5000
"""Values in one statement: both databases take more, but none takes any number."""


def is_sqlite(work: Work) -> bool:
    return work.session.get_bind().dialect.name == "sqlite"


def insert(work: Work, table: type[SQLModel]) -> Any:
    """An INSERT that knows `on_conflict_do_nothing` and `on_conflict_do_update`."""
    rows = table.__table__  # type: ignore[attr-defined]
    return sqlite.insert(rows) if is_sqlite(work) else postgresql.insert(rows)


async def once(work: Work, row: SQLModel) -> bool:
    """Write a row unless its key is there already, however many ask at the same time; whether it was written."""
    statement = insert(work, type(row)).values(row.model_dump(exclude_none=True)).on_conflict_do_nothing()
    return bool((await work.session.execute(statement)).rowcount == 1)


def chunks(values: Sequence[T], size: int = PARAMETERS_AT_MOST) -> list[Sequence[T]]:
    """So many at a time, for lists of values in a statement."""
    return [values[start : start + size] for start in range(0, len(values), size)]
