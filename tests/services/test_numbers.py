"""Numbers of days, lifetimes, breakdowns and listeners: what the plain rules say, in whatever order it is told."""

import asyncio
import json
import signal
import subprocess
import sys
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from unittest.mock import patch
from uuid import uuid4

import pytest
from anyio import to_thread
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import select

from beatgraph.analytics import attendance
from beatgraph.analytics.sketches import Sketch, counted, united
from beatgraph.auth.viewer import Viewer
from beatgraph.database import Database
from beatgraph.drafts.tracks import TrackChanges
from beatgraph.services import bulk, folding, intake, months, tracks
from beatgraph.services.events import Imported
from beatgraph.services.owners import ARTISTS, TRACKS, Owner, columns
from beatgraph.services.sums import SLOTS
from beatgraph.workers.months import merge
from tests.make import Make
from tests.oracle import Event, Oracle
from tests.services.test_events import PHONE, Load, line

pytestmark = pytest.mark.anyio

MIDNIGHT = datetime(2026, 2, 2, tzinfo=UTC)
DURATIONS = (180_000, 40_000, 100_000)
TYPES = [
    *("play", "play", "play", "view", "share", "comment", "download"),
    *("like", "unlike", "repost", "unrepost", "save", "unsave", "follow", "unfollow"),
]
GUESTS = {"guest 1": PHONE, "guest 2": {**PHONE, "ip": "2001:db8::1"}}
VISITORS = ["user owner", "user 1", "user 2", *GUESTS]


@st.composite
def events(draw):
    """Something that happens around midnight, to one of three tracks or two artists."""
    kind = draw(st.sampled_from(TYPES))
    of_guests = kind in ("play", "view", "share")
    visitor = draw(st.sampled_from(VISITORS if of_guests else VISITORS[:3]))
    about_artist = kind in ("follow", "unfollow") or (kind == "view" and draw(st.booleans()))
    subject = draw(st.integers(0, 1 if about_artist else 2))
    return {
        "type": kind,
        "at": MIDNIGHT + timedelta(seconds=draw(st.integers(-2000, 2000))),
        "visitor": visitor,
        "artist" if about_artist else "track": subject,
        "counts": visitor != "user owner",
        "listened_ms": draw(st.none() | st.integers(0, 300_000)) if kind == "play" else None,
        "ended": draw(st.booleans()),
        "traits": (
            draw(st.sampled_from([None, "DE", "US"])),
            draw(st.sampled_from(["desktop", "tablet"])),
            draw(st.sampled_from(["ios", "linux"])),
            draw(st.sampled_from([None, "search", "feed"])),
        ),
    }


