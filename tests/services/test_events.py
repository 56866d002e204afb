"""Events from files: the same rules as live, whatever the order they are told in."""

import asyncio
import json
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import col, func, select

from beatgraph.analytics.acceptance import Verdict
from beatgraph.auth.viewer import ANONYMOUS, Client, Viewer
from beatgraph.database import Database
from beatgraph.drafts.plays import PlayDraft
from beatgraph.models import ArtistLifetime, Follow, Like, ListenerSalt, Play, PlayFlag, TrackDay, TrackLifetime
from beatgraph.services import plays
from beatgraph.services.events import Imported, Refusals, import_events, parsed
from tests.make import Make

pytestmark = pytest.mark.anyio

MIDNIGHT = datetime(2026, 2, 2, tzinfo=UTC)
PHONE = {"ip": "203.0.113.7", "user_agent": "Phone"}


def at_second(seconds):
    return MIDNIGHT + timedelta(seconds=seconds)


def line(type="play", at=0.0, event_id=None, **fields):
    """One line of a file; `at` in seconds from midnight."""
    occurred_at = at_second(at).isoformat()
    return {"event_id": str(event_id or uuid4()), "type": type, "occurred_at": occurred_at, **fields}


class Load:
    """Imports lines as the command line does; `refused` tells what was not taken."""

    def __init__(self, workshop) -> None:
        self.workshop = workshop
        self.refused: list[str] = []

    async def __call__(self, *lines) -> Imported:
        refusals = Refusals(lambda number, reason: self.refused.append(f"{number}: {reason}"))
        texts = [each if isinstance(each, bytes) else json.dumps(each).encode() for each in lines]
        return await import_events(self.workshop.writing, parsed(texts, refusals), refusals)


@pytest.fixture
def load(workshop):
    return Load(workshop)


async def days(workshop, track):
    async with workshop.reading() as work:
        rows = await work.session.exec(select(TrackDay).where(TrackDay.track_id == track.id))
        return {(row.day - MIDNIGHT.date()).days: row.plays for row in rows}


async def flags(workshop, track):
    async with workshop.reading() as work:
        rows = await work.session.exec(select(Play).where(Play.track_id == track.id).order_by(col(Play.occurred_at)))
        return [row.flags for row in rows]


async def test_plays_are_counted_on_the_day_they_happened(load, make, workshop):
    track, listener = await make.track(), await make.user()

    found = await load(
        line(at=86_400, track_id=track.id, user_id=listener.id),
        line(at=3_600, track_id=track.id, user_id=listener.id),
        line(at=3_600, track_id=track.id, **PHONE),
        line(at=3_600, track_id=track.id, anonymous_id="a phone of its own"),
    )

    assert found == Imported(accepted=4, duplicates=0, rejected=0)
    assert await days(workshop, track) == {0: 3, 1: 1}
    assert (await make.again(TrackLifetime(track_id=track.id))).plays == 4


async def test_a_file_read_again_changes_nothing(load, make, workshop):
    track = await make.track()
    lines = [line(at=100 * number, track_id=track.id, **PHONE) for number in range(5)]
    await load(*lines)

    assert await load(*lines, lines[0]) == Imported(accepted=0, duplicates=6, rejected=0)
    assert await days(workshop, track) == {0: 5}


async def test_an_event_that_came_live_is_not_imported_again(load, doors, make, workshop):
    track, key = await make.track(), uuid4()
    await doors.post(
        f"/api/v1/tracks/{track.id}/plays", json={"idempotency_key": str(key)}, headers={"user-agent": "Phone"}
    )

    assert await load(line(event_id=key, track_id=track.id, **PHONE)) == Imported(0, 1, 0)
    live = await doors.post(
        f"/api/v1/tracks/{track.id}/plays", json={"idempotency_key": str(key)}, headers={"user-agent": "Phone"}
    )
    assert live.status_code == 200
    assert (await make.again(TrackLifetime(track_id=track.id))).plays == 1


