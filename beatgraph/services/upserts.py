"""Upserts: inserts that say what happens when the row is there already, in the words of the database at hand."""

from collections.abc import Mapping, Sequence
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


async def increase(work: Work, table: type[SQLModel], column: str, by: Mapping[Any, int]) -> None:
    """Add to one column of many rows, which are made where they are missing; `by` is keyed by the primary key.

    Rows are taken in the order of their keys, so that two writers never wait for each other.
    """
    keys = [key.name for key in table.__table__.primary_key]  # type: ignore[attr-defined]
    amounts = {key if isinstance(key, tuple) else (key,): amount for key, amount in by.items() if amount}
    if not amounts:
        return
    rows = [{**dict(zip(keys, key, strict=True)), **_blank(table), column: amounts[key]} for key in sorted(amounts)]
    statement = insert(work, table)
    grown = getattr(table, column) + statement.excluded[column]
    await work.session.execute(statement.on_conflict_do_update(index_elements=keys, set_={column: grown}), rows)


def _blank(table: type[SQLModel]) -> dict[str, int]:
    """The other sums of a new row."""
    columns = table.__table__.columns  # type: ignore[attr-defined]
    return {each.name: 0 for each in columns if not (each.primary_key or each.nullable)}


def chunks(values: Sequence[T], size: int = PARAMETERS_AT_MOST) -> list[Sequence[T]]:
    """So many at a time, for lists of values in a statement."""
    return [values[start : start + size] for start in range(0, len(values), size)]
