"""Partitions: months of events on PostgreSQL, made in time, and let go when the settings say so."""

import dataclasses
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import create_engine, func, insert, select, text
from sqlmodel import col

from beatgraph import migrations, models
from beatgraph.database import Database
from beatgraph.models import PageView, Play, Share, TrackDay
from beatgraph.services import events, partitions
from beatgraph.settings import Settings
from beatgraph.workers.months import merge
from beatgraph.workers.partitions import keep
from beatgraph.workshop import Workshop
from tests.clock import Clock
from tests.make import Make
from tests.services.test_events import Load
from tests.workshops import open_workshop, settings_for

pytestmark = pytest.mark.anyio

NOW = datetime(2026, 3, 14, 12, tzinfo=UTC)
KINDS = (Play, PageView, Share)


def in_months(*starts):
    return [f"{table}__{start}" for table in ("plays", "shares", "views") for start in starts]


@pytest.fixture
async def own(postgresql, tmp_path):
    """A workshop over a PostgreSQL of its own."""
    with postgresql.copy() as url:
        settings = settings_for(url, tmp_path)
        database = Database(settings.database, durable=False, pool_size=3)
        try:
            yield open_workshop(Workshop, settings, database, Clock())
        finally:
            await database.close()


async def named(workshop):
    async with workshop.reading() as work:
        return sorted(each.name for each in await partitions.there(work))


async def rows_in(workshop, table):
    async with workshop.reading() as work:
        return (await work.session.execute(text(f"select count(*) from {table}"))).scalar_one()


async def played(workshop, *instants):
    """A track that somebody played at these instants."""
    make = Make(workshop)
    track, fan = await make.track(), await make.user(email=f"{uuid4()}@example.com")
    about = {"type": "play", "track_id": track.id, "user_id": fan.id}
    await Load(workshop)(*({**about, "event_id": str(uuid4()), "occurred_at": at.isoformat()} for at in instants))
    return track


def test_an_existing_database_is_converted_with_every_row(spare_database_url):
    url = Settings(_env_file=None, database_url=spare_database_url).migrations_database
    is_postgresql = url.get_backend_name() == "postgresql"
    engine = create_engine(url)
    stamps = {"created_at": NOW, "updated_at": NOW}
    common = {"track_id": 1, "listener_key": b"k" * 16}
    plays = [
        Play(
            **common,
            event_id=UUID(int=number),
            occurred_at=NOW - timedelta(minutes=number),
            received_at=NOW,
            booked_day=NOW.date(),
            listened_ms=number,
            country="DE",
        ).model_dump(exclude=LATER)
        for number in (*range(1, 1201), 200_000)
    ]
    with engine.begin() as connection:
        connection.execute(
            insert(models.User),
            [{"id": 1, "email": "n@example.com", "display_name": "N", "password_hash": "-", **stamps}],
        )
        connection.execute(insert(models.Track), [{"id": 1, "name": "Rain", "user_id": 1, **stamps}])
    migrations.downgrade(url, "0013")
    with engine.begin() as connection:
        connection.execute(insert(Play), plays)
        for kind in (PageView, Share):
            connection.execute(insert(kind), [{**common, "created_at": NOW, "counted": True}] * 3)
        before = contents(connection)

    migrations.upgrade(url)

    with engine.begin() as connection:
        assert contents(connection) == before
        assert [len(each) for each in before] == [1201, 3, 3]
        connection.execute(insert(PageView), [{**common, "created_at": NOW, "counted": True}])
        assert connection.execute(select(func.max(col(PageView.id)))).scalar_one() == 4
        if is_postgresql:
            held = "select tableoid::regclass::text, count(*) from plays group by 1 order by 1"
            found = [tuple(row) for row in connection.execute(text(held))]
            assert found == [("plays__2026_03", 1200), ("plays__other", 1)]
    migrations.check(url)
    migrations.downgrade(url, "0013")
    with engine.begin() as connection:
        assert contents(connection)[0] == before[0]
        if not is_postgresql:
            connection.execute(text("pragma foreign_keys = on"))
        connection.execute(text("delete from tracks"))
        assert contents(connection) == [[], [], []]
    migrations.upgrade(url)
    engine.dispose()


