"""Migrations of a database that is in use."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, create_engine, insert, inspect, select

from beatgraph import migrations, models
from beatgraph.settings import Settings

NOW = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)
MOVED = (models.Track, models.AccessToken, models.TrackLifetime)
"""Tables that revision 0005 writes anew on SQLite, and one that hangs on them."""

LATER = {
    *("reposts", "saves", "shares", "comments", "views", "downloads"),
    *("qualified", "listen_ms", "listener_days", "listeners", "last_play_at"),
}


def contents(connection: Connection) -> list[Any]:
    """Their rows, without columns that came later."""
    return [
        connection.execute(select(*(each for each in kind.__table__.columns if each.name not in LATER))).all()  # type: ignore[attr-defined]
        for kind in MOVED
    ]


def test_dropped_columns_take_no_rows_with_them(spare_database_url):
    url = Settings(_env_file=None, database_url=spare_database_url).migrations_database
    stamps = {"created_at": NOW, "updated_at": NOW}
    rows = [
        models.User(id=1, email="nova@example.com", display_name="Nova", password_hash="-", **stamps),
        models.Track(id=1, name="Rain", user_id=1, duration=180_000, **stamps),
        models.AccessToken(id=1, user_id=1, name="studio", token_hash="x" * 64, expires_at=NOW, **stamps),
        models.TrackLifetime(track_id=1, plays=7),
    ]
    engine = create_engine(url)
    with engine.begin() as connection:
        for row in rows:
            connection.execute(insert(type(row)).values(row.model_dump(exclude_none=True)))
        before = contents(connection)

    migrations.downgrade(url, "0004")
    with engine.connect() as connection:
        older = {each["name"] for kind in MOVED for each in inspect(connection).get_columns(kind.__tablename__)}
        there = contents(connection)
    migrations.upgrade(url)

    assert {"publish_when_ready", "last_used_at"} <= older
    with engine.connect() as connection:
        after = contents(connection)
        left = {each["name"] for kind in MOVED for each in inspect(connection).get_columns(kind.__tablename__)}
    engine.dispose()
    assert [len(each) for each in before] == [1, 1, 1]
    assert there == after == before
    assert not {"publish_when_ready", "last_used_at"} & left
