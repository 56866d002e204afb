"""Days of time zones: what quarter-hours add up to is what the plain calendar says, also where the clock changes."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import col, select

from beatgraph.analytics.periods import Period, period
from beatgraph.analytics.zones import offsets, quarters_of, utc_days, zone_named
from beatgraph.models import ArtistSlot, TrackSlot
from beatgraph.services import slots
from beatgraph.services.owners import ARTISTS, TRACKS
from beatgraph.services.slots import SlotSums
from beatgraph.workers.months import merge
from tests.services.test_events import Load

pytestmark = pytest.mark.anyio

ZONES = {
    # Where the clock changes: an hour, half an hour, at midnight, by a whole day; and offsets of quarter-hours.
    "Europe/Berlin": datetime(2025, 10, 26, 1, tzinfo=UTC),
    "America/New_York": datetime(2025, 3, 9, 7, tzinfo=UTC),
    "Australia/Lord_Howe": datetime(2025, 4, 5, 15, tzinfo=UTC),
    "Africa/Cairo": datetime(2025, 4, 24, 22, tzinfo=UTC),
    "Pacific/Apia": datetime(2011, 12, 30, 10, tzinfo=UTC),
    "Asia/Kathmandu": datetime(2025, 6, 1, tzinfo=UTC),
    "UTC": datetime(2025, 6, 1, tzinfo=UTC),
}


async def test_names_of_zones_are_those_of_iana():
    assert zone_named("Europe/Berlin") == ZoneInfo("Europe/Berlin")
    for name in ("", "Berlin", "europe/berlin", "../etc/passwd", "America", "right/UTC", "a\0b", "x" * 5000):
        assert zone_named(name) is None


@pytest.mark.parametrize(
    ("name", "day", "hours"),
    [
        ("Europe/Berlin", date(2025, 10, 26), 25),
        ("Europe/Berlin", date(2025, 3, 30), 23),
        ("Australia/Lord_Howe", date(2025, 4, 6), 24.5),
        ("Africa/Cairo", date(2025, 4, 25), 23),
        ("Pacific/Apia", date(2011, 12, 30), 0),
        ("Asia/Kathmandu", date(2025, 6, 1), 24),
    ],
)
def test_a_day_has_the_hours_that_the_clock_gives_it(name, day, hours):
    window = Period(day, day + timedelta(days=1))

    assert len(quarters_of(window, ZoneInfo(name))) == hours * 4


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(ZONES)), st.integers(0, 2000), st.integers(1, 400), st.data())
def test_every_instant_falls_on_its_local_day(name, after, length, data):
    zone, first = ZoneInfo(name), date(2020, 1, 1) + timedelta(days=after)
    window = Period(first, first + timedelta(days=length))
    quarter = data.draw(st.sampled_from(quarters_of(window, zone)))
    at = datetime.fromtimestamp(quarter * 900 + data.draw(st.integers(0, 899)), UTC)

    ahead = [each.quarters for each in offsets(window, zone) if each.first <= quarter][-1]

    assert date(1970, 1, 1) + timedelta(days=(quarter + ahead) // 96) == at.astimezone(zone).date()
    assert at.date() in utc_days(window, zone)


def test_utc_days_are_those_that_the_local_days_touch():
    day = Period(date(2025, 6, 1), date(2025, 6, 2))

    assert utc_days(day, UTC) == day
    assert utc_days(day, ZoneInfo("Asia/Tokyo")) == Period(date(2025, 5, 31), date(2025, 6, 2))
    assert utc_days(day, ZoneInfo("America/New_York")) == Period(date(2025, 6, 1), date(2025, 6, 3))


def test_a_period_ends_with_the_local_day_of_the_instant():
    at = datetime(2025, 6, 1, 22, 30, tzinfo=UTC)

    assert period(7, at).last == date(2025, 6, 1)
    assert period(7, at, ZoneInfo("Europe/Berlin")).last == date(2025, 6, 2)
    assert period(7, at, ZoneInfo("Europe/Berlin")).days == 7


async def test_days_of_a_zone_have_what_happened_on_them(workshop, make, clock):
    owner, fan = await make.user(), await make.user()
    for name, changes in ZONES.items():
        clock.now = changes + timedelta(days=9)
        await days_are_as_the_calendar_says(workshop, make, owner, fan, changes, ZoneInfo(name))


async def days_are_as_the_calendar_says(workshop, make, owner, fan, changes, zone):
    artist = await make.artist(owner)
    both = [await make.track(artist), await make.track(artist)]
    instants = [changes + timedelta(minutes=37 * number) for number in range(-60, 61)]
    about = {"user_id": fan.id}
    lines = [
        {"event_id": str(uuid4()), "type": kind, "occurred_at": at.isoformat(), "track_id": track.id, **about}
        for number, at in enumerate(instants)
        for track, kind in ((both[number % 2], "play"), (both[0], ("view", "share")[number % 2]))
    ]

    await Load(workshop)(*lines, *lines[::3])

    expected = {track.id: {} for track in both}
    for line in lines:
        day = datetime.fromisoformat(line["occurred_at"]).astimezone(zone).date()
        sums = expected[line["track_id"]].setdefault(day, Counter())
        sums[f"{line['type']}s"] += 1
    expected = {track: {day: SlotSums(**sums) for day, sums in days.items()} for track, days in expected.items()}
    window = period(12, changes + timedelta(days=3), zone)
    async with workshop.reading() as work:
        of_tracks = await slots.by_days(work, TRACKS, [each.id for each in both], window, zone)
        of_artist = await slots.by_days(work, ARTISTS, [artist.id], window, zone)
    assert of_tracks == expected
    one, other = expected.values()
    assert of_artist == {
        artist.id: {day: one.get(day, SlotSums()) + other.get(day, SlotSums()) for day in {*one, *other}}
    }
    assert slots.total(of_artist[artist.id], window) == SlotSums(plays=121, views=61, shares=60)


async def test_days_of_many_cost_as_many_statements_as_days_of_one(workshop, make, doors):
    tracks = [await make.track() for _ in range(3)]
    window = Period(date(2025, 3, 1), date(2026, 3, 15))
    reads = []
    for ids in ([tracks[0].id], [each.id for each in tracks]):
        doors.forget()
        async with workshop.reading() as work:
            await slots.by_days(work, TRACKS, ids, window, ZoneInfo("Europe/Berlin"))
        reads.append(len(doors.reads))

    assert reads == [1, 1]


async def test_quarter_hours_go_after_25_months_and_days_stand_for_them(workshop, make, clock):
    track = await make.track()
    old, young = datetime(2024, 1, 31, 20, tzinfo=UTC), datetime(2024, 2, 1, 20, tzinfo=UTC)
    event = {"type": "play", "track_id": track.id, "user_id": (await make.user()).id}
    ancient = datetime(2020, 5, 1, 23, tzinfo=UTC)
    clock.now = datetime(2026, 3, 14, tzinfo=UTC)

    await Load(workshop)(
        *({**event, "event_id": str(uuid4()), "occurred_at": at.isoformat()} for at in (ancient, old, young))
    )

    tokyo = ZoneInfo("Asia/Tokyo")
    assert await kept(workshop) == [at_slot(old), at_slot(young)]
    assert await days(workshop, track, tokyo) == [date(2020, 5, 1), date(2024, 1, 31), date(2024, 2, 2)]
    clock.now = datetime(2026, 4, 5, tzinfo=UTC)
    await merge(workshop)
    assert await kept(workshop) == []
    assert await days(workshop, track, tokyo) == [date(2020, 5, 1), date(2024, 1, 31), date(2024, 2, 1)]


def at_slot(at):
    return int(at.timestamp()) // 900


async def kept(workshop):
    async with workshop.reading() as work:
        tracks = (await work.session.exec(select(TrackSlot.slot).order_by(col(TrackSlot.slot)))).all()
        assert tracks == (await work.session.exec(select(ArtistSlot.slot).order_by(col(ArtistSlot.slot)))).all()
    return list(tracks)


async def days(workshop, track, zone):
    window = Period(date(2020, 1, 1), date(2026, 1, 1))
    async with workshop.reading() as work:
        found = await slots.by_days(work, TRACKS, [track.id], window, zone)
    assert set(found[track.id].values()) == {SlotSums(plays=1)}
    return sorted(found[track.id])
