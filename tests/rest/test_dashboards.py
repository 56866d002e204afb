"""The artist dashboard over REST and in the graph: figures, latest tracks, and how often one uploads."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import SQLModel

from beatgraph.models import Label, Track, TrackArtist
from beatgraph.services import contributions, gate, months
from tests.history import plays, tell

pytestmark = pytest.mark.anyio

HOME = "/api/v1/artist"
EVENT_TABLES = {"plays", "views", "shares", "downloads", "engagements", "seen_events"}
PATHS = ("dashboard-stats", "track-performance", "upload-insights")
STATS = """query ($id: Int!, $asOf: DateTime) { artist(by: {databaseId: $id}) { dashboardStats(asOf: $asOf) {
  totalTracks totalPlays totalContribution recentUploads playGrowthPercentage averagePlaysPerTrack tracksWithPlays
  topTrack { track { databaseId name } plays contributionValue } meta { dataUntil partialDay timezone }
} } }"""
PERFORMANCE = """query ($id: Int!, $asOf: DateTime) { artist(by: {databaseId: $id}) { trackPerformance(asOf: $asOf) {
  track { databaseId name } plays contributionValue monthsSinceUpload uploadedAt lastUpdated
} } }"""
UPLOADS = """query ($id: Int!, $asOf: DateTime) { artist(by: {databaseId: $id}) { uploadInsights(asOf: $asOf) {
  totalUploads uploadsThisMonth uploadsLastMonth averagePlaysPerUpload uploadFrequencyDays recommendedUploadTime
  recommendationKey bestPerformingMonth { month totalPlays trackCount }
} } }"""


async def store(workshop, *tracks):
    """Compute what the tracks are worth, as the round does."""
    async with workshop.writing() as work:
        await contributions.keep(work, [each.id for each in tracks])


@pytest.fixture
async def catalogue(workshop, doors, make, clock):
    """An artist with five live tracks, one of them shared and one for exclusive sale only, and two that are hidden."""
    artist, other = await make.artist(name="Drift"), await make.artist()
    now, owner = clock(), await make.owner(artist)

    async def track(name, *days, by=(artist,), **fields):
        """So many days ago, so many plays."""
        made = await make.track(*by, name=name, **fields)
        lines = [line for ago, number in days for line in plays(made, now - timedelta(days=ago), number=number)]
        await tell(workshop, lines)
        return made

    hidden, gone = await track("Private", (0, 20)), await track("Gone", (0, 20))
    shown = [
        await track("Old", (100, 7), (40, 2), (30, 1), created_at=now - timedelta(days=30.4375 * 6)),
        await track("Shared", (29, 4), (0, 5), by=(artist, other), created_at=now - timedelta(days=30)),
        await track("Sold", (0, 10), created_at=now - timedelta(days=1), commerce={"licensing_type": "exclusive_only"}),
        await track("New", created_at=now - timedelta(seconds=1)),
        await track("Older", created_at=now - timedelta(days=31)),
    ]
    await store(workshop, *shown, hidden, gone)
    assert (await doors.put(f"/api/v1/tracks/{hidden.id}", owner, json={"private": True})).status_code == 200
    assert (await doors.delete(f"/api/v1/tracks/{gone.id}", owner)).status_code == 200
    return artist


async def test_both_doors_tell_the_same_figures(doors, make, catalogue):
    owner = await make.owner(catalogue)

    graph = (await doors.ask(STATS, owner, id=catalogue.id))["artist"]["dashboardStats"]
    rest = (await doors.get(f"{HOME}/dashboard-stats", owner)).json()

    # 29 plays on five tracks; 19 in the last 30 days against 3 in the 30 before.
    assert rest == {
        "success": True,
        "data": {
            "total_tracks": 5,
            "total_plays": 29,
            # Old: 2.0203 / 2; Shared: half of (1 + 2/2) faded by 30 days; Sold: nothing; New: 1; Older: 1 faded.
            "total_contribution": 3.7915,
            "recent_uploads": 3,
            "play_growth_percentage": 533.3,
            "top_track": {"id": 5, "name": "Sold", "plays": 10, "contribution_value": 0.0},
            "average_plays_per_track": 6,
            "tracks_with_plays": 3,
        },
        "meta": {
            "generated_at": "2026-03-14T12:00:00Z",
            "data_until": "2026-03-14T12:00:00Z",
            "partial_day": True,
            "timezone": "UTC",
        },
    }
    assert graph == {
        "totalTracks": 5,
        "totalPlays": 29,
        "totalContribution": 3.7915,
        "recentUploads": 3,
        "playGrowthPercentage": 533.3,
        "averagePlaysPerTrack": 6,
        "tracksWithPlays": 3,
        "topTrack": {"track": {"databaseId": 5, "name": "Sold"}, "plays": 10, "contributionValue": 0.0},
        "meta": {"dataUntil": "2026-03-14T12:00:00+00:00", "partialDay": True, "timezone": "UTC"},
    }


async def test_figures_as_of_a_day_take_the_plays_up_to_its_end_and_what_was_worth_then(doors, make, clock, catalogue):
    owner = await make.owner(catalogue)
    at = (clock() - timedelta(days=30, hours=12)).isoformat()

    rest = (await doors.get(f"{HOME}/dashboard-stats", owner, params={"as_of": at})).json()
    graph = (await doors.ask(STATS, owner, id=catalogue.id, asOf=at))["artist"]["dashboardStats"]

    data = rest["data"]
    assert (data["total_plays"], data["play_growth_percentage"], data["tracks_with_plays"]) == (10, 100.0, 1)
    # Old by then: five months minus half a day; what was uploaded later has no age.
    assert data["top_track"] == {"id": 3, "name": "Old", "plays": 10, "contribution_value": 1.1341}
    assert data["recent_uploads"] == 1
    assert rest["meta"]["data_until"] == "2026-02-13T00:00:00Z"
    assert (graph["totalPlays"], graph["totalContribution"]) == (10, data["total_contribution"])


async def test_before_the_first_run_contribution_is_nothing_and_pending(workshop, doors, make, clock):
    track = await make.track(created_at=clock() - timedelta(days=1))
    await tell(workshop, plays(track, clock() - timedelta(hours=1), number=2))
    owner = await make.owner(track)

    figures, [latest] = [(await doors.get(f"{HOME}/{each}", owner)).json()["data"] for each in PATHS[:2]]

    assert (figures["total_contribution"], figures["top_track"]["contribution_value"]) == (0.0, 0.0)
    assert (latest["plays"], latest["contribution_value"], latest["last_updated"]) == (2, 0.0, None)


async def test_the_top_track_of_equals_is_the_newest_then_the_first(workshop, doors, make, clock):
    artist = await make.artist()
    for days in (3, 1, 1):
        track = await make.track(artist, created_at=clock() - timedelta(days=days), name=f"{days}")
        await tell(workshop, plays(track, clock() - timedelta(hours=1), number=4))

    answer = await doors.get(f"{HOME}/dashboard-stats", await make.owner(artist))

    assert answer.json()["data"]["top_track"]["id"] == 2


async def test_an_artist_without_tracks_has_zeros(doors, make):
    owner = await make.owner(await make.artist())

    figures, latest, uploads = [(await doors.get(f"{HOME}/{each}", owner)).json()["data"] for each in PATHS]

    assert figures == {
        "total_tracks": 0,
        "total_plays": 0,
        "total_contribution": 0.0,
        "recent_uploads": 0,
        "play_growth_percentage": 0.0,
        "top_track": None,
        "average_plays_per_track": 0,
        "tracks_with_plays": 0,
    }
    assert latest == []
    assert uploads == {
        "total_uploads": 0,
        "uploads_this_month": 0,
        "uploads_last_month": 0,
        "average_plays_per_upload": 0,
        "best_performing_month": None,
        "upload_frequency_days": None,
        "recommended_upload_time": "Upload your first track to get started.",
        "recommendation_key": "none_yet",
    }


async def test_both_doors_tell_how_the_latest_tracks_do(doors, make, clock, catalogue):
    owner = await make.owner(catalogue)
    clock.forward(hours=5)

    rest = (await doors.get(f"{HOME}/track-performance", owner)).json()
    graph = (await doors.ask(PERFORMANCE, owner, id=catalogue.id))["artist"]["trackPerformance"]

    fields = ("track_name", "plays", "contribution_value", "months_since_upload", "upload_date")
    assert [tuple(row[name] for name in fields) for row in rest["data"]] == [
        ("New", 0, 1.0, 0, "2026-03-14T11:59:59Z"),
        ("Sold", 10, 0.0, 0, "2026-03-13T12:00:00Z"),
        ("Shared", 9, 0.8924, 1, "2026-02-12T12:00:00Z"),
        ("Older", 0, 0.889, 1, "2026-02-11T12:00:00Z"),
        ("Old", 10, 1.0101, 6, "2025-09-12T21:00:00Z"),
    ]
    # The value is as old as the last run, five hours ago.
    assert {row["last_updated"] for row in rest["data"]} == {"2026-03-14T12:00:00Z"}
    assert [
        {
            "track": {"databaseId": row["track_id"], "name": row["track_name"]},
            "plays": row["plays"],
            "contributionValue": row["contribution_value"],
            "monthsSinceUpload": row["months_since_upload"],
            "uploadedAt": row["upload_date"].replace("Z", "+00:00"),
            "lastUpdated": "2026-03-14T12:00:00+00:00",
        }
        for row in rest["data"]
    ] == graph


async def test_latest_tracks_as_of_an_instant_are_worth_what_they_were_then(doors, make, clock, catalogue):
    at = clock() - timedelta(days=30)

    answer = await doors.get(f"{HOME}/track-performance", await make.owner(catalogue), params={"as_of": at.isoformat()})

    rows = {row["track_name"]: row for row in answer.json()["data"]}
    assert {name: row["plays"] for name, row in rows.items()} == {
        "New": 0, "Sold": 0, "Shared": 0, "Older": 0, "Old": 10,
    }  # fmt: skip
    assert (rows["Shared"]["contribution_value"], rows["Old"]["contribution_value"]) == (0.5, 1.132)
    assert {row["last_updated"] for row in rows.values()} == {"2026-02-12T12:00:00Z"}


async def test_the_latest_tracks_are_at_most_twenty_and_of_equal_instants_the_last_comes_first(doors, make, clock):
    artist = await make.artist()
    async with make.at_once():
        rows = [Track(name=f"{n}", user_id=artist.user_id, created_at=clock(), published_at=clock()) for n in range(21)]
        await make.row(*rows)
        for row in rows:
            await make.row(TrackArtist(track_id=row.id, artist_id=artist.id, position=0))

    answer = await doors.get(f"{HOME}/track-performance", await make.owner(artist))

    assert [row["track_name"] for row in answer.json()["data"]] == [f"{n}" for n in range(20, 0, -1)]


@pytest.fixture
async def rhythm(workshop, make):
    """Four tracks: 31 January, 1, 8 and 15 March; most plays in January."""
    artist = await make.artist()
    tracks = [
        await make.track(artist, created_at=datetime(2026, month, day, 18, tzinfo=UTC))
        for month, day in ((1, 31), (3, 1), (3, 8), (3, 14))
    ]
    await tell(
        workshop,
        [
            *plays(tracks[0], datetime(2026, 1, 31, 20, tzinfo=UTC), number=5),
            *plays(tracks[0], datetime(2026, 2, 10, tzinfo=UTC), number=4),
            *plays(tracks[1], datetime(2026, 3, 2, tzinfo=UTC), number=3),
            *plays(tracks[2], datetime(2026, 3, 14, 10, tzinfo=UTC), number=2),
        ],
    )
    return artist


async def test_both_doors_tell_how_often_one_uploads(doors, make, rhythm):
    owner = await make.owner(rhythm)

    rest = (await doors.get(f"{HOME}/upload-insights", owner)).json()
    graph = (await doors.ask(UPLOADS, owner, id=rhythm.id))["artist"]["uploadInsights"]

    assert rest["data"] == {
        "total_uploads": 4,
        "uploads_this_month": 3,
        "uploads_last_month": 0,
        "average_plays_per_upload": 4,  # 14 / 4 = 3.5
        # January and March have five plays each: the later one, in which three tracks came.
        "best_performing_month": {"month": "2026-03", "total_plays": 5, "track_count": 3},
        "upload_frequency_days": 14,
        "recommended_upload_time": "You upload about every two weeks. Keep that rhythm, or try one track a week.",
        "recommendation_key": "biweekly",
    }
    assert graph == {
        "totalUploads": 4,
        "uploadsThisMonth": 3,
        "uploadsLastMonth": 0,
        "averagePlaysPerUpload": 4,
        "uploadFrequencyDays": 14,
        "recommendedUploadTime": rest["data"]["recommended_upload_time"],
        "recommendationKey": "BIWEEKLY",
        "bestPerformingMonth": {"month": "2026-03", "totalPlays": 5, "trackCount": 3},
    }


async def test_the_best_month_is_the_same_once_months_are_merged_and_counts_until_the_day(
    workshop, doors, make, clock, rhythm
):
    owner = await make.owner(rhythm)
    asked = {"as_of": "2026-03-13T00:00:00Z"}
    before = [(await doors.get(f"{HOME}/upload-insights", owner, params=each)).json()["data"] for each in ({}, asked)]
    for month in (date(2026, 1, 1), date(2026, 2, 1)):
        async with workshop.writing() as work:
            await gate.enter_alone(work)
            await months.merge(work, month)

    after = [(await doors.get(f"{HOME}/upload-insights", owner, params=each)).json()["data"] for each in ({}, asked)]

    assert after == before
    assert after[1]["best_performing_month"] == {"month": "2026-01", "total_plays": 5, "track_count": 1}
    assert (after[1]["uploads_this_month"], after[1]["average_plays_per_upload"]) == (2, 3)
    assert (after[1]["upload_frequency_days"], after[1]["recommendation_key"]) == (14, "biweekly")


async def test_by_the_days_of_another_zone_plays_and_uploads_move(workshop, doors, make, clock):
    """Honolulu is ten hours behind, Auckland thirteen ahead."""
    artist = await make.artist()
    track = await make.track(artist, created_at=datetime(2026, 3, 1, 4, tzinfo=UTC))
    await tell(
        workshop,
        [
            *plays(track, datetime(2026, 2, 28, 15, tzinfo=UTC), number=3),
            *plays(track, datetime(2026, 3, 1, 5, tzinfo=UTC), number=2),
            *plays(track, datetime(2026, 3, 12, 12, tzinfo=UTC), number=1),
        ],
    )
    owner = await make.owner(artist)

    async def read(path, **params):
        return (await doors.get(f"{HOME}/{path}", owner, params=params)).json()

    best = {
        zone: (await read("upload-insights", tz=zone))["data"]["best_performing_month"]
        for zone in ("UTC", "Pacific/Honolulu", "Pacific/Auckland")
    }
    assert best == {
        "UTC": {"month": "2026-03", "total_plays": 3, "track_count": 1},
        "Pacific/Honolulu": {"month": "2026-02", "total_plays": 5, "track_count": 1},
        "Pacific/Auckland": {"month": "2026-03", "total_plays": 6, "track_count": 1},
    }
    honolulu = await read("upload-insights", tz="Pacific/Honolulu")
    assert (honolulu["data"]["uploads_this_month"], honolulu["data"]["uploads_last_month"]) == (0, 1)
    assert honolulu["meta"]["timezone"] == "Pacific/Honolulu"
    # The 12th of March ends there at eleven in the morning, an hour before the last play.
    ended = await read("dashboard-stats", tz="Pacific/Auckland", as_of="2026-03-12T10:59:59Z")
    assert (ended["data"]["total_plays"], ended["data"]["top_track"]["plays"]) == (5, 5)
    assert ended["meta"]["data_until"] == "2026-03-12T11:00:00Z"
    whole = await read("dashboard-stats", as_of="2026-03-12T10:59:59Z")
    assert whole["data"]["total_plays"] == 6
    # The two plays of the first hours of March are February's there.
    growth = [
        (await read("dashboard-stats", tz=zone, as_of="2026-03-30T23:00:00Z"))["data"]["play_growth_percentage"]
        for zone in ("UTC", "Pacific/Honolulu")
    ]
    assert growth == [0.0, -80.0]
    unknown = await doors.get(f"{HOME}/track-performance", owner, params={"tz": "Mars/Olympus"})
    assert (unknown.status_code, list(unknown.json()["errors"])) == (422, ["tz"])


async def test_in_january_the_month_before_is_december(doors, make, clock):
    artist = await make.artist()
    await make.track(artist, created_at=datetime(2025, 12, 31, 23, 59, tzinfo=UTC))
    clock.now = datetime(2026, 1, 1, tzinfo=UTC)

    answer = await doors.get(f"{HOME}/upload-insights", await make.owner(artist))

    data = answer.json()["data"]
    assert (data["uploads_this_month"], data["uploads_last_month"]) == (0, 1)
    assert (data["upload_frequency_days"], data["recommendation_key"]) == (None, "second")


async def test_dashboards_are_for_those_who_run_the_artist(doors, make):
    boss, admin = await make.user(), await make.user(is_admin=True)
    artist = await make.artist(label_id=(await make.row(Label(name="Night Label", user_id=boss.id))).id)
    documents = {"dashboardStats": STATS, "trackPerformance": PERFORMANCE, "uploadInsights": UPLOADS}

    for path, (name, document) in zip(PATHS, documents.items(), strict=True):
        refused = [await doors.get(f"{HOME}/{path}", asker) for asker in (None, await make.user())]
        stranger = await doors.graph(document, await make.user(), id=artist.id)
        guest = await doors.graph(document, id=artist.id)
        allowed = [await doors.ask(document, each, id=artist.id) for each in (admin, boss, await make.owner(artist))]

        assert [(each.status_code, each.json()) for each in refused] == [
            (401, {"success": False, "message": "Unauthenticated."}),
            (404, {"success": False, "message": "No artist profile"}),
        ]
        assert (stranger["data"]["artist"], stranger["errors"][0]["extensions"]["code"]) == ({name: None}, "FORBIDDEN")
        assert (guest["data"]["artist"], guest["errors"][0]["extensions"]["code"]) == ({name: None}, "UNAUTHENTICATED")
        assert None not in [each["artist"][name] for each in allowed]


async def test_upload_insights_need_upload_access_and_the_other_figures_do_not(doors, make):
    artist = await make.artist(upload_access=False)
    owner = await make.owner(artist)

    rest = await doors.get(f"{HOME}/upload-insights", owner)
    others = [(await doors.get(f"{HOME}/{path}", owner)).status_code for path in PATHS[:2]]
    graph = await doors.graph(UPLOADS, owner, id=artist.id)

    assert (rest.status_code, rest.json()) == (
        403,
        {"success": False, "message": "Your artist profile has no upload access."},
    )
    assert others == [200, 200]
    assert graph["errors"][0]["extensions"]["code"] == "FORBIDDEN"


@pytest.mark.parametrize("as_of", ["yesterday", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2026-13-01"])
async def test_an_instant_beyond_reason_is_refused(doors, make, as_of):
    owner = await make.owner(await make.artist())

    answers = [await doors.get(f"{HOME}/{path}", owner, params={"as_of": as_of}) for path in PATHS]

    assert [(each.status_code, list(each.json()["errors"])) for each in answers] == [(422, ["as_of"])] * 3


async def test_many_artists_cost_as_many_statements_as_one(doors, make):
    admin = await make.user(is_admin=True)
    artists = [(await make.artists_of(await make.track()))[0] for _ in range(4)]
    fields = "dashboardStats { totalTracks } trackPerformance { plays } uploadInsights { totalUploads }"
    costs = []
    for some in (artists[:1], artists):
        named = " ".join(f"a{each}: artist(by: {{databaseId: {each}}}) {{ {fields} }}" for each in some)
        doors.forget()
        data = await doors.ask(f"{{ {named} }}", admin)
        costs.append(len(doors.reads))
        assert [each["dashboardStats"]["totalTracks"] for each in data.values()] == [1] * len(some)

    assert costs[0] == costs[1]


async def test_a_year_long_dashboard_reads_no_event_table(doors, make, clock, catalogue):
    owner = await make.owner(catalogue)
    document = """query ($id: Int!, $asOf: DateTime, $tz: String!) { artist(by: {databaseId: $id}) {
      insights(period: YEAR, asOf: $asOf, tz: $tz) { plays { period } }
      charts(timeframe: YEAR, asOf: $asOf, tz: $tz) { summary { total } }
      dashboardStats(asOf: $asOf, tz: $tz) { totalPlays }
      trackPerformance(asOf: $asOf, tz: $tz) { plays }
      uploadInsights(asOf: $asOf, tz: $tz) { bestPerformingMonth { totalPlays } }
      tracks { nodes { insights(period: YEAR, asOf: $asOf, tz: $tz) { plays { period } } } }
    } }"""
    doors.forget()
    for at in (None, (clock() - timedelta(days=50)).isoformat()):
        for zone in ("UTC", "Asia/Kathmandu"):
            data = await doors.ask(document, owner, id=catalogue.id, asOf=at, tz=zone)
            assert data["artist"]["insights"]["plays"]["period"] == (7 if at else 29)

    sent = " ".join(doors.statements).lower()
    assert set(SQLModel.metadata.tables) >= EVENT_TABLES
    assert "artist_daily" in sent
    assert {name for name in EVENT_TABLES if re.search(rf"(from|join|,)\s+{name}\b(?!\.)", sent)} == set()


async def test_what_figures_are_of_is_asked_in_the_same_words_of_dashboards_and_insights(doors, make):
    artist = await make.artist()
    words = "... on FiguresMeta { generatedAt dataUntil partialDay timezone }"
    query = f"""query ($id: Int!) {{ artist(by: {{databaseId: $id}}) {{
      dashboardStats {{ meta {{ {words} }} }} insights {{ meta {{ {words} }} }} }} }}"""

    told = (await doors.ask(query, await make.owner(artist), id=artist.id))["artist"]

    now = "2026-03-14T12:00:00+00:00"
    assert told["dashboardStats"] == told["insights"]
    assert told["insights"]["meta"] == {
        "generatedAt": now,
        "dataUntil": now,
        "partialDay": True,
        "timezone": "UTC",
    }