async def test_own_bot_repeated_and_capped_plays_are_accepted_and_flagged(load, make, workshop):
    track, listener = await make.track(), await make.user()
    owner, admin = await make.owner(track), await make.user(is_admin=True)
    own = [line(at=number, track_id=track.id, user_id=user.id) for number, user in enumerate((owner, admin))]
    bots = [line(at=10, track_id=track.id, ip="192.0.2.1", user_agent="Googlebot/2.1")]
    often = [line(at=100 + 30 * number, track_id=track.id, user_id=listener.id) for number in range(52)]
    repeated = [line(at=115, track_id=track.id, user_id=listener.id)]

    found = await load(*own, *bots, *often, *repeated)

    assert found == Imported(accepted=56, duplicates=0, rejected=0)
    assert Counter(await flags(workshop, track)) == {
        0: 50,
        PlayFlag.SELF: 2,
        PlayFlag.BOT: 1,
        PlayFlag.REPEAT: 1,
        PlayFlag.CAPPED: 2,
    }
    assert await days(workshop, track) == {0: 50}


async def test_caps_go_on_in_the_next_file(load, make, workshop):
    track, listener = await make.track(), await make.user()
    for start in (0, 40):
        await load(*(line(at=60 * (start + n), track_id=track.id, user_id=listener.id) for n in range(40)))

    assert await days(workshop, track) == {0: 50}


async def test_two_hundred_plays_of_a_track_by_guests_of_one_network_count_a_day(load, make, workshop, clock):
    track, other, listener = await make.track(), await make.track(), await make.user()
    noon = (clock() - MIDNIGHT).total_seconds()

    def guest(number, ip="203.0.113.7", at=noon - 3600):
        return line(at=at, track_id=track.id, ip=ip, user_agent=f"Phone {number}")

    await load(*map(guest, range(199)), guest(0, at=noon - 86_400), guest(0, ip="198.51.100.1"))
    verdicts = []
    for viewer, played in [(ANONYMOUS, track)] * 2 + [(ANONYMOUS, other), (Viewer(listener.id), track)]:
        async with workshop.writing(viewer, Client("203.0.113.7", f"Tablet {len(verdicts)}")) as work:
            verdicts.append((await plays.record(work, played.id, PlayDraft())).verdict)
    found = await load(guest(0, ip="203.0.113.7", at=noon - 1800), guest(7, ip="10.0.0.1"))

    assert verdicts == [Verdict.COUNTED, Verdict.CAPPED, Verdict.COUNTED, Verdict.COUNTED]
    assert found.accepted == 2
    assert Counter(await flags(workshop, track)) == {0: 199 + 2 + 2 + 1, PlayFlag.CAPPED: 2}
    async with workshop.reading() as work:
        networks = (await work.session.exec(select(Play.network_key, func.count()).group_by(Play.network_key))).all()
    # A day has a salt of its own, and neither those who sign in nor shared networks have a key.
    by_network = dict(networks)
    assert (by_network.pop(None), sorted(by_network.values())) == (2, [1, 1, 203])


async def test_a_campus_in_the_settings_has_no_cap(load, make, workshop):
    track = await make.track()
    workshop.settings = workshop.settings.model_copy(update={"shared_networks": "203.0.113.0/24, 2001:db8::/32"})

    await load(
        *(line(track_id=track.id, ip="203.0.113.7", user_agent=f"Phone {number}") for number in range(201)),
        *(line(track_id=track.id, ip="198.51.100.7", user_agent=f"Phone {number}") for number in range(201)),
    )

    assert Counter(await flags(workshop, track)) == {0: 401, PlayFlag.CAPPED: 1}


async def test_a_listener_who_crosses_midnight_is_one_listener_for_thirty_seconds(load, make, workshop):
    for visitor in ({"user_id": (await make.user()).id}, PHONE):
        track = await make.track()
        # Told last to first, and in files of their own.
        for at in (20, 5, -10):
            await load(line(at=at, track_id=track.id, **visitor))

        assert await flags(workshop, track) == [0, PlayFlag.REPEAT, 0]
        assert await days(workshop, track) == {-1: 1, 0: 1}


