"""find by the words of a name"""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

from beatgraph.models.names import folded

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

NOUNS = ("albums", "artists", "playlists", "tracks")
"""Whoever writes one of these tables anew on SQLite makes its triggers anew."""
AT_ONCE = 5000


def upgrade() -> None:
    for noun in NOUNS:
        op.add_column(noun, sa.Column("search_name", sa.String(length=1024), server_default="", nullable=False))
        _fold(noun)
        for statement in _sqlite(noun) if op.get_context().dialect.name == "sqlite" else _postgresql(noun):
            op.execute(statement)


def _fold(noun: str) -> None:
    table = sa.table(noun, sa.column("id"), sa.column("name"), sa.column("search_name"))
    connection, last = op.get_bind(), 0
    while rows := connection.execute(
        sa.select(table.c.id, table.c.name).where(table.c.id > last).order_by(table.c.id).limit(AT_ONCE)
    ).all():
        change = table.update().where(table.c.id == sa.bindparam("row"))
        connection.execute(
            change.values(search_name=sa.bindparam("words")),
            [{"row": row.id, "words": folded(row.name)} for row in rows],
        )
        last = rows[-1].id


def _sqlite(noun: str) -> Iterator[str]:
    index = f"{noun}__search"
    options = f"content='{noun}', content_rowid='id', tokenize='unicode61', prefix='2 3'"
    yield f"create virtual table {index} using fts5(search_name, {options})"
    new = f"insert into {index} (rowid, search_name) values (new.id, new.search_name)"
    old = f"insert into {index} ({index}, rowid, search_name) values ('delete', old.id, old.search_name)"
    yield f"create trigger {index}_new after insert on {noun} begin {new}; end"
    yield f"create trigger {index}_gone after delete on {noun} begin {old}; end"
    yield f"create trigger {index}_changed after update of search_name on {noun} begin {old}; {new}; end"
    yield f"insert into {index} ({index}) values ('rebuild')"


def _postgresql(noun: str) -> Iterator[str]:
    yield f"create index {noun}__search on {noun} using gin (to_tsvector('simple', search_name))"


def downgrade() -> None:
    for noun in NOUNS:
        index = f"{noun}__search"
        if op.get_context().dialect.name == "sqlite":
            for event in ("new", "gone", "changed"):
                op.execute(f"drop trigger {index}_{event}")
            op.execute(f"drop table {index}")
        else:
            op.execute(f"drop index {index}")
        op.drop_column(noun, "search_name")
