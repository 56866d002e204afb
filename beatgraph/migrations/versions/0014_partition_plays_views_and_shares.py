"""partition plays, views and shares by month on PostgreSQL; SQLite keeps them as they are"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

KEYS = {"plays": "event_id", "views": "id", "shares": "id"}
INSTANTS = {"plays": "occurred_at", "views": "created_at", "shares": "created_at"}
ROWS_OF_A_MONTH = 1000
"""A month with fewer has no partition of its own."""


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for table, at in INSTANTS.items():
            rewrite(table, f"{KEYS[table]}, {at}", partitioned_by=at)


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for table in INSTANTS:
            rewrite(table, KEYS[table])


def rewrite(table: str, key: str, partitioned_by: str | None = None) -> None:
    """Make a table anew, with the same columns, rows, foreign keys and indexes; its key changes."""
    old = f"{table}__old"
    op.execute(f"alter table {table} rename to {old}")
    foreign = rows(
        f"select conname, pg_get_constraintdef(oid) from pg_constraint where conrelid = '{old}'::regclass "
        "and contype = 'f'"
    )
    indexes = rows(
        "select i.relname, pg_get_indexdef(i.oid) from pg_index x join pg_class i on i.oid = x.indexrelid "
        f"where x.indrelid = '{old}'::regclass and not x.indisprimary"
    )
    op.execute(f"alter table {old} drop constraint pk_{table}")
    for name, _ in indexes:
        op.execute(f"drop index {name}")
    how = f"partition by range ({partitioned_by})" if partitioned_by else ""
    op.execute(f"create table {table} (like {old} including defaults including constraints) {how}")
    if partitioned_by:
        make_partitions(table, old, partitioned_by)
    op.execute(f"insert into {table} select * from {old}")
    if KEYS[table] == "id":
        op.execute(f"alter sequence {table}_id_seq owned by {table}.id")
    op.execute(f"drop table {old}")
    op.execute(f"alter table {table} add constraint pk_{table} primary key ({key})")
    for name, definition in foreign:
        op.execute(f"alter table {table} add constraint {name} {definition}")
    for _, definition in indexes:
        # The definition of an index of a partitioned table says that it is not of its partitions.
        op.execute(definition.replace(" ON ONLY ", " ON ").replace(f".{old} ", f".{table} "))


def make_partitions(table: str, old: str, at: str) -> None:
    op.execute(f"create table {table}__other partition of {table} default")
    months = rows(
        f"select to_char(month, 'YYYY_MM'), month::date, (month + interval '1 month')::date from "
        f"(select date_trunc('month', {at} at time zone 'UTC') as month from {old}) every_row "
        f"group by month having count(*) >= {ROWS_OF_A_MONTH} order by month"
    )
    for name, first, after in months:
        op.execute(
            f"create table {table}__{name} partition of {table} "
            f"for values from ('{first} 00:00:00+00') to ('{after} 00:00:00+00')"
        )


def rows(statement: str) -> list[Any]:
    return list(op.get_bind().execute(sa.text(statement)).all())