class World:
    """Three tracks of two artists, the third one's both; the same owner runs everything."""

    def __init__(self, workshop) -> None:
        self.workshop = workshop
        self.make, self.load = Make(workshop), Load(workshop)

    async def fill(self):
        make = self.make
        self.owner = await make.user(email=f"{uuid4()}@example.com")
        self.users = {"user owner": self.owner}
        for name in ("user 1", "user 2"):
            self.users[name] = await make.user(email=f"{uuid4()}@example.com")
        self.artists = [await make.artist(self.owner), await make.artist(self.owner)]
        credits = ([0], [1], [0, 1])
        self.tracks = [
            await make.track(*(self.artists[each] for each in credited), duration=duration)
            for credited, duration in zip(credits, DURATIONS, strict=True)
        ]
        self.oracle = Oracle({track.id: track.duration for track in self.tracks})
        return self

    def event(self, number, values):
        subject = {
            "track": self.tracks[values["track"]].id if "track" in values else None,
            "artist": self.artists[values["artist"]].id if "artist" in values else None,
        }
        return Event(id=number, **{**values, **subject})

    def line(self, event, ids):
        fields = GUESTS.get(event.visitor) or {"user_id": self.users[event.visitor].id}
        country, device, platform, source = event.traits
        found = {
            "event_id": str(ids[event.id]),
            "type": event.type,
            "occurred_at": event.at.isoformat(),
            "track_id": event.track,
            "artist_id": event.artist,
            "listened_ms": event.listened_ms,
            "ended": event.ended,
            "country": country,
            "device": device,
            "platform": platform,
            "source": source,
            "text": "Nice" if event.type == "comment" else None,
            **fields,
        }
        return {name: value for name, value in found.items() if value is not None}

    async def check(self, owner: Owner, owner_id: int, tracks: Sequence[int]):
        """Everything that is stored of one owner is what the oracle says of these tracks together."""
        oracle = self.oracle
        own = ("follows_added", "follows_removed", "page_views", "page_shares")
        names = [*columns(owner.day), "listeners"]
        rows = {row.day: row for row in await self.rows(owner.day, owner, owner_id)}
        days = {
            day: {name: getattr(row, name) for name in names if name not in own and getattr(row, name)}
            for day, row in rows.items()
        }
        assert {day: numbers for day, numbers in days.items() if numbers} == {
            day: {name: number for name, number in numbers.items() if number}
            for day, numbers in oracle.days(tracks).items()
        }
        lifetime = (await self.rows(owner.lifetime, owner, owner_id) or [owner.lifetime()])[0]
        sketches = await self.rows(owner.lifetime_sketch, owner, owner_id)
        assert (lifetime.listeners, lifetime.listener_days) == (oracle.listeners(tracks), oracle.listener_days(tracks))
        assert lifetime.plays == sum(row.plays for row in rows.values())
        assert sum(counted(row.listeners) for row in sketches) == oracle.listeners(tracks)
        united_days = united(row.listeners for row in await self.rows(owner.sketch, owner, owner_id))
        assert (united_days.count(), united_days.repeated()) == (oracle.listeners(tracks), oracle.repeated(tracks))
        values = {
            (row.day, row.dim, row.value): (row.plays, counted(row.listeners))
            for row in await self.rows(owner.value, owner, owner_id)
        }
        assert values == oracle.values(tracks)
        slots = {
            row.slot: {name: getattr(row, name) for name in SLOTS if getattr(row, name)}
            for row in await self.rows(owner.slot, owner, owner_id)
        }
        assert {slot: sums for slot, sums in slots.items() if sums} == oracle.slots(tracks)
        members = defaultdict(int)
        for row in await self.rows(owner.listener, owner, owner_id):
            assert row.plays == sum(each.plays for each in attendance.read(row.days).values())
            members[row.user_id] += row.plays
        assert members == {self.users[name].id: plays for name, plays in oracle.members(tracks).items()}

    async def check_all(self, *, live=(0, 1, 2), credits=((0, 2), (1, 2))):
        for track in self.tracks:
            await self.check(TRACKS, track.id, [track.id])
        for artist, credited in zip(self.artists, credits, strict=True):
            await self.check(ARTISTS, artist.id, [self.tracks[each].id for each in credited if each in live])

    async def rows(self, table, owner, owner_id):
        statement = select(table).where(getattr(table, owner.key) == owner_id)
        async with self.workshop.reading() as work:
            return (await work.session.exec(statement)).all()

    async def act(self, verb, *arguments):
        own = tuple(each.id for each in self.artists)
        viewer = Viewer(self.owner.id, artist_ids=own, uploading_ids=own)
        async with self.workshop.writing(viewer) as work:
            await verb(work, *arguments)


