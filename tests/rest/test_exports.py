"""Exports: one's own figures as files, by either door."""

import csv
from datetime import UTC, datetime, timedelta

import pytest

from beatgraph.analytics.sketches import written
from beatgraph.models import ArtistDay, ArtistSketch, TrackDay, TrackSketch
from beatgraph.rest.exports import ReportAnswer
from tests.history import event, plays, tell

pytestmark = pytest.mark.anyio

BASE = "/api/v1/producer-intelligence/insights/export"
WEEK = {"type": "tracks", "period": "7-days"}
EXPORT = """mutation ($input: ExportInsightsInput!) {
  exportInsights(input: $input) { export { format fileName size url } errors { code field } }
}"""


@pytest.fixture
async def owner(make):
    """Of an artist with two tracks on one album: one listener played both, another only the first."""
    user = await make.user()
    artist = await make.artist(user, name="Nova")
    rain, snow = await make.track(artist, name="=Rain"), await make.track(artist, name="Snow")
    await make.album(artist, tracks=(rain, snow), name="Weather")
    await make.track(artist, name="Draft", published_at=None)
    today = make.now().date()
    await make.row(
        TrackDay(
            track_id=rain.id, day=today, plays=3, listeners=2, listen_ms=90_500, likes=2, likes_added=3, likes_removed=1
        ),
        TrackDay(track_id=rain.id, day=today - timedelta(days=7), plays=2, listeners=1),
        TrackDay(track_id=snow.id, day=today - timedelta(days=1), plays=1, listeners=1),
        TrackDay(track_id=snow.id, day=today - timedelta(days=14), plays=50),
    )
    await make.row(
        TrackSketch(track_id=rain.id, day=today, listeners=written({1: 2, 2: 1})),
        TrackSketch(track_id=rain.id, day=today - timedelta(days=7), listeners=written({3: 2})),
        TrackSketch(track_id=snow.id, day=today - timedelta(days=1), listeners=written({1: 1})),
    )
    await make.row(ArtistDay(artist_id=artist.id, day=today, plays=3, listeners=2))
    await make.row(ArtistSketch(artist_id=artist.id, day=today, listeners=written({1: 2, 2: 1})))
    return user


def lines(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(text.splitlines()))


async def test_csv_has_a_line_for_each_track_and_day_and_one_with_the_totals(doors, owner):
    answer = await doors.post(f"{BASE}/csv", owner, json=WEEK)

    found = lines(answer.text)
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert 'filename="beatgraph-tracks-7-days-2026-03-14.csv"' in answer.headers["content-disposition"]
    assert [each["name"] for each in found] == ["'=Rain"] * 7 + ["Snow"] * 7 + ["total"]
    assert [(each["date"], each["plays"], each["listeners"]) for each in found if each["plays"] != "0"] == [
        ("2026-03-14", "3", "2"),
        ("2026-03-13", "1", "1"),
        ("", "4", "2"),
    ]
    assert (found[-1]["likes"], found[-1]["listened_seconds"]) == ("2", "90.50")


async def test_json_says_what_csv_says(doors, owner):
    data = (await doors.post(f"{BASE}/json", owner, json=WEEK)).json()["data"]
    found = lines((await doors.post(f"{BASE}/csv", owner, json=WEEK)).text)

    assert (data["type"], data["period"], data["from"], data["to"]) == ("tracks", "7-days", "2026-03-08", "2026-03-14")
    assert [(each["date"], str(each["plays"])) for each in data["rows"]] == [
        (each["date"], each["plays"]) for each in found[:-1]
    ]
    assert (data["totals"]["plays"], data["totals"]["listeners"]) == (4, 2)


async def test_an_album_has_the_plays_of_its_tracks_and_each_listener_once(doors, owner):
    data = (await doors.post(f"{BASE}/report", owner, json={**WEEK, "type": "albums"})).json()["data"]

    (album,) = data["albums"]
    assert (album["name"], album["plays"], album["listeners"]) == ("Weather", 4, 2)


async def test_artists_are_exported_from_their_own_days(doors, owner):
    data = (await doors.post(f"{BASE}/json", owner, json={**WEEK, "type": "artists"})).json()["data"]

    assert {each["name"] for each in data["rows"]} == {"Nova"}
    assert (data["totals"]["plays"], data["totals"]["listeners"]) == (3, 2)


