"""Migrations of a database that is in use."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Column, Connection, MetaData, Table, create_engine, delete, insert, inspect, select, update

from beatgraph import migrations, models
from beatgraph.services.searching import found_by
from beatgraph.settings import Settings

NOW = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)
MOVED = (models.Track, models.AccessToken, models.TrackLifetime)
"""Tables that revision 0005 writes anew on SQLite, and one that hangs on them."""

LATER = {
    *("reposts", "saves", "shares", "comments", "views", "downloads"),
    *("qualified", "listen_ms", "listener_days", "listeners", "last_play_at"),
    "search_name",
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


def test_names_are_found_by_their_words_before_and_after_their_revision(spare_database_url):
    """Whoever writes one of these tables anew on SQLite loses its triggers: then this fails."""
    url = Settings(_env_file=None, database_url=spare_database_url).migrations_database
    stamps = {"created_at": NOW, "updated_at": NOW}
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(
            insert(models.User).values(id=1, email="a@b.example", display_name="A", password_hash="-", **stamps)
        )
    migrations.downgrade(url, "0020")
    with engine.begin() as connection:
        old = {"id": 1, "name": "Été à Tōkyō", "user_id": 1, "private": False, "commerce": {}, **stamps}
        tracks = [each for each in models.Track.__table__.columns if each.name in old]  # type: ignore[attr-defined]
        connection.execute(
            Table("tracks", MetaData(), *(Column(each.name, each.type) for each in tracks)).insert().values(old)
        )

    migrations.upgrade(url)

    with engine.begin() as connection:
        connection.execute(insert(models.Track).values(id=2, name="Nightdrive (Remix)", user_id=1, **stamps))
        connection.execute(insert(models.Artist).values(id=1, name="Ada & Été", user_id=1, uuid=uuid4(), **stamps))

        def found(model: type[models.Track | models.Artist], text: str) -> list[int]:
            return sorted(connection.scalars(select(model.id).where(found_by(model, text))))

        assert found(models.Track, "TOKYO ete") == [1]
        assert found(models.Track, "night") == [2]
        assert found(models.Artist, "ete") == [1]
        assert found(models.Track, "drive") == found(models.Track, "") == found(models.Track, '"*') == []
        connection.execute(update(models.Track).values(search_name="other").where(models.Track.id == 2))
        assert (found(models.Track, "night"), found(models.Track, "oth")) == ([], [2])
        connection.execute(delete(models.Track).where(models.Track.id == 2))
        assert found(models.Track, "oth") == []
    engine.dispose()
