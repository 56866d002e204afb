"""How Alembic sees our tables; the connection is handed in by `beatgraph.migrations`."""

from typing import Any, Literal

from alembic import context
from sqlalchemy import BigInteger
from sqlmodel.sql.sqltypes import AutoString

from beatgraph import models
from beatgraph.models.base import EventId, UtcDateTime


def render_item(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Spell column types in SQLAlchemy's own words, so that old migrations outlive our classes."""
    if kind != "type":
        return False
    if isinstance(item, AutoString):
        return f"sa.String(length={item.length})"
    if isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if isinstance(item, EventId):
        return 'sa.Uuid().with_variant(sa.LargeBinary(16), "sqlite")'
    if isinstance(item, BigInteger):
        return 'sa.BigInteger().with_variant(sa.Integer(), "sqlite")'
    return False


def include_name(name: str | None, kind: str, _parents: object) -> bool:
    """Partitions are no tables of their own, nor is what searching needs (0021)."""
    return kind not in ("table", "index") or "__" not in (name or "")


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=models.metadata,
    render_item=render_item,
    include_name=include_name,
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
