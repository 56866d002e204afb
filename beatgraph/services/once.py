"""Rows that are written once, however many ask for it at the same time."""

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import SQLModel

from beatgraph.work import Work


async def insert(work: Work, row: SQLModel) -> bool:
    """Write a row unless its key is there already; whether it was written."""
    dialect = sqlite if work.session.get_bind().dialect.name == "sqlite" else postgresql
    statement = dialect.insert(type(row)).values(row.model_dump(exclude_none=True)).on_conflict_do_nothing()
    return bool((await work.session.execute(statement)).rowcount == 1)
