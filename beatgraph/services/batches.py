"""Batch reads: what many parents have, gathered by parent."""

from typing import Any, TypeVar

from sqlalchemy import Executable
from sqlmodel.sql.expression import SelectOfScalar

from beatgraph.work import Work

RowT = TypeVar("RowT")


async def grouped(work: Work, statement: SelectOfScalar[RowT], parent: Any) -> dict[int, list[RowT]]:
    """Rows by the column that names their parent; their order stays."""
    found: dict[int, list[RowT]] = {}
    for row, key in (await work.session.execute(statement.add_columns(parent))).all():
        found.setdefault(key, []).append(row)
    return found


async def pairs(work: Work, statement: Executable) -> dict[int, Any]:
    """Parent to one value each."""
    return {key: value for key, value in (await work.session.execute(statement)).all()}
