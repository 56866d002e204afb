"""Contributions: what is stored of them, when it is due, and what it is as of an instant."""

from datetime import timedelta

from sqlmodel import select

from beatgraph.models import ContributionSnapshot, TrackDay, TrackLifetime
from beatgraph.services import contributions
from beatgraph.services.contributions import Contribution
from beatgraph.workers import standings


async def read(workshop, *tracks, as_of=None):
    async with workshop.reading() as work:
        found = await contributions.by_tracks(work, [each.id for each in tracks], as_of)
    return [found[each.id] for each in tracks]


async def snapshots(workshop):
    async with workshop.reading() as work:
        rows = (await work.session.exec(select(ContributionSnapshot))).all()
    return sorted((row.track_id, row.computed_at, row.plays, row.producers, round(row.value, 4)) for row in rows)


async def test_a_value_is_nothing_until_it_is_computed(workshop, make):
    track = await make.track()

    assert await read(workshop, track) == [Contribution(0.0, None)]


async def test_a_round_keeps_the_value_of_that_instant(workshop, make):
    first, second = await make.artist(), await make.artist()
    track = await make.track(first, second)
    await make.row(TrackLifetime(track_id=track.id, plays=99))

    await standings.keep_contributions(workshop)

    assert await snapshots(workshop) == [(track.id, make.now(), 99, 2, 1.1667)]
    [found] = await read(workshop, track)
    assert (round(found.value, 4), found.last_updated) == (1.1667, make.now())


async def test_within_six_hours_nothing_is_computed_anew(workshop, make, clock):
    await make.track()
    await standings.keep_contributions(workshop)
    before = await snapshots(workshop)
    clock.now += timedelta(hours=5, minutes=59)

    await standings.keep_contributions(workshop)

    assert await snapshots(workshop) == before


async def test_after_six_hours_a_new_value_takes_the_place_of_the_old_one(workshop, make, clock):
    track = await make.track()
    await standings.keep_contributions(workshop)
    clock.now += timedelta(hours=6)

    await standings.keep_contributions(workshop)

    assert [row[:2] for row in await snapshots(workshop)] == [(track.id, make.now())]


async def test_what_is_exclusive_or_no_longer_live_is_worth_nothing(workshop, make):
    exclusive = await make.track(commerce={"licensing_type": "exclusive_only"})
    gone = await make.track()
    await standings.keep_contributions(workshop)
    await make.change(gone, private=True)

    assert await read(workshop, exclusive, gone) == [Contribution(0.0, make.now()), Contribution(0.0, None)]
    assert await read(workshop, gone, as_of=make.now()) == [Contribution(0.0, make.now())]


async def test_as_of_an_instant_later_plays_do_not_count(workshop, make, clock):
    track, at = await make.track(), make.now()
    await make.row(
        TrackLifetime(track_id=track.id, plays=109),
        TrackDay(track_id=track.id, day=at.date(), plays=10),
        TrackDay(track_id=track.id, day=at.date() + timedelta(days=1), plays=99),
    )
    clock.now += timedelta(days=1)

    [found] = await read(workshop, track, as_of=at)

    assert (round(found.value, 4), found.last_updated) == (2.0203, at)


async def test_values_of_many_tracks_take_as_many_statements_as_of_one(workshop, make, doors):
    tracks = [await make.track() for _ in range(3)]
    await standings.keep_contributions(workshop)

    costs = []
    for some in (tracks[:1], tracks):
        doors.forget()
        await read(workshop, *some)
        costs.append(len(doors.reads))

    assert costs == [1, 1]
