"""Insights and charts of tracks and artists, over REST and in the graph."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

from beatgraph.analytics.charts import Direction, summary, trend, weeks_of
from beatgraph.analytics.periods import Period
from beatgraph.models import Artist, Label
from resolvers.base.ids import encode
from tests.history import event, tell

HOME = "/api/v1/producer-intelligence/insights"
PHONE = {"user-agent": "Beatgraph/1.4 (Dart; Flutter)"}
GRAPH = """query ($id: ID!, $at: DateTime) { track(id: $id) {
  insights(period: WEEK, asOf: $at) {
    plays { total period previous qualified } listeners { total unique period previous }
    engagement { likes reposts periodLikes periodReposts } growth { playsChange listenersChange } }
  charts(timeframe: WEEK, asOf: $at) { granularity points { date plays listeners likes beforeRelease }
    summary { total peakDay dailyAverage dataPoints trend { value direction } } } } }"""


async def play(doors, track, asker):
    answer = await doors.post(
        f"/api/v1/tracks/{track.id}/plays", asker, json={"idempotency_key": str(uuid4())}, headers=PHONE
    )
    assert answer.status_code == 200


async def listened(doors, make, clock):
    """Two fans on Saturday the 7th and one of them again on the 13th; one, who likes it, twice on the 14th."""
    track = await make.track(created_at=datetime(2026, 3, 10, tzinfo=UTC))
    ada, bob = await make.user(), await make.user()
    clock.now = datetime(2026, 3, 7, 12, tzinfo=UTC)
    await play(doors, track, ada)
    await play(doors, track, bob)
    clock.now = datetime(2026, 3, 13, 12, tzinfo=UTC)
    await play(doors, track, ada)
    clock.now = datetime(2026, 3, 14, 12, tzinfo=UTC)
    await play(doors, track, ada)
    clock.forward(minutes=1)
    await play(doors, track, ada)
    await doors.ask(
        "mutation ($id: ID!) { likeTrack(input: {id: $id}) { errors { code } } }", ada, id=encode("Track", track.id)
    )
    return track


async def test_a_period_is_told_with_the_one_before(doors, make, clock):
    track = await listened(doors, make, clock)
    owner = await make.owner(track)

    answer = await doors.get(f"{HOME}/tracks/{track.id}", owner, params={"period": "7-days"})

    assert answer.json() == {
        "success": True,
        "data": {
            "plays": {"total": 5, "period": 3, "qualified_plays": 0},
            "listeners": {"total": 4, "unique": 2, "period": 1},
            "engagement": {"likes": 1, "reposts": 0, "period_likes": 1, "period_reposts": 0},
            "growth": {
                "plays_change": 50.0,
                "listeners_change": -50.0,
                "plays_previous": 2,
                "listeners_previous": 2,
            },
        },
        "meta": {
            "generated_at": "2026-03-14T12:01:00Z",
            "data_until": "2026-03-14T12:01:00Z",
            "first_day": "2026-03-08",
            "last_day": "2026-03-14",
            "partial_day": True,
            "approximate": False,
            "timezone": "UTC",
        },
    }


async def test_a_past_instant_knows_nothing_of_what_came_later(doors, make, clock):
    track = await listened(doors, make, clock)
    owner = await make.owner(track)

    answer = await doors.get(f"{HOME}/tracks/{track.id}", owner, params={"as_of": "2026-03-13T08:00:00Z"})

    assert answer.json()["data"] == {
        "plays": {"total": 3, "period": 3, "qualified_plays": 0},
        "listeners": {"total": 3, "unique": 2, "period": 2},
        "engagement": {"likes": 0, "reposts": 0, "period_likes": 0, "period_reposts": 0},
        "growth": {"plays_change": 100.0, "listeners_change": 100.0, "plays_previous": 0, "listeners_previous": 0},
    }
    assert answer.json()["meta"]["data_until"] == "2026-03-14T00:00:00Z"
    assert answer.json()["meta"]["partial_day"] is False


async def test_an_artist_s_figures_are_those_of_the_live_tracks_together(doors, make, clock):
    track = await listened(doors, make, clock)
    (artist_id,) = await make.artists_of(track)
    owner = await make.owner(track)

    artist = (await doors.get(f"{HOME}/artists/{artist_id}", owner)).json()["data"]
    chart = (await doors.get(f"{HOME}/artists/{artist_id}/charts", owner, params={"timeframe": "1y"})).json()["data"]

    assert (artist["plays"], artist["listeners"]) == (
        {"total": 5, "period": 5, "qualified_plays": 0},
        {"total": 4, "unique": 2, "period": 2},
    )
    assert (chart["granularity"], chart["summary"]["data_points"], chart["summary"]["total"]) == ("week", 53, 5)
    assert [(each["date"], each["plays"], each["listeners"]) for each in chart["points"][-2:]] == [
        ("2026-03-02", 2, 2),
        ("2026-03-09", 3, 1),
    ]


async def test_both_doors_tell_the_same_figures_and_curve(doors, make, clock):
    track = await listened(doors, make, clock)
    owner = await make.owner(track)

    figures = (await doors.get(f"{HOME}/tracks/{track.id}", owner, params={"period": "7-days"})).json()["data"]
    curve = (await doors.get(f"{HOME}/tracks/{track.id}/charts", owner, params={"timeframe": "7d"})).json()["data"]
    graph = (await doors.ask(GRAPH, owner, id=encode("Track", track.id)))["track"]

    assert graph["insights"] == {
        "plays": {"total": 5, "period": 3, "qualified": figures["plays"]["qualified_plays"], "previous": 2},
        "listeners": figures["listeners"] | {"previous": 2},
        "engagement": {
            "likes": 1,
            "reposts": 0,
            "periodLikes": figures["engagement"]["period_likes"],
            "periodReposts": figures["engagement"]["period_reposts"],
        },
        "growth": {"playsChange": 50.0, "listenersChange": -50.0},
    }
    assert curve["points"][0]["date"] == "2026-03-08"
    assert [each["plays"] for each in curve["points"]] == [0, 0, 0, 0, 0, 1, 2]
    assert graph["charts"] == {
        "granularity": "DAY",
        "points": [
            {name: each[name] for name in ("date", "plays", "listeners", "likes")}
            | {"beforeRelease": each["before_release"]}
            for each in curve["points"]
        ],
        "summary": {
            "total": 3,
            "peakDay": "2026-03-14",
            "dailyAverage": 0.4,
            "dataPoints": 7,
            "trend": {"value": 100.0, "direction": "UP"},
        },
    }
    assert [each["before_release"] for each in curve["points"]] == [True, True, False, False, False, False, False]


async def test_figures_are_for_those_who_run_or_are_credited_on_a_track(doors, make):
    ours, theirs = await make.artist(), await make.artist()
    track, hidden = await make.track(ours, theirs), await make.track(ours, private=True)
    stranger = await make.user()
    askers = (None, stranger, await make.owner(ours), await make.owner(theirs), await make.user(is_admin=True))

    public = [(await doors.get(f"{HOME}/tracks/{track.id}", each)).status_code for each in askers]
    private = [(await doors.get(f"{HOME}/tracks/{hidden.id}/charts", each)).status_code for each in askers]
    refused = await doors.graph(GRAPH, stranger, id=encode("Track", track.id))

    assert public == [401, 403, 200, 200, 200]
    assert private == [401, 404, 200, 404, 200]
    assert {each["extensions"]["code"] for each in refused["errors"]} == {"FORBIDDEN"}


async def test_other_periods_and_timeframes_are_invalid(doors, make):
    track = await make.track()
    owner = await make.owner(track)

    answers = [
        await doors.get(f"{HOME}/tracks/{track.id}", owner, params={"period": "30d"}),
        await doors.get(f"{HOME}/tracks/{track.id}/charts", owner, params={"timeframe": "30-days"}),
        await doors.get(f"{HOME}/tracks/{track.id}", owner, params={"as_of": "yesterday"}),
    ]

    assert [(each.status_code, each.json()["error"]) for each in answers] == [(422, "validation_failed")] * 3
    words = "This must be 7-days, 30-days, 90-days or 1-year."
    assert answers[0].json() == {
        "success": False,
        "message": f"period: {words}",
        "error": "validation_failed",
        "errors": {"period": [words]},
    }


async def test_many_tracks_cost_as_many_statements_as_one(doors, make):
    artist = await make.artist()
    owner = await make.owner(artist)
    ids = [encode("Track", (await make.track(artist)).id) for _ in range(5)]
    query = """query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Track {
      insights(period: YEAR) { plays { total } } charts(timeframe: YEAR) { summary { total } } } } }"""
    costs = []
    for some in (ids[:1], ids):
        doors.forget()
        await doors.ask(query, owner, ids=some)
        costs.append(len(doors.reads))

    assert costs[0] == costs[1]


def test_a_year_is_cut_into_iso_weeks_within_it():
    weeks = weeks_of(Period(date(2026, 3, 4), date(2026, 3, 17)))

    assert [(each.first, each.days) for each in weeks] == [
        (date(2026, 3, 4), 5),
        (date(2026, 3, 9), 7),
        (date(2026, 3, 16), 1),
    ]


def test_a_summary_knows_the_earliest_peak_and_where_the_curve_leads():
    first = date(2026, 3, 1)
    window = Period(first, first + timedelta(days=5))

    found = summary(window, {first: 4, date(2026, 3, 3): 9, date(2026, 3, 4): 9, date(2026, 3, 5): 1}, 5)

    assert (found.total, found.peak_day, found.daily_average) == (23, date(2026, 3, 3), 4.6)
    assert (found.trend.value, found.trend.direction) == (150.0, Direction.UP)
    assert summary(window, {}, 5).peak_day is None
    assert trend([4, 9, 4]).direction is Direction.FLAT
    assert trend([4, 3]).direction is Direction.DOWN


async def test_both_doors_take_a_time_zone_and_refuse_one_that_there_is_not(doors, make):
    track = await make.track()
    owner = await make.owner(track)
    query = "query ($id: ID!, $tz: String!) { track(id: $id) { insights(tz: $tz) { meta { timezone approximate } } } }"

    route = await doors.get(f"{HOME}/tracks/{track.id}/charts", owner, params={"tz": "America/New_York"})
    graph = await doors.ask(query, owner, id=encode("Track", track.id), tz="America/New_York")
    refused = await doors.get(f"{HOME}/tracks/{track.id}", owner, params={"tz": "Mars/Olympus"})
    refused_too = await doors.graph(query, owner, id=encode("Track", track.id), tz="Mars/Olympus")

    assert (route.json()["meta"]["timezone"], route.json()["meta"]["approximate"]) == ("America/New_York", True)
    assert graph["track"]["insights"] == {"meta": {"timezone": "America/New_York", "approximate": True}}
    assert (refused.status_code, refused.json()["error"]) == (422, "validation_failed")
    assert [each["extensions"]["code"] for each in refused_too["errors"]] == ["BAD_USER_INPUT"]


async def test_nobody_has_listened_before_the_first_play_in_a_zone_where_it_is_the_day_before(
    doors, make, workshop, clock
):
    track = await make.track()
    clock.now = datetime(2026, 6, 20, tzinfo=UTC)
    # The tenth ends in New York at four o'clock of the eleventh, by UTC.
    played = event("play", track, await make.user(), datetime(2026, 6, 11, 10, tzinfo=UTC))
    await tell(workshop, [played])

    asked = {"as_of": "2026-06-10T12:00:00Z", "tz": "America/New_York"}
    answer = await doors.get(f"{HOME}/tracks/{track.id}", await make.owner(track), params=asked)

    data = answer.json()["data"]
    assert data["plays"]["total"] == 0
    assert [data["listeners"][name] for name in ("total", "unique", "period")] == [0, 0, 0]


async def test_albums_and_artists_are_told_with_their_most_played_tracks(doors, make, clock):
    track = await listened(doors, make, clock)
    (artist_id,) = await make.artists_of(track)
    artist = await make.again(Artist(id=artist_id))
    quiet = await make.track(artist)
    album = await make.album(artist, tracks=(track, quiet))
    owner, week = await make.owner(track), {"period": "7-days"}

    of_album = (await doors.get(f"{HOME}/albums/{album.id}", owner, params=week)).json()["data"]
    of_artist = (await doors.get(f"{HOME}/artists/{artist_id}", owner, params=week)).json()["data"]
    elsewhere = (await doors.get(f"{HOME}/artists/{artist_id}", owner, params=week | {"tz": "Asia/Tokyo"})).json()[
        "data"
    ]

    assert of_album["tracks"] == of_artist["top_tracks"] == elsewhere["top_tracks"]
    assert of_album["tracks"] == [{"track_id": track.id, "name": track.name, "image": None, "plays": 3, "share": 100.0}]
    assert of_album["plays"] == of_artist["plays"] == {"total": 5, "period": 3, "qualified_plays": 0}


async def test_a_producer_without_upload_access_reads_no_insights_and_their_label_does(doors, make):
    runs_it = await make.user()
    label = await make.row(Label(name="Nightfall", user_id=runs_it.id))
    artist = await make.artist(upload_access=False, label_id=label.id)
    track, album = await make.track(artist), await make.album(artist)
    things = (("tracks", track.id), ("albums", album.id), ("artists", artist.id))

    async def statuses(asker):
        return {(await doors.get(f"{HOME}/{kind}/{each}", asker)).status_code for kind, each in things}

    assert await statuses(await make.owner(artist)) == {403}
    assert await statuses(runs_it) == {200}
    await make.change(artist, upload_access=True)
    assert await statuses(await make.owner(artist)) == {200}


SIGNS = """query ($id: ID!) { track(id: $id) {
  insights(period: WEEK) { plays { qualified } engagement { periodLikes periodReposts } }
  charts(timeframe: WEEK) { points { qualifiedPlays reposts } }
  engagement(period: WEEK) { qualifiedPlays saves shares } } }"""


async def test_both_doors_tell_the_same_qualified_plays_and_signs_of_liking(doors, make, workshop, clock):
    track = await make.track(duration=120_000)
    fans = [await make.user() for _ in range(4)]
    at = clock() - timedelta(days=2)
    await tell(
        workshop,
        [
            *(
                event("play", track, fan, at, listened_ms=ms)
                for fan, ms in zip(fans, (30_000, 40_000, 29_999, 0), strict=True)
            ),
            event("like", track, fans[0], at),
            event("like", track, fans[1], at - timedelta(days=20)),
            *(event("repost", track, fan, at) for fan in fans[:3]),
            *(event("save", track, fan, at) for fan in fans),
            *(event("share", track, fans[0], at + timedelta(minutes=each)) for each in range(5)),
        ],
    )
    owner = await make.owner(track)

    graph = (await doors.ask(SIGNS, owner, id=encode("Track", track.id)))["track"]
    curve = (await doors.get(f"{HOME}/tracks/{track.id}/charts", owner, params={"timeframe": "7d"})).json()["data"]
    week = {"period": "7-days"}
    metrics = (await doors.get(f"/api/v1/tracks/{track.id}/engagement-metrics", owner, params=week)).json()["metrics"]
    told = (await doors.get(f"/api/v1/tracks/{track.id}/producer-analytics", owner, params=week)).json()["analytics"]

    assert [(each["qualified_plays"], each["reposts"]) for each in curve["points"]] == [(0, 0)] * 4 + [(2, 3)] + [
        (0, 0)
    ] * 2
    assert graph["charts"]["points"] == [
        {"qualifiedPlays": each["qualified_plays"], "reposts": each["reposts"]} for each in curve["points"]
    ]
    assert (metrics["qualified_plays"], metrics["saves"], metrics["shares"]) == (2, 4, 5)
    assert graph["engagement"] == {"qualifiedPlays": 2, "saves": 4, "shares": 5}
    assert (told["plays"]["qualified_plays"], told["likes"], told["period_likes"], told["period_reposts"]) == (
        2,
        2,
        1,
        3,
    )
    assert graph["insights"] == {
        "plays": {"qualified": 2},
        "engagement": {"periodLikes": 1, "periodReposts": 3},
    }