async def test_a_late_play_is_booked_when_it_arrived_and_an_older_one_refused(load, make, workshop):
    track, listener = await make.track(), await make.user()
    arrivals = (timedelta(hours=72), timedelta(hours=73), timedelta(days=30), timedelta(days=31), timedelta(hours=-1))

    found = await load(
        *(
            line(at=100 * n, track_id=track.id, user_id=listener.id, received_at=str(at_second(100 * n) + late))
            for n, late in enumerate(arrivals)
        )
    )

    assert found == Imported(accepted=4, duplicates=0, rejected=1)
    assert load.refused == ["4: arrived more than 30 days after it happened"]
    # The last one claims to have arrived before it happened: it happened when it arrived.
    assert await days(workshop, track) == {-1: 1, 0: 1, 3: 1, 30: 1}
    assert await flags(workshop, track) == [0, 0, PlayFlag.LATE, PlayFlag.LATE]


async def test_listening_is_bounded_by_the_arrival_if_it_is_told(load, make, workshop):
    track = await make.track()
    late = str(MIDNIGHT + timedelta(seconds=60))
    await load(
        line(track_id=track.id, listened_ms=30_000, received_at=late, ended=True, **PHONE),
        line(
            at=100, track_id=track.id, listened_ms=30_000, received_at=str(MIDNIGHT + timedelta(seconds=100)), **PHONE
        ),
        line(at=200, track_id=track.id, listened_ms=30_000, **PHONE),
    )

    async with workshop.reading() as work:
        rows = (await work.session.exec(select(Play).order_by(col(Play.occurred_at)))).all()
    assert [(row.listened_ms, row.ended, row.flags) for row in rows] == [
        (30_000, True, 0),
        (5_000, False, PlayFlag.CUT),
        (30_000, False, 0),
    ]


async def test_bad_lines_are_told_and_take_no_good_one_with_them(load, make, workshop):
    track, gone, listener = await make.track(), await make.track(deleted_at=MIDNIGHT), await make.user()
    artist = await make.artist()
    good = {"track_id": track.id, "user_id": listener.id}

    found = await load(
        line(**good),
        b"{not json",
        b"[]",
        b"",
        line(type="view", user_id=listener.id),
        line(type="dance", **good),
        line(at=60, track_id=999, user_id=listener.id),
        line(at=60, track_id=gone.id),
        line(at=60, track_id=track.id, user_id=999),
        line(type="follow", artist_id=999, user_id=listener.id),
        line(type="like", track_id=track.id),
        line(type="follow", artist_id=artist.id),
        line(type="play"),
        {**line(**good), "event_id": "7"},
        {**line(**good), "occurred_at": 1_780_000_000},
        {**line(**good), "occurred_at": "0001-01-01T00:00:00Z"},
        line(ip="nowhere", track_id=track.id),
        line(**{**good, "track_id": 2**63}),
        line(**{**good, "track_id": "1"}),
        line(**good, listened_ms=-1),
        b'{"a": "\xff"}',
        b" " * 1024 * 1024 + b"{}",
        line(at=90, **good),
    )

    assert found == Imported(accepted=2, duplicates=0, rejected=20)
    assert await days(workshop, track) == {0: 2}
    assert sorted(load.refused, key=lambda told: int(told.partition(":")[0])) == [
        "2: no JSON",
        "3: no JSON object",
        "5: a view needs track_id or artist_id or post_id",
        "6: type dance is not known",
        "7: there is no track 999",
        f"8: there is no track {gone.id}",
        "9: there is no user 999",
        "10: there is no artist 999",
        "11: a like needs user_id",
        "12: a follow needs user_id",
        "13: a play needs track_id",
        "14: event_id: this must be a UUID, such as 550e8400-e29b-41d4-a716-446655440000",
        "15: occurred_at: this must be a date and time, such as 2026-03-14T12:00:00Z",
        "16: occurred_at: the instant must lie between 1970 and 9000",
        "17: ip: this must be an IPv4 or IPv6 address",
        "18: track_id: this must be 9223372036854775807 or less",
        "19: track_id: this must be a whole number",
        "20: listened_ms: this must be 0 or more",
        "21: no JSON",
        "22: longer than 1048576 bytes",
    ]


