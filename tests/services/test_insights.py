"""Figures and curves: what they are read from, of whom they are, and who is told."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import delete
from sqlmodel import col

from beatgraph import models
from beatgraph.analytics.periods import period
from beatgraph.auth.viewer import Viewer
from beatgraph.drafts.insights import Span, Timeframe
from beatgraph.errors import ForbiddenError, NotFoundError
from beatgraph.models import MergedMonth, TrackDay, TrackSketch
from beatgraph.services import months, readers, rollups
from beatgraph.services.charts import charts
from beatgraph.services.insights import figures
from beatgraph.services.readers import Whose
from beatgraph.workers.months import merge
from tests.services.test_events import Load, line

pytestmark = pytest.mark.anyio

ADMIN = Viewer(user_id=0, is_admin=True)
DAY = 86_400
EVENTS = ("plays", "views", "shares", "downloads", "engagements", "seen_events")
"""Tables that grow with every event."""


@pytest.fixture
def load(workshop):
    return Load(workshop)


def play(track, at, who):
    """`at` in days from the 2nd of February 2026; today is the 14th of March, day 40."""
    return line(at=at * DAY + 3600, track_id=track.id, anonymous_id=who)


async def told(workshop, whose, *things, read=figures, viewer=ADMIN, **asked):
    async with workshop.reading(viewer) as work:
        return await read(work, whose, [each.id for each in things], **asked)


def numbers(found):
    plays, listeners = found.plays, found.listeners
    return (plays.total, plays.period, plays.previous), (
        listeners.total,
        listeners.unique,
        listeners.period,
        listeners.previous,
    )


async def test_an_album_sums_plays_and_unites_listeners(load, make, workshop):
    artist = await make.artist()
    rain, snow = await make.track(artist), await make.track(artist)
    album = await make.album(artist, tracks=(rain, snow))
    await load(
        *(play(track, at, "ada") for track in (rain, snow) for at in (2, 40)),
        play(rain, 2, "bob"),
        play(snow, 40, "cyd"),
        line("like", at=40 * DAY, track_id=rain.id, user_id=(await make.user()).id),
    )

    found = (await told(workshop, Whose.ALBUM, album, span=Span.WEEK))[album.id]
    before = (await told(workshop, Whose.ALBUM, album, as_of=datetime(2026, 2, 5, tzinfo=UTC)))[album.id]
    curve = (await told(workshop, Whose.ALBUM, album, read=charts, frame=Timeframe.WEEK))[album.id]
    year = (await told(workshop, Whose.ALBUM, album, read=charts, frame=Timeframe.YEAR))[album.id]

    assert numbers(found) == ((6, 3, 0), (4, 3, 2, 0))
    assert (found.engagement.likes, found.engagement.reposts) == (1, 0)
    assert numbers(before) == ((3, 3, 0), (2, 2, 2, 0))
    assert before.engagement.likes == 0
    assert [(each.plays, each.listeners) for each in curve.points] == [(0, 0)] * 6 + [(3, 2)]
    assert [(each.date, each.plays, each.listeners) for each in year.points if each.plays] == [
        (date(2026, 2, 2), 3, 2),
        (date(2026, 3, 9), 3, 2),
    ]
    assert (curve.meta.approximate, year.meta.approximate) == (False, False)


async def test_a_track_that_leaves_an_album_or_the_public_takes_its_figures_along(load, make, workshop):
    artist = await make.artist()
    rain, snow = await make.track(artist), await make.track(artist)
    album = await make.album(artist, tracks=(rain, snow))
    await load(play(rain, 40, "ada"), play(snow, 40, "bob"))

    await make.change(rain, private=True)
    hidden = (await told(workshop, Whose.ALBUM, album))[album.id]
    await make.change(snow, album_id=None)
    empty = (await told(workshop, Whose.ALBUM, album))[album.id]

    assert numbers(hidden) == ((1, 1, 0), (1, 1, 1, 0))
    assert numbers(empty) == ((0, 0, 0), (0, 0, 0, 0))


async def test_what_was_before_the_two_periods_is_not_read_day_by_day(load, make, workshop):
    track = await make.track()
    fan = await make.user()
    await load(
        play(track, 0, "ada"),
        play(track, 1, "bob"),
        play(track, 40, "ada"),
        line("like", at=DAY, track_id=track.id, user_id=fan.id),
    )

    before = (await told(workshop, Whose.TRACK, track, span=Span.WEEK))[track.id]
    async with workshop.writing() as work:
        for table in (TrackDay, TrackSketch):
            await work.session.execute(delete(table).where(col(table.day) < date(2026, 3, 1)))
    after = (await told(workshop, Whose.TRACK, track, span=Span.WEEK))[track.id]

    assert numbers(after) == numbers(before) == ((3, 1, 0), (3, 2, 1, 0))
    assert after.engagement.likes == before.engagement.likes == 1


async def test_a_year_is_the_same_from_merged_months_as_from_days(load, make, workshop, clock):
    clock.now = datetime(2027, 2, 5, 12, tzinfo=UTC)
    artist = await make.artist()
    track = await make.track(artist)
    await load(*(play(track, day, who) for day in range(0, 350, 7) for who in ("ada", f"guest {day}")))
    asked = {"span": Span.YEAR}
    past = asked | {"as_of": datetime(2026, 11, 30, tzinfo=UTC)}

    by_days = [
        numbers(found[thing.id])
        for whose, thing in ((Whose.TRACK, track), (Whose.ARTIST, artist))
        for found in (await told(workshop, whose, thing, **asked), await told(workshop, whose, thing, **past))
    ]
    await merge(workshop)
    async with workshop.writing() as work:
        assert len(await months.merged(work)) == 12
        for table in (TrackDay, TrackSketch):
            await work.session.execute(
                delete(table).where(col(table.day).between(date(2026, 3, 1), date(2026, 10, 31)))
            )
    by_months = [
        numbers(found[thing.id])
        for whose, thing in ((Whose.TRACK, track), (Whose.ARTIST, artist))
        for found in (await told(workshop, whose, thing, **asked), await told(workshop, whose, thing, **past))
    ]

    assert by_days[0] == ((100, 98, 2), (100, 51, 50, 2))
    assert by_days[1] == ((88, 88, 0), (88, 45, 45, 0))
    assert by_months == by_days


async def test_a_year_is_read_from_twelve_months_and_thirty_one_days_at_most_wherever_it_begins(workshop, clock):
    clock.now = datetime(2027, 6, 1, tzinfo=UTC)
    every = [date(2024 + number // 12, number % 12 + 1, 1) for number in range(40)]
    async with workshop.writing() as work:
        work.session.add_all([MergedMonth(month=month, merged=True) for month in every])
        await work.session.flush()
        read = [
            each
            for number in range(365)
            for each in await rollups.stretches(
                work, [period(365, datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=number))]
            )
        ]

    assert {len(each.months) for each in read} == {11, 12}
    assert max(sum(piece.days for piece in each.days) for each in read) == 31


async def test_beyond_512_listeners_figures_are_estimates_and_say_so(load, make, workshop):
    few, many = await make.track(), await make.track()
    await load(
        *(play(few, 40, f"guest {number}") for number in range(512)),
        *(play(many, 40, f"guest {number}") for number in range(700)),
    )

    found = await told(workshop, Whose.TRACK, few, many, span=Span.WEEK)
    curves = await told(workshop, Whose.TRACK, few, many, read=charts, frame=Timeframe.WEEK)

    assert numbers(found[few.id]) == ((512, 512, 0), (512, 512, 512, 0))
    assert not found[few.id].meta.approximate
    assert not curves[few.id].meta.approximate
    assert found[many.id].plays.period == 700
    assert found[many.id].listeners.period == pytest.approx(700, rel=0.06)
    assert found[many.id].listeners.unique == pytest.approx(700, rel=0.06)
    assert found[many.id].listeners.period == curves[many.id].points[-1].listeners <= 700
    assert found[many.id].meta.approximate
    assert curves[many.id].meta.approximate


async def test_a_label_reads_the_figures_of_its_artists_and_of_what_credits_them(make, workshop):
    boss, stranger = await make.user(), await make.user()
    label = await make.row(models.Label(name="Night Label", user_id=boss.id))
    closed = await make.row(models.Label(name="Closed", user_id=boss.id, deleted_at=make.now()))
    signed, free = await make.artist(label_id=label.id), await make.artist(label_id=closed.id)
    ours, theirs = await make.track(free, signed), await make.track(free)
    album, other_album = await make.album(signed), await make.album(free)

    async def may(user, whose, *things):
        async with workshop.reading(Viewer(user_id=user.id)) as work:
            found = await readers.permitted(work, whose, [each.id for each in things])
        return [each.id in found for each in things]

    assert await may(boss, Whose.ARTIST, signed, free) == [True, False]
    assert await may(boss, Whose.TRACK, ours, theirs) == [True, False]
    assert await may(boss, Whose.ALBUM, album, other_album) == [True, False]
    assert await may(stranger, Whose.ARTIST, signed, free) == [False, False]
    assert await may(stranger, Whose.TRACK, ours, theirs) == [False, False]
    assert await may(stranger, Whose.ALBUM, album, other_album) == [False, False]


async def test_figures_of_what_is_public_are_forbidden_and_the_rest_is_not_there(make, workshop):
    public, private = await make.track(), await make.track(private=True)

    async with workshop.reading(Viewer(user_id=(await make.user()).id)) as work:
        with pytest.raises(ForbiddenError):
            await readers.seen(work, Whose.TRACK, public.id)
        with pytest.raises(NotFoundError):
            await readers.seen(work, Whose.TRACK, private.id)


async def test_a_year_long_insight_reads_no_event_table(doors, make, workshop):
    track = await make.track()
    (artist_id,) = await make.artists_of(track)
    artist = await make.again(models.Artist(id=artist_id))
    album = await make.album(artist, tracks=(track,))
    doors.forget()

    for whose, thing in ((Whose.TRACK, track), (Whose.ARTIST, artist), (Whose.ALBUM, album)):
        await told(workshop, whose, thing, span=Span.YEAR)
        await told(workshop, whose, thing, span=Span.YEAR, as_of=make.now() - timedelta(days=400))
        await told(workshop, whose, thing, read=charts, frame=Timeframe.YEAR)

    sent = [each.lower().replace('"', "") for each in doors.reads]
    assert len(sent) > 20
    assert [each for each in sent for table in EVENTS if f" {table} " in each.replace("\n", " ")] == []


@pytest.mark.parametrize("whose", Whose)
async def test_twenty_cost_as_many_statements_as_one(doors, load, make, workshop, whose):
    artist = await make.artist()
    tracks = [await make.track(artist) for _ in range(20)]
    albums = [await make.album(artist, tracks=tuple(tracks[place : place + 2])) for place in range(0, 20, 2)]
    things = {
        Whose.TRACK: tracks,
        Whose.ALBUM: albums,
        Whose.ARTIST: [artist, *[await make.artist() for _ in range(4)]],
    }[whose]
    await load(*(play(track, at, who) for track in tracks for at in (1, 40) for who in ("ada", "bob")))
    costs = []

    for some in (things[:1], things):
        doors.forget()
        assert len(await told(workshop, whose, *some)) == len(some)
        assert len(await told(workshop, whose, *some, as_of=make.now() - timedelta(days=5))) == len(some)
        assert len(await told(workshop, whose, *some, read=charts)) == len(some)
        costs.append(len(doors.reads))

    assert costs[0] == costs[1]


async def test_days_of_another_zone_have_the_plays_of_their_own_hours(load, make, workshop):
    track = await make.track(created_at=datetime(2026, 3, 12, 23, 30, tzinfo=UTC))
    at = [38.96, 39.5, 39.96, 40.3]  # 23:02 and noon UTC; a quarter to nine in Tokyo is a day ahead
    await load(
        *(
            line(at=each * DAY, track_id=track.id, anonymous_id=who)
            for each, who in zip(at, ("ada", "bob", "ada", "cyd"), strict=True)
        ),
        play(track, 0, "ada"),
    )

    tokyo = (await told(workshop, Whose.TRACK, track, span=Span.WEEK, tz="Asia/Tokyo"))[track.id]
    past = datetime(2026, 3, 12, 23, 0, tzinfo=UTC)
    then = (await told(workshop, Whose.TRACK, track, span=Span.WEEK, as_of=past, tz="Asia/Tokyo"))[track.id]
    curve = (await told(workshop, Whose.TRACK, track, read=charts, frame=Timeframe.WEEK, tz="Asia/Tokyo"))[track.id]
    utc = (await told(workshop, Whose.TRACK, track, read=charts, frame=Timeframe.WEEK))[track.id]

    assert [each.plays for each in utc.points] == [0, 0, 0, 0, 1, 2, 1]
    assert [each.plays for each in curve.points] == [0, 0, 0, 0, 0, 2, 2]
    assert [each.before_release for each in curve.points] == [True] * 5 + [False] * 2
    assert [each.listeners for each in curve.points] == [0, 0, 0, 0, 0, 2, 2]
    assert (tokyo.plays.total, tokyo.plays.period, tokyo.plays.previous) == (5, 4, 0)
    assert (then.plays.total, then.plays.period) == (3, 2)
    assert (tokyo.meta.timezone, tokyo.meta.approximate, tokyo.meta.last_day) == ("Asia/Tokyo", True, date(2026, 3, 14))
    assert (then.meta.last_day, then.meta.data_until) == (date(2026, 3, 13), datetime(2026, 3, 13, 15, tzinfo=UTC))