def in_a_thread(coroutine):
    """With an event loop of its own, since hypothesis calls from within the fixtures' loop."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, coroutine).result()


@pytest.mark.usefixtures("anyio_backend")
@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(
    values=st.lists(events(), min_size=5, max_size=30),
    files=st.lists(st.lists(st.integers(0, 29), min_size=5, max_size=40), min_size=1, max_size=3),
)
def test_any_files_give_the_numbers_of_the_plain_rules(workshop, values, files):
    in_a_thread(numbers_are_as_the_oracle_says(workshop, values, files))


async def numbers_are_as_the_oracle_says(workshop, values, files):
    database = Database(workshop.settings.database, durable=False, pool_size=2)
    few = [(folding, "MANY"), (intake, "MANY"), (bulk, "COPIED_FROM")]
    try:
        with ExitStack() as stack:
            # So that some files are taken in the way that large ones are.
            for module, name in few:
                stack.enter_context(patch.object(module, name, 8))
            await _compared(await World(replace(workshop, database=database)).fill(), values, files)
    finally:
        await database.close()


async def _compared(world, values, files):
    told = [world.event(number, each) for number, each in enumerate(values)]
    ids = sorted((uuid4() for _ in told), key=lambda each: each.int)
    for numbers in files:
        file = [told[number % len(told)] for number in numbers]
        found = await world.load(*(world.line(event, ids) for event in file))
        new = world.oracle.read(file)
        assert (found.accepted, found.duplicates, found.rejected) == (new, len(file) - new, 0)
    await world.check_all()
    for artist in world.artists:
        follows = [begins for _, begins in world.oracle.turns("follow", artist=artist.id)]
        days = await world.rows(ARTISTS.day, ARTISTS, artist.id)
        assert sum(day.follows_added for day in days) == sum(follows)
        assert sum(day.follows_removed for day in days) == len(follows) - sum(follows)
    await world.act(tracks.unpublish, world.tracks[2].id)
    await world.check_all(live=(0, 1))
    await world.act(tracks.publish, world.tracks[2].id)
    await world.check_all()
    await world.act(tracks.update, world.tracks[2].id, TrackChanges.read({"artists": [world.artists[1].id]}))
    await world.check_all(credits=((0,), (1, 2)))
    await world.act(tracks.delete, [world.tracks[1].id])
    await world.check_all(live=(0, 2), credits=((0,), (1, 2)))


def told_of(world):
    """Thirty plays, likes and views around midnight."""
    kinds = ("play", "play", "like", "view", "unlike")
    return [
        world.event(
            number,
            {
                "type": kinds[number % 5],
                "at": MIDNIGHT + timedelta(seconds=40 * (number - 15)),
                "visitor": VISITORS[1:3][number % 2],
                "track": number % 3,
                "listened_ms": 7_000 * number if number % 5 == 0 else None,
                "traits": ("DE", "desktop", "linux", "search"),
            },
        )
        for number in range(30)
    ]


async def test_an_import_that_is_killed_loses_nothing_and_doubles_nothing(workshop, tmp_path):
    world = await World(workshop).fill()
    told = told_of(world)
    ids = sorted((uuid4() for _ in told), key=lambda each: each.int)
    lines = [world.line(event, ids) for event in told]
    file = tmp_path / "events.jsonl"
    file.write_text("\n".join(json.dumps(each) for each in lines))
    script = [sys.executable, "-m", "tests.services.interrupted_import", workshop.settings.database_url, str(file)]

    killed = await to_thread.run_sync(lambda: subprocess.run(script, capture_output=True, timeout=60))
    found = await world.load(*lines)

    assert killed.returncode == -signal.SIGKILL
    assert found == Imported(accepted=30 - 14, duplicates=14, rejected=0)
    world.oracle.read(told)
    await world.check_all()


async def test_a_month_that_is_over_is_merged_and_merged_again_when_a_file_changes_it(workshop):
    world = await World(workshop).fill()
    told = told_of(world)
    ids = sorted((uuid4() for _ in told), key=lambda each: each.int)
    await world.load(*(world.line(event, ids) for event in told[:20]))
    async with workshop.reading() as work:
        waiting = await months.due(work)
    await merge(workshop)
    async with workshop.reading() as work:
        assert (waiting, await months.due(work)) == ([date(2026, 2, 1)], [])
    await check_months(world)
    await world.load(*(world.line(event, ids) for event in told[20:]))
    await check_months(world)
    await world.act(tracks.unpublish, world.tracks[2].id)
    await check_months(world)


async def check_months(world):
    """February's rows are the sums of its days, and its sketches their unions."""
    async with world.workshop.reading() as work:
        assert await months.merged(work) == [date(2026, 2, 1)]
    for owner, subjects in ((TRACKS, world.tracks), (ARTISTS, world.artists)):
        for subject in subjects:
            days = await world.rows(owner.day, owner, subject.id)
            (month,) = await world.rows(owner.month, owner, subject.id)
            (sketch,) = await world.rows(owner.month_sketch, owner, subject.id)
            sketches = await world.rows(owner.sketch, owner, subject.id)
            for name in columns(owner.day):
                assert getattr(month, name) == sum(getattr(day, name) for day in days), name
            assert month.listeners == counted(sketch.listeners)
            assert Sketch.read(sketch.listeners).write() == united(each.listeners for each in sketches).write()
            assert Sketch.read(sketch.viewers).write() == united(each.viewers for each in sketches).write()


async def test_today_and_the_two_days_before_are_not_sealed():
    now = datetime(2026, 3, 4, 0, 0, tzinfo=UTC)

    assert months.is_sealed(date(2026, 2, 28), now)
    assert not months.is_sealed(date(2026, 2, 28), now - timedelta(seconds=1))


async def test_who_followed_when_they_played_is_noted_with_the_play(workshop):
    world = await World(workshop).fill()
    track, artist, fan = world.tracks[0], world.artists[0], world.users["user 1"]
    follow = {"artist_id": artist.id, "user_id": fan.id}
    play = {"track_id": track.id, "user_id": fan.id}

    await world.load(
        line("play", 0, **play),
        line("follow", 50, **follow),
        line("play", 100, **play),
        line("unfollow", 150, **follow),
        line("play", 200, **play),
        line("play", 100, track_id=track.id, user_id=world.users["user 2"].id),
    )

    (day,) = await world.rows(TRACKS.day, TRACKS, track.id)
    assert (day.plays, day.by_followers) == (4, 1)


async def test_a_legacy_track_is_dated_by_its_file(workshop):
    world = await World(workshop).fill()
    track = world.tracks[0]

    found = await world.load(
        {"event_id": str(uuid4()), "type": "created", "occurred_at": "2019-05-01T10:00:00Z", "track_id": track.id}
    )

    dated = await world.make.again(track)
    assert found.accepted == 1
    assert dated.created_at == dated.published_at == datetime(2019, 5, 1, 10, tzinfo=UTC)