async def test_a_refused_line_can_come_again_once_it_is_right(load, make, workshop):
    wanted = line(track_id=1, **PHONE)
    assert (await load(wanted)).rejected == 1
    track = await make.track()

    assert (await load(wanted)).accepted == 1
    assert await days(workshop, track) == {0: 1}


async def test_likes_and_follows_stand_as_the_last_word_says(load, make, workshop):
    artist, fan = await make.artist(), await make.user()
    track = await make.track(artist)
    liked, followed = {"track_id": track.id, "user_id": fan.id}, {"artist_id": artist.id, "user_id": fan.id}

    await load(
        line("like", 30, **liked), line("unlike", 20, **liked), line("like", 10, **liked), line("like", 40, **liked)
    )
    await load(line("follow", 10, **followed), line("unfollow", 30, **followed))
    await load(line("follow", 20, **followed))

    like = await make.again(Like(user_id=fan.id, track_id=track.id))
    assert (like.created_at, like.counted) == (MIDNIGHT + timedelta(seconds=30), True)
    assert (await make.again(TrackLifetime(track_id=track.id))).likes == 1
    async with workshop.reading() as work:
        assert (await work.session.exec(select(Follow))).all() == []
    # A file may come later than what happened after it.
    await load(line("unfollow", 25, **followed), line("follow", 40, **followed))
    assert (await make.again(ArtistLifetime(artist_id=artist.id))).followers == 1


async def test_own_likes_and_follows_stand_uncounted(load, make, workshop):
    artist = await make.artist()
    track, owner = await make.track(artist), await make.owner(artist)

    found = await load(
        line("like", track_id=track.id, user_id=owner.id), line("follow", artist_id=artist.id, user_id=owner.id)
    )

    assert found.accepted == 2
    assert (await make.again(Like(user_id=owner.id, track_id=track.id))).counted is False
    assert (await make.again(Follow(user_id=owner.id, artist_id=artist.id))).counted is False
    async with workshop.reading() as work:
        sums = [
            *(await work.session.exec(select(TrackLifetime.likes))),
            *(await work.session.exec(select(ArtistLifetime.followers))),
        ]
    assert sum(sums) == 0


async def test_salts_of_imported_days_live_two_days_after_the_import(load, make, workshop, clock):
    track = await make.track()
    await load(line(track_id=track.id, **PHONE))
    clock.forward(hours=47)
    # Within that time a guest is the same guest.
    await load(line(at=20, track_id=track.id, **PHONE))
    clock.forward(hours=49)
    await load(line(at=86_400, track_id=track.id, **PHONE))

    async with workshop.reading() as work:
        salts = (await work.session.exec(select(ListenerSalt.day))).all()
    assert await flags(workshop, track) == [0, PlayFlag.REPEAT, 0]
    assert salts == [MIDNIGHT.date() + timedelta(days=1)]


async def test_both_doors_read_what_was_imported(load, doors, make):
    artist, fan = await make.artist(), await make.user()
    track = await make.track(artist)
    await load(
        *(line(at=60 * number, track_id=track.id, **PHONE) for number in range(3)),
        line("like", track_id=track.id, user_id=fan.id),
        line("follow", artist_id=artist.id, user_id=fan.id),
    )
    query = (
        "{ tracks { nodes { playCount likeCount viewerHasLiked artists { playCount followerCount viewerFollows } } } }"
    )

    graph = (await doors.ask(query, fan))["tracks"]["nodes"][0]
    rest = (await doors.get(f"/api/v1/tracks/{track.id}", fan)).json()["track"]
    own = (await doors.get("/api/v1/artist/dashboard-stats", await make.owner(artist))).json()["data"]

    assert (graph["playCount"], graph["likeCount"], graph["viewerHasLiked"]) == (3, 1, True)
    assert graph["artists"] == [{"playCount": 3, "followerCount": 1, "viewerFollows": True}]
    assert (rest["plays"], rest["likes_count"], rest["is_liked"], own["total_plays"]) == (3, 1, True, 3)


