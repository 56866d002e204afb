"""Engagement: what listening durations add up to, in exact numbers."""

from datetime import UTC, date, datetime

import pytest

from beatgraph.analytics.quality import Badge, Bands, Lengths, Rating, Retention, quality
from beatgraph.drafts.insights import Extent
from beatgraph.services import engagement
from beatgraph.workers.months import merge
from resolvers.base.ids import encode
from tests.services.test_events import Load, line
from tests.services.test_insights import ADMIN, DAY

pytestmark = pytest.mark.anyio


@pytest.fixture
def load(workshop):
    return Load(workshop)


async def told(workshop, *tracks, extent=Extent.LIFETIME, as_of=None):
    async with workshop.reading(ADMIN) as work:
        return await engagement.by_tracks(work, [each.id for each in tracks], extent, as_of)


async def heard(load, make):
    """A track of 100 s: six listeners today, of whom one does not tell for how long, and one who came before."""
    track, fan = await make.track(duration=100_000), await make.user()

    def play(day, who, seconds=None, **fields):
        listened = {} if seconds is None else {"listened_ms": seconds * 1000}
        return line(at=day * DAY + 3600, track_id=track.id, anonymous_id=who, **listened, **fields)

    await load(
        play(1, "ada", 250),
        play(40, "ada", 90),
        play(40, "bob", 80),
        play(40, "cyd", 50),
        play(40, "dan", 25, ended=True),
        play(40, "eve", 5, ended=True),
        play(40, "fay"),
        line("like", at=DAY, track_id=track.id, user_id=fan.id),
        line("unlike", at=40 * DAY, track_id=track.id, user_id=fan.id),
        line("comment", at=40 * DAY, track_id=track.id, user_id=fan.id, text="Fire"),
        line("download", at=40 * DAY, track_id=track.id, user_id=fan.id),
    )
    return track


async def test_a_lifetime_of_listening_in_exact_numbers(load, make, workshop):
    track = await heard(load, make)

    found = (await told(workshop, track))[track.id]
    told_of = found.quality

    assert (told_of.plays, told_of.tracked_plays, found.listeners) == (7, 6, 6)
    assert told_of.bands == Bands(completed=2, mostly=1, half=1, partial=1, skipped=1)
    assert (told_of.average_listen_duration, told_of.average_completion_rate) == (58.33, 58.3)
    assert (told_of.duration_share, told_of.total_listen_time) == (58.3, 500.0)
    assert (told_of.completed_listens, told_of.completed_percentage) == (2, 33.3)
    assert (told_of.quality_score, told_of.rating) == (60.0, Rating.GOOD)
    assert (told_of.badge, told_of.retention_level) == (Badge.MODERATE, Retention.FAIR)
    assert {each.percent: each.share for each in told_of.retention if each.percent in (0, 5, 10, 30, 55, 85, 100)} == {
        0: 100.0,
        5: 100.0,
        10: 83.3,
        30: 66.7,
        55: 50.0,
        85: 33.3,
        100: 16.7,
    }
    assert (told_of.early_drop, told_of.intro) == (False, 66.7)
    assert [each.plays for each in told_of.lengths] == [1, 1, 1, 2, 0, 1]
    assert told_of.lengths[-1] == Lengths(240, None, 1)
    assert (told_of.skip_rate, told_of.sub_30_second_plays, found.repeat_rate) == (33.3, 2, 16.7)
    assert (found.likes, found.reposts, found.comments, found.downloads) == (0, 0, 1, 1)
    assert (found.meta.first_day, found.meta.partial_day) == (None, True)


async def test_a_period_knows_only_its_own_days(load, make, workshop):
    track = await heard(load, make)

    week = (await told(workshop, track, extent=Extent.WEEK))[track.id]
    past = (await told(workshop, track, as_of=datetime(2026, 2, 5, tzinfo=UTC)))[track.id]

    assert (week.quality.plays, week.quality.tracked_plays, week.listeners, week.repeat_rate) == (6, 5, 6, 0.0)
    assert (week.likes, week.comments) == (0, 1)
    assert week.meta.first_day == date(2026, 3, 8)
    assert (past.quality.plays, past.quality.average_completion_rate, past.repeat_rate, past.likes) == (
        1,
        100.0,
        0.0,
        0,
    )


async def test_a_lifetime_is_the_same_from_merged_months(load, make, workshop, clock):
    track = await heard(load, make)
    clock.forward(days=60)

    by_days = (await told(workshop, track))[track.id]
    await merge(workshop)
    by_months = (await told(workshop, track))[track.id]

    assert by_months == by_days
    assert by_days.quality.plays == 7


async def test_nothing_is_said_of_listening_that_nobody_told_of(make, workshop):
    track = await make.track()

    found = (await told(workshop, track))[track.id]

    assert (found.quality.plays, found.quality.quality_score, found.quality.badge, found.quality.retention) == (
        0,
        None,
        None,
        [],
    )
    assert (found.listeners, found.repeat_rate) == (0, None)


def test_badges_take_the_length_that_the_track_has_now():
    sums = {"tracked": 1, "heard_ms": 80_000, "share_ppm": 800_000, "mostly": 1}

    assert quality(sums, 100_000).badge is Badge.HIGH
    assert quality(sums, 160_000).badge is Badge.MODERATE
    assert quality(sums, 130_000).badge is Badge.GOOD
    assert quality({"tracked": 1, "heard_ms": 39_000, "share_ppm": 390_000}, 100_000).badge is Badge.LOW
    assert quality(sums, None).duration_share == 80.0


async def test_many_cost_as_many_statements_as_one(doors, load, make, workshop):
    track = await heard(load, make)
    others = [await make.track() for _ in range(4)]
    costs = []
    for some in ([track], [track, *others]):
        doors.forget()
        assert len(await told(workshop, *some)) == len(some)
        costs.append(len(doors.reads))

    assert costs[0] == costs[1]


async def test_both_doors_tell_the_same_engagement(doors, load, make):
    track = await heard(load, make)
    owner, stranger = await make.owner(track), await make.user()
    query = """query ($id: ID!) { track(id: $id) { engagement(period: WEEK) {
      period listeners quality { plays badge qualityScore bands { completed skipped } } } } }"""
    path = f"/api/v1/tracks/{track.id}/engagement-metrics"

    route = (await doors.get(path, owner, params={"period": "7-days"})).json()
    graph = (await doors.ask(query, owner, id=encode("Track", track.id)))["track"]["engagement"]
    refused = [(await doors.get(path, each)).status_code for each in (None, stranger)]
    wrong = await doors.get(path, owner, params={"period": "7d"})

    metrics = route["metrics"]
    assert (route["status"], metrics["period"], graph["period"]) == ("success", "7-days", "WEEK")
    assert graph["quality"] == {
        "plays": metrics["total_plays"],
        "badge": metrics["quality_badge"].upper(),
        "qualityScore": metrics["quality_score"],
        "bands": {name: metrics["completion_breakdown"][name] for name in ("completed", "skipped")},
    }
    assert (metrics["total_plays"], metrics["quality_score"]) == (6, 52.0)
    assert (refused, wrong.status_code) == ([401, 403], 422)