LATER = {"reported_ms", "network_key"}
"""Columns that came after the partitions."""


def contents(connection):
    columns = ([each for each in kind.__table__.columns if each.name not in LATER] for kind in KINDS)
    return [
        connection.execute(select(*some).order_by(*kind.__table__.primary_key)).all()
        for kind, some in zip(KINDS, columns, strict=True)
    ]


async def test_months_are_there_before_they_begin(own):
    track = await played(own, NOW, NOW - timedelta(days=100))
    assert await named(own) == []

    await keep(own)

    assert await named(own) == in_months("2026_02", "2026_03", "2026_04", "2026_05")
    assert (await rows_in(own, "plays__2026_03"), await rows_in(own, "plays__other")) == (1, 1)
    own.clock.forward(days=50)
    await keep(own)
    assert await named(own) == in_months("2026_02", "2026_03", "2026_04", "2026_05", "2026_06", "2026_07")
    async with own.reading() as work:
        assert len((await work.session.exec(select(Play).where(col(Play.track_id) == track.id))).all()) == 2


async def test_a_file_makes_the_months_that_it_has_much_of(own, monkeypatch):
    monkeypatch.setattr(partitions, "ROWS_OF_A_MONTH", 3)
    monkeypatch.setattr(events, "BATCH", 5)
    old = datetime(2019, 5, 1, tzinfo=UTC)

    await played(own, *(old + timedelta(hours=number) for number in range(6)), NOW, NOW - timedelta(hours=1))

    assert await named(own) == ["plays__2019_05"]
    assert (await rows_in(own, "plays__2019_05"), await rows_in(own, "plays__other")) == (6, 2)


async def test_who_cannot_have_a_month_keeps_its_events_among_the_others(own):
    async with own.writing() as busy:
        await busy.session.execute(text("lock table tracks in row exclusive mode"))
        async with own.writing() as work:
            made = await partitions.make(work, [partitions.Partition("plays", date(2026, 3, 1))])
    await played(own, NOW)

    assert (made, await named(own), await rows_in(own, "plays__other")) == (False, [], 1)
    await keep(own)
    assert (await rows_in(own, "plays__2026_03"), await rows_in(own, "plays__other")) == (1, 0)


async def test_single_events_are_let_go_when_the_settings_say_so(workshop):
    instants = [datetime(2025, 12, 31, 23, 59, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC), NOW - timedelta(hours=1)]
    track = await played(workshop, *instants)
    assert await kept(workshop, months=0) == instants

    assert await kept(workshop, months=2) == instants[1:]

    async with workshop.reading() as work:
        days = select(func.sum(col(TrackDay.plays))).where(col(TrackDay.track_id) == track.id)
        assert (await work.session.execute(days)).scalar_one() == 3


async def test_months_that_are_let_go_take_their_partitions_along(own):
    instants = [datetime(2026, 1, 10, tzinfo=UTC), NOW]
    await played(own, *instants)
    async with own.writing() as work:
        await partitions.make(work, [partitions.Partition("plays", date(2025, month, 1)) for month in (11, 12)])
    await keep(own)

    assert await kept(own, months=2) == instants

    assert [each for each in await named(own) if "2025" in each or "2026_02" in each] == in_months("2026_02")


async def kept(workshop, months):
    """When the plays happened that are left after a month has been merged."""
    settings = workshop.settings.model_copy(update={"events_kept_months": months})
    async with workshop.writing() as work:
        await work.session.execute(text("update merged_months set merged = false"))
    await merge(dataclasses.replace(workshop, settings=settings))
    async with workshop.reading() as work:
        found = await work.session.execute(select(col(Play.occurred_at)).order_by(col(Play.occurred_at)))
    return list(found.scalars())
