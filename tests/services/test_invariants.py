"""Invariants: whatever has happened, figures fit together, and fit what was told."""

from dataclasses import replace
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from beatgraph.database import Database
from beatgraph.drafts.insights import Extent, Span, Timeframe
from beatgraph.services import audience, breakdowns, engagement
from beatgraph.services.charts import charts
from beatgraph.services.insights import figures
from beatgraph.services.readers import Whose
from tests.services.test_events import MIDNIGHT
from tests.services.test_insights import ADMIN
from tests.services.test_numbers import World, events, in_a_thread

pytestmark = pytest.mark.anyio


@pytest.mark.usefixtures("anyio_backend")
@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(values=st.lists(events(), min_size=10, max_size=40), until=st.integers(-1, 1))
def test_figures_of_anything_that_happens_fit_together(workshop, values, until):
    in_a_thread(fitting_together(workshop, values, until))


async def fitting_together(workshop, values, until):
    database = Database(workshop.settings.database, durable=False, pool_size=2)
    try:
        world = await World(replace(workshop, database=database)).fill()
        one, other, _ = world.tracks
        album = await world.make.album(world.artists[0], tracks=(one, other))
        told = [world.event(number, each) for number, each in enumerate(values)]
        ids = sorted((uuid4() for _ in told), key=lambda each: each.int)
        await world.load(*(world.line(event, ids) for event in told))
        at = MIDNIGHT.replace(day=MIDNIGHT.day + until)
        before = [event for event in told if event.type == "play" and event.counts and event.day <= at.date()]
        async with world.workshop.reading(ADMIN) as work:
            things = [
                (Whose.TRACK, world.tracks[2].id, {world.tracks[2].id}),
                (Whose.ALBUM, album.id, {one.id, other.id}),
                (Whose.ARTIST, world.artists[0].id, {one.id, world.tracks[2].id}),
            ]
            for whose, thing, tracks in things:
                await check(work, whose, thing, at, [event for event in before if event.track in tracks])
    finally:
        await database.close()


async def check(work, whose, thing, at, plays):
    figure = (await figures(work, whose, [thing], Span.YEAR, at))[thing]
    curve = (await charts(work, whose, [thing], Timeframe.YEAR, at))[thing]
    days = (await charts(work, whose, [thing], Timeframe.WEEK, at))[thing]
    cut = (await breakdowns.by(work, whose, [thing], Span.YEAR, at))[thing]
    people = (await audience.by(work, whose, [thing], Span.YEAR, at))[thing]
    counted = figure.plays.total

    assert counted <= len(plays)  # some of them were repeated too soon
    assert sum(each.plays for each in curve.points) == figure.plays.period == counted
    assert sum(each.plays for each in days.points) == counted
    assert sum(each.listeners for each in days.points) == figure.listeners.total
    assert figure.listeners.unique == figure.listeners.period == len({event.listener for event in plays})
    assert figure.listeners.unique <= figure.listeners.total <= counted
    assert figure.listeners.total == len({(event.listener, event.day) for event in plays})
    elsewhere = (await figures(work, whose, [thing], Span.YEAR, at, "America/New_York"))[thing]
    assert elsewhere.listeners.unique <= elsewhere.listeners.total <= elsewhere.plays.total
    assert elsewhere.listeners.period <= elsewhere.plays.period <= elsewhere.plays.total
    for slices in (cut.devices, cut.platforms, cut.countries, cut.cities, cut.sources, cut.top_listeners):
        assert sum(each.plays for each in slices) == cut.plays == counted
    assert people.new_listeners + people.returning_listeners == people.listeners == figure.listeners.period
    if whose is Whose.TRACK:
        quality = (await engagement.by_tracks(work, [thing], Extent.LIFETIME, at))[thing].quality
        bands = quality.bands
        assert bands.completed + bands.mostly + bands.half + bands.partial + bands.skipped == quality.tracked_plays
        assert sum(each.plays for each in quality.lengths) == quality.tracked_plays <= quality.plays == counted
        shares = [each.share for each in quality.retention]
        assert shares == sorted(shares, reverse=True)
        assert shares[:1] in ([], [100.0])
