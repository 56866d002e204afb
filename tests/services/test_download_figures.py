"""Download figures: how often, of which tracks, and by whom."""

from datetime import UTC, date, datetime

import pytest

from beatgraph.auth.viewer import Viewer
from beatgraph.drafts.insights import DownloadPeriod
from beatgraph.services import download_figures, tracks
from resolvers.base.ids import encode
from tests.services.test_events import Load, line
from tests.services.test_insights import ADMIN, DAY

pytestmark = pytest.mark.anyio


@pytest.fixture
def load(workshop):
    return Load(workshop)


async def told(workshop, *artists, period=DownloadPeriod.MONTH, as_of=None):
    async with workshop.reading(ADMIN) as work:
        return await download_figures.by_artists(work, [each.id for each in artists], period, as_of)


async def fetched(load, make, workshop):
    """Ada fetches one track twice today and once long ago, Bob the other one yesterday; the owner does not count."""
    artist = await make.artist()
    rain, snow, hidden = [await make.track(artist, name=name) for name in ("Rain", "Snow", "Hidden")]
    ada, bob = await make.user(display_name="Ada"), await make.user(display_name="Bob")
    owner = await make.owner(artist)
    days = [
        (rain, ada, 0.5),
        (rain, ada, 40.1),
        (rain, ada, 40.2),
        (snow, bob, 39.5),
        (snow, owner, 40.3),
        (hidden, bob, 40),
    ]
    await load(*(line("download", at=at * DAY, track_id=track.id, user_id=who.id) for track, who, at in days))
    async with workshop.writing(Viewer(user_id=owner.id)) as work:
        await tracks.unpublish(work, hidden.id)
    return artist, rain, ada, bob


async def test_repeats_are_downloads_and_people_are_accounts(load, make, workshop):
    artist, rain, *_ = await fetched(load, make, workshop)

    month = (await told(workshop, artist))[artist.id]
    week = (await told(workshop, artist, period=DownloadPeriod.WEEK))[artist.id]
    ever = (await told(workshop, artist, period=DownloadPeriod.ALL))[artist.id]
    past = (await told(workshop, artist, period=DownloadPeriod.ALL, as_of=datetime(2026, 2, 3, tzinfo=UTC)))[artist.id]

    assert (month.downloads, month.people, month.licenses_issued) == (3, 2, 0)
    assert (month.top_track.id, month.top_track.downloads) == (rain.id, 2)
    assert len(month.over_time) == 30
    assert [each.value for each in week.over_time] == [0, 0, 0, 0, 0, 1, 2]
    assert (ever.downloads, ever.people, ever.top_track.downloads) == (4, 2, 3)
    assert [(each.date, each.value) for each in ever.over_time] == [(date(2026, 2, 1), 1), (date(2026, 3, 1), 3)]
    assert (ever.meta.first_day, past.downloads, past.people) == (None, 1, 1)


async def test_nobody_s_downloads_have_no_top_track(make, workshop):
    artist = await make.artist()
    await make.track(artist)

    found = (await told(workshop, artist))[artist.id]

    assert (found.downloads, found.people, found.top_track) == (0, 0, None)


async def test_both_doors_tell_the_same_downloads(doors, load, make, workshop):
    artist, rain, ada, bob = await fetched(load, make, workshop)
    owner = await make.owner(artist)
    await make.change(bob, suspended_at=make.now())
    path = f"/api/v1/artists/{artist.id}/downloads-analytics"
    query = """query ($id: ID!) { artist(id: $id) {
      downloadFigures(period: ALL) { period downloads people topTrack { track { databaseId } downloads } }
      latestDownloads(period: ALL) { occurredAt track { databaseId } user { databaseId } } } }"""

    route = (await doors.get(path, owner, params={"period": "all", "per_page": 3})).json()
    graph = (await doors.ask(query, owner, id=encode("Artist", artist.id)))["artist"]
    statuses = [(await doors.get(path, each)).status_code for each in (None, ada)]
    wrong = [(await doors.get(path, owner, params=each)).status_code for each in ({"period": "1y"}, {"page": 0})]

    found, page = route["analytics"], route["pagination"]
    assert (found["period"], found["total_downloads"], found["unique_downloaders"]) == ("all", 4, 2)
    assert found["top_downloaded_track"] == {"id": rain.id, "name": "Rain", "image": None, "downloads": 3}
    assert (page["total"], page["last_page"], len(page["data"])) == (4, 2, 3)
    assert [each["downloader"] and each["downloader"]["display_name"] for each in page["data"]] == ["Ada", "Ada", None]
    assert found["recent_downloads"] == page["data"]
    assert graph["downloadFigures"] == {
        "period": "ALL",
        "downloads": 4,
        "people": 2,
        "topTrack": {"track": {"databaseId": rain.id}, "downloads": 3},
    }
    assert [each["track"]["databaseId"] for each in graph["latestDownloads"]][:3] == [
        each["track"]["id"] for each in page["data"]
    ]
    assert [each["user"] and each["user"]["databaseId"] for each in graph["latestDownloads"]] == [
        ada.id,
        ada.id,
        None,
        ada.id,
    ]
    assert (statuses, wrong) == ([401, 403], [422, 422])


async def test_many_cost_as_many_statements_as_one(doors, load, make, workshop):
    artist, *_ = await fetched(load, make, workshop)
    artists = [artist, *[await make.artist() for _ in range(4)]]
    costs = []
    for some in (artists[:1], artists):
        doors.forget()
        assert len(await told(workshop, *some)) == len(some)
        async with workshop.reading(ADMIN) as work:
            assert len(await download_figures.latest(work, [each.id for each in some])) == len(some)
        costs.append(len(doors.reads))

    assert costs[0] == costs[1]