async def test_a_report_compares_with_the_period_before(doors, owner):
    data = (await doors.post(f"{BASE}/report", owner, json=WEEK)).json()["data"]

    assert data["summary"]["plays"] == {"value": 4, "previous": 2, "change": 100.0}
    assert data["summary"]["listeners"] == {"value": 2, "previous": 1, "change": 100.0}
    assert [(each["name"], each["plays"], each["plays_previous"]) for each in data["tracks"]] == [
        ("=Rain", 3, 2),
        ("Snow", 1, 0),
    ]
    assert [each["plays"] for each in data["charts"]["plays"]] == [0, 0, 0, 0, 0, 1, 3]
    assert data["charts"]["plays"][-1]["plays_previous"] == 2


@pytest.mark.parametrize("kind", ["tracks", "artists"])
async def test_what_is_exported_is_what_the_insights_say(doors, owner, kind):
    body = {"type": kind, "period": "7-days"}
    exported = (await doors.post(f"{BASE}/report", owner, json=body)).json()["data"][kind]

    for each in exported:
        path = f"/api/v1/producer-intelligence/insights/{kind}/{each['id']}"
        told = (await doors.get(path, owner, params={"period": "7-days"})).json()["data"]
        assert (each["plays"], each["listeners"]) == (told["plays"]["period"], told["listeners"]["period"])
        assert each["plays_change"] == told["growth"]["plays_change"]


async def test_a_report_without_charts_has_none(doors, owner):
    data = (await doors.post(f"{BASE}/report", owner, json={**WEEK, "include_charts": False})).json()["data"]

    assert "charts" not in data


@pytest.mark.parametrize("kind", ["tracks", "albums", "artists"])
async def test_a_report_is_what_the_reference_says(doors, owner, kind):
    answer = await doors.post(f"{BASE}/report", owner, json={**WEEK, "type": kind})

    told = ReportAnswer.model_validate(answer.json()).model_dump(mode="json", by_alias=True, exclude_none=True)
    assert answer.json() == told
    assert answer.headers["content-type"] == "application/json"


async def test_what_is_asked_wrongly_is_refused(doors, owner):
    for body in ({"type": "posts"}, {"period": "30d"}, {"include_charts": "perhaps"}):
        answer = await doors.post(f"{BASE}/report", owner, json=body)

        assert (answer.status_code, answer.json()["error"]) == (422, "validation_failed")


async def test_whoever_has_no_profile_that_may_upload_gets_nothing(doors, make):
    listener, waiting = await make.user(), await make.user()
    await make.artist(waiting, upload_access=False)

    for asker, status in ((None, 401), (listener, 403), (waiting, 403)):
        assert (await doors.post(f"{BASE}/csv", asker, json=WEEK)).status_code == status


@pytest.mark.parametrize("word", ["CSV", "JSON", "REPORT"])
async def test_both_doors_export_the_same(doors, owner, word):
    route = await doors.post(f"{BASE}/{word.lower()}", owner, json=WEEK)
    found = (await doors.ask(EXPORT, owner, input={"format": word, "period": "7-days"}))["exportInsights"]["export"]

    stored = await doors.get(found["url"])

    assert stored.content == route.content
    assert found["size"] == len(route.content)


async def test_both_doors_export_the_same_pdf(doors, owner):
    route = await doors.post(f"{BASE}/pdf", owner, json=WEEK)
    found = (await doors.ask(EXPORT, owner, input={"format": "PDF", "period": "7-days"}))["exportInsights"]["export"]

    stored = await doors.get(found["url"])

    assert stored.content == route.content
    assert route.headers["content-type"] == stored.headers["content-type"] == "application/pdf"


async def test_the_graph_refuses_a_period_that_there_is_not(doors, owner):
    answer = await doors.ask(EXPORT, owner, input={"format": "CSV", "period": "30d"})

    assert answer["exportInsights"] == {"export": None, "errors": [{"code": "INVALID", "field": "period"}]}


async def test_twenty_tracks_cost_as_many_statements_as_one(doors, make):
    one, many = await make.artist(), await make.artist()
    await make.track(one)
    for _ in range(20):
        await make.track(many)
    costs = []

    for artist in (one, many):
        asker = await make.owner(artist)
        doors.forget()
        await doors.post(f"{BASE}/csv", asker, json=WEEK)
        costs.append(len(doors.reads))

    assert costs[0] == costs[1]


EARLIER = datetime(2026, 3, 13, 22, 30, tzinfo=UTC)
ZONES = ("Asia/Tokyo", "America/Los_Angeles", "UTC")