async def test_an_import_and_live_plays_at_once_lose_nothing_and_count_nothing_twice(
    load, doors, make, clock, workshop
):
    track, listener = await make.track(), await make.user()
    shared = [uuid4() for _ in range(8)]
    instant = clock().isoformat()
    imported = [
        {"event_id": str(key), "type": "play", "occurred_at": instant, "track_id": track.id, "ip": f"203.0.113.{n}"}
        for n, key in enumerate(shared)
    ]

    async def live(number, asker=None, key=None):
        body = {"idempotency_key": str(key or uuid4())}
        phone = {"user-agent": f"Phone {number}"}
        return await doors.post(f"/api/v1/tracks/{track.id}/plays", asker, json=body, headers=phone)

    found, *answers = await asyncio.gather(
        load(*imported, {**imported[0], "event_id": str(uuid4()), "ip": None, "user_id": listener.id}),
        *(live(number, key=key) for number, key in enumerate(shared)),
        *(live(number, listener) for number in range(4)),
    )

    assert {answer.status_code for answer in answers} == {200}
    assert (found.accepted + found.duplicates, found.rejected) == (9, 0)
    # Eight guests, each once by one way or the other, and one listener five times within a moment.
    assert (await make.again(TrackLifetime(track_id=track.id))).plays == 9
    assert Counter(await flags(workshop, track)) == {0: 9, PlayFlag.REPEAT: 4}


@dataclass(frozen=True)
class Told:
    """One play of the property test: who, when (seconds from midnight), and which of two tracks."""

    at: int
    visitor: int
    track: int


@dataclass
class Oracle:
    """The rules again, in the plainest words, in memory."""

    seen: set[int] = field(default_factory=set)
    counted: list[Told] = field(default_factory=list)

    def read(self, plays: list[Told], ids: list[UUID], file: list[int]) -> Imported:
        accepted = 0
        for number in sorted(file, key=lambda each: (plays[each].at, ids[each])):
            if number in self.seen:
                continue
            self.seen.add(number)
            accepted += 1
            play = plays[number]
            alike = [each for each in self.counted if (each.visitor, each.track) == (play.visitor, play.track)]
            if play.visitor != OWNER and all(abs(each.at - play.at) >= 30 for each in alike):
                self.counted.append(play)
        return Imported(accepted, len(file) - accepted, 0)


OWNER = 0
PLAYS = st.lists(st.builds(Told, st.integers(-100, 100), st.integers(0, 3), st.integers(0, 1)), min_size=1, max_size=20)


@pytest.mark.usefixtures("anyio_backend")
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(plays=PLAYS, files=st.lists(st.lists(st.integers(0, 19), max_size=30), min_size=1, max_size=4))
def test_any_files_in_any_order_give_the_counts_of_the_plain_rules(workshop, plays, files):
    # In a thread with an event loop of its own, since hypothesis calls this from within the fixtures' loop.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, imported_as_the_oracle_says(workshop, plays, files)).result()


async def imported_as_the_oracle_says(workshop, plays, files):
    """Each example has tracks and listeners of its own."""
    database = Database(workshop.settings.database, durable=False, pool_size=2)
    workshop = replace(workshop, database=database)
    make, load, oracle = Make(workshop), Load(workshop), Oracle()
    artist = await make.artist(await make.user(email=f"{uuid4()}@example.com"))
    listener = await make.user(email=f"{uuid4()}@example.com")
    tracks = [await make.track(artist), await make.track(artist)]
    visitors = [{"user_id": artist.user_id}, {"user_id": listener.id}, PHONE, {**PHONE, "ip": "2001:db8::1"}]
    ids = [uuid4() for _ in plays]

    for numbers in files:
        file = [number % len(plays) for number in numbers]
        lines = [
            line(at=plays[n].at, event_id=ids[n], track_id=tracks[plays[n].track].id, **visitors[plays[n].visitor])
            for n in file
        ]
        assert await load(*lines) == oracle.read(plays, ids, file)

    for number, track in enumerate(tracks):
        expected = Counter(-1 if each.at < 0 else 0 for each in oracle.counted if each.track == number)
        assert await days(workshop, track) == expected
    await database.close()
