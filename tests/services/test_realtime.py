"""Realtime: who listens just now, and the plays of the last minutes and hours."""

from datetime import timedelta

import pytest

from beatgraph.auth.viewer import Viewer
from beatgraph.services import realtime
from tests.services.test_events import MIDNIGHT, Load, line
from tests.services.test_insights import ADMIN, EVENTS

pytestmark = pytest.mark.anyio

HOUR = 3600


@pytest.fixture
def load(workshop):
    return Load(workshop)


async def told(workshop, *tracks, as_of=None, viewer=ADMIN):
    async with workshop.reading(viewer) as work:
        return await realtime.by_tracks(work, [each.id for each in tracks], as_of)


async def heard(load, make, clock):
    """A track that nine people play around the edges of what is told; seconds are before now."""
    track = await make.track()
    owner = await make.owner(track)
    now = (clock.now - MIDNIGHT).total_seconds()

    def play(before, who=None, **fields):
        listener = {"anonymous_id": who} if who else {}
        return line(at=now - before, track_id=track.id, **listener, **fields)

    await load(
        play(30, "ada", country="DE", device="mobile"),
        play(10, "ada"),  # so soon after that it does not count
        play(60, "bob"),
        play(3599.5, "cyd"),
        play(HOUR, "dan"),
        play(48 * HOUR, "eve"),
        play(48 * HOUR - 1, "fay"),
        play(1000, "gus", listened_ms=800_000),
        play(400, "hal", listened_ms=300_000, ended=True),
        play(5, user_id=owner.id),
    )
    return track


async def test_plays_fall_into_their_minutes_and_hours(load, make, clock, workshop):
    track = await heard(load, make, clock)

    found = (await told(workshop, track))[track.id]

    assert found.recent_plays == 5
    assert {place: plays for place, plays in enumerate(found.plays_per_minute) if plays} == {
        59: 1,
        58: 1,
        53: 1,
        43: 1,
        0: 1,
    }
    assert {place: plays for place, plays in enumerate(found.plays_per_hour) if plays} == {47: 5, 46: 1, 0: 1}
    assert [(each.minutes_ago, each.country, each.device) for each in found.recent] == [
        (0, "DE", "mobile"),
        *((minutes, "unknown", "unknown") for minutes in (1, 6, 16, 59)),
    ]


async def test_a_listener_is_active_for_five_minutes_after_the_last_sign_unless_it_is_the_end(
    load, make, clock, workshop
):
    track = await heard(load, make, clock)

    now = (await told(workshop, track))[track.id]
    earlier = (await told(workshop, track, as_of=clock.now - timedelta(seconds=300)))[track.id]
    edges = [
        (await told(workshop, track, as_of=clock.now + timedelta(seconds=seconds)))[track.id].active_listeners
        for seconds in (100, 101, 241, 291)
    ]

    assert now.active_listeners == 3  # Ada, Bob and Gus; Hal has stopped, and the owner is no audience
    assert earlier.active_listeners == 1  # of Hal it was known only that he began
    assert edges == [3, 2, 1, 0]


async def test_at_most_twenty_plays_are_listed(load, make, clock, workshop):
    track = await make.track()
    now = (clock.now - MIDNIGHT).total_seconds()
    await load(*(line(at=now - 60 * number, track_id=track.id, anonymous_id=f"{number}") for number in range(30)))

    found = (await told(workshop, track))[track.id]

    assert [each.minutes_ago for each in found.recent] == list(range(20))
    assert found.recent_plays == 30


async def test_many_tracks_cost_as_many_statements_as_one_and_strangers_are_told_nothing(
    doors, load, make, clock, workshop
):
    track = await heard(load, make, clock)
    others = [await make.track() for _ in range(4)]
    costs = []
    for some in ([track], [track, *others]):
        doors.forget()
        assert len(await told(workshop, *some)) == len(some)
        costs.append(len(doors.reads))

    assert costs == [4, 4]
    assert [each for each in doors.reads if any(f" {table} " in each for table in EVENTS if table != "plays")] == []
    assert await told(workshop, track, viewer=Viewer(user_id=(await make.user()).id)) == {}