@pytest.fixture
async def travelled(make, workshop):
    """Of an artist, whose track three people played at 07:30 on the 14th in Tokyo, and one a day before."""
    user = await make.user()
    artist = await make.artist(user, name="Nova")
    track = await make.track(artist, name="Rain", duration=120_000)
    await make.album(artist, tracks=(track,), name="Weather")
    ada = await make.user()
    await tell(
        workshop,
        [
            *plays(track, EARLIER, number=3),
            *plays(track, EARLIER - timedelta(days=1), number=1),
            *plays(track, EARLIER - timedelta(days=7), number=2),
            event("play", track, ada, EARLIER + timedelta(minutes=5), listened_ms=45_000),
            *(event(kind, track, ada, EARLIER) for kind in ("like", "save", "share")),
        ],
    )
    return user


async def test_days_of_a_zone_are_told_by_their_own_date(doors, travelled):
    asked = {**WEEK, "tz": "Asia/Tokyo"}
    answer = await doors.post(f"{BASE}/csv", travelled, json=asked)
    data = (await doors.post(f"{BASE}/json", travelled, json=asked)).json()["data"]

    shown = [(each["date"], each["plays"], each["listeners"], each["likes"]) for each in lines(answer.text)]
    assert [each for each in shown if each[1] != "0"] == [
        ("2026-03-13", "1", "1", "0"),
        ("2026-03-14", "4", "4", "1"),
        ("", "5", "5", "1"),
    ]
    assert {each["listened_seconds"] for each in lines(answer.text)} == {""}
    assert (data["timezone"], data["totals"]["plays"], data["totals"]["listened_seconds"]) == ("Asia/Tokyo", 5, None)


async def test_a_file_is_named_after_the_last_day_in_its_zone(doors, travelled):
    body = {**WEEK, "tz": "Asia/Tokyo", "as_of": EARLIER.isoformat()}

    answer = await doors.post(f"{BASE}/csv", travelled, json=body)

    assert 'filename="beatgraph-tracks-7-days-2026-03-14.csv"' in answer.headers["content-disposition"]


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("kind", ["tracks", "albums", "artists"])
async def test_a_report_by_days_of_a_zone_is_what_its_insights_and_charts_say(doors, travelled, kind, zone):
    asked = {"period": "7-days", "tz": zone, "as_of": EARLIER.isoformat()}
    made = (await doors.post(f"{BASE}/report", travelled, json={**asked, "type": kind})).json()["data"]

    (item,) = made[kind]
    path = f"/api/v1/producer-intelligence/insights/{kind}/{item['id']}"
    told = (await doors.get(path, travelled, params=asked)).json()
    curve = await doors.get(
        f"{path}/charts", travelled, params={"timeframe": "7d", "tz": zone, "as_of": asked["as_of"]}
    )
    figures = told["data"]
    assert (item["plays"], item["listeners"]) == (figures["plays"]["period"], figures["listeners"]["period"])
    assert (item["qualified_plays"], item["likes"]) == (
        figures["plays"]["qualified_plays"],
        figures["engagement"]["period_likes"],
    )
    assert made["summary"]["listeners"]["previous"] == figures["growth"]["listeners_previous"]
    assert item["plays_previous"] == figures["growth"]["plays_previous"] > 0
    points = curve.json()["data"]["points"]
    assert [(each["date"], each["plays"]) for each in made["charts"]["plays"]] == [
        (each["date"], each["plays"]) for each in points
    ]
    assert (made["meta"]["timezone"], made["meta"]["approximate"]) == (zone, told["meta"]["approximate"])


@pytest.mark.parametrize("word", ["CSV", "JSON", "REPORT"])
async def test_both_doors_export_the_same_days_of_a_zone(doors, travelled, word):
    route = await doors.post(f"{BASE}/{word.lower()}", travelled, json={**WEEK, "tz": "Asia/Tokyo"})
    asked = {"format": word, "period": "7-days", "tz": "Asia/Tokyo"}
    found = (await doors.ask(EXPORT, travelled, input=asked))["exportInsights"]["export"]

    assert (await doors.get(found["url"])).content == route.content


async def test_neither_door_knows_a_zone_that_there_is_not(doors, travelled):
    route = await doors.post(f"{BASE}/csv", travelled, json={**WEEK, "tz": "Moon/Base"})
    graph = await doors.ask(EXPORT, travelled, input={"format": "CSV", "tz": "Moon/Base"})

    assert (route.status_code, route.json()["error"]) == (422, "validation_failed")
    assert graph["exportInsights"] == {"export": None, "errors": [{"code": "INVALID", "field": "tz"}]}
