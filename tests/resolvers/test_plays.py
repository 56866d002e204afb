"""Plays, likes and follows in the graph, and their numbers in both doors."""

from datetime import timedelta
from uuid import uuid4

import pytest

from beatgraph.models import TrackDay, TrackLifetime
from resolvers.base.ids import encode

pytestmark = pytest.mark.anyio

RECORD = """mutation ($input: RecordPlayInput!) {
  recordPlay(input: $input) { playToken track { name } errors { code field message } }
}"""
REPORT = """mutation ($input: UpdatePlayDurationInput!) {
  updatePlayDuration(input: $input) { playToken duration completionPercentage track { name } errors { code field } }
}"""
LIKE = """mutation ($input: TrackInput!) {
  %sTrack(input: $input) { track { likeCount viewerHasLiked } errors { code } }
}"""
FOLLOW = """mutation ($input: FollowInput!) {
  %sArtist(input: $input) { artist { followerCount viewerFollows } errors { code } }
}"""
STATS = """query ($id: Int!, $asOf: DateTime) { artist(by: {databaseId: $id}) { dashboardStats(asOf: $asOf) {
  totalTracks totalPlays totalContribution recentUploads playGrowthPercentage averagePlaysPerTrack tracksWithPlays
  topTrack { track { databaseId name } plays contributionValue }
} } }"""


async def test_a_play_is_recorded_once_a_key(ask, make):
    track, listener = await make.track(name="Tides"), await make.user()
    given = {"trackId": encode("Track", track.id), "idempotencyKey": (key := str(uuid4()))}

    answers = [(await ask(RECORD, listener, input=given))["recordPlay"] for _ in range(2)]

    assert answers == [{"playToken": key, "track": {"name": "Tides"}, "errors": []}] * 2
    shown = await ask("{ tracks { nodes { playCount } } }", listener)
    assert shown["tracks"]["nodes"] == [{"playCount": 1}]


async def test_a_play_of_a_hidden_track_is_an_error_of_the_payload(ask, make):
    track = await make.track(private=True)

    data = await ask(RECORD, input={"trackId": encode("Track", track.id)})

    errors = [{"code": "NOT_FOUND", "field": None, "message": "Track not found"}]
    assert data["recordPlay"] == {"playToken": None, "track": None, "errors": errors}


async def test_listening_is_reported(ask, make, clock):
    track, listener = await make.track(name="Tides", duration=100_000), await make.user()
    recorded = await ask(RECORD, listener, input={"trackId": encode("Track", track.id)})
    token = recorded["recordPlay"]["playToken"]
    clock.forward(seconds=50)

    mine = await ask(REPORT, listener, input={"playToken": token, "duration": 45.5})
    anothers = await ask(REPORT, await make.user(), input={"playToken": token, "duration": 45.5})
    wrong = await ask(REPORT, listener, input={"playToken": token, "duration": -1})

    assert mine["updatePlayDuration"] == {
        "playToken": token,
        "duration": 45.5,
        "completionPercentage": 45.5,
        "track": {"name": "Tides"},
        "errors": [],
    }
    assert anothers["updatePlayDuration"]["errors"] == [{"code": "NOT_FOUND", "field": "playToken"}]
    assert wrong["updatePlayDuration"]["errors"] == [{"code": "INVALID", "field": "duration"}]


async def test_a_track_is_liked_and_no_longer(ask, make):
    track, listener = await make.track(), await make.user()
    given = {"id": encode("Track", track.id)}

    liked = [(await ask(LIKE % "like", listener, input=given))["likeTrack"] for _ in range(2)]
    unliked = [(await ask(LIKE % "unlike", listener, input=given))["unlikeTrack"] for _ in range(2)]

    assert liked == [{"track": {"likeCount": 1, "viewerHasLiked": True}, "errors": []}] * 2
    assert unliked == [{"track": {"likeCount": 0, "viewerHasLiked": False}, "errors": []}] * 2


async def test_an_artist_is_followed_and_no_longer(ask, make):
    artist, fan = await make.artist(), await make.user()
    given = {"id": encode("Artist", artist.id)}

    followed = [(await ask(FOLLOW % "follow", fan, input=given))["followArtist"] for _ in range(2)]
    unfollowed = [(await ask(FOLLOW % "unfollow", fan, input=given))["unfollowArtist"] for _ in range(2)]

    assert followed == [{"artist": {"followerCount": 1, "viewerFollows": True}, "errors": []}] * 2
    assert unfollowed == [{"artist": {"followerCount": 0, "viewerFollows": False}, "errors": []}] * 2


async def test_a_guest_likes_and_follows_nothing(ask, doors, make):
    track, artist = await make.track(), await make.artist()

    liked = await ask(LIKE % "like", input={"id": encode("Track", track.id)})
    followed = await ask(FOLLOW % "follow", input={"id": encode("Artist", artist.id)})
    shown = await ask("{ tracks { nodes { viewerHasLiked artists { viewerFollows } } } }")

    assert liked["likeTrack"] == {"track": None, "errors": [{"code": "UNAUTHENTICATED"}]}
    assert followed["followArtist"] == {"artist": None, "errors": [{"code": "UNAUTHENTICATED"}]}
    assert shown["tracks"]["nodes"] == [{"viewerHasLiked": None, "artists": [{"viewerFollows": None}]}]
    answer = await doors.graph("{ tracks { nodes { playCount likeCount } } }")
    assert [error["extensions"]["code"] for error in answer["errors"]] == ["UNAUTHENTICATED"] * 2


async def played(make, clock, track, *days: tuple[int, int]):
    """So many days ago, so many plays."""
    today = clock().date()
    await make.row(*(TrackDay(track_id=track.id, day=today - timedelta(days=ago), plays=n) for ago, n in days))
    await make.row(TrackLifetime(track_id=track.id, plays=sum(n for _, n in days)))


async def test_an_artists_plays_are_those_of_all_public_tracks_in_full(ask, make, clock):
    first, second = await make.artist(), await make.artist()
    for artists, fields, plays in (
        ((first, second), {}, 5),
        ((first,), {}, 2),
        ((first,), {"private": True}, 100),
        ((first,), {"deleted_at": clock()}, 1000),
    ):
        await played(make, clock, await make.track(*artists, **fields), (0, plays))

    data = await ask("{ tracks { nodes { artists { databaseId playCount } } } }", await make.user())

    found = {each["databaseId"]: each["playCount"] for track in data["tracks"]["nodes"] for each in track["artists"]}
    assert found == {first.id: 7, second.id: 5}


@pytest.fixture
async def catalogue(make, clock):
    """An artist with five live tracks, one of them shared and one for exclusive sale only, and two that are hidden."""
    artist, other = await make.artist(name="Drift"), await make.artist()
    now = clock()
    old = await make.track(artist, name="Old", created_at=now - timedelta(days=30.4375 * 6))
    await played(make, clock, old, (100, 70), (40, 20), (30, 9))
    shared = await make.track(artist, other, name="Shared", created_at=now - timedelta(days=30))
    await played(make, clock, shared, (29, 49), (0, 50))
    terms = {"licensing_type": "exclusive_only"}
    sold = await make.track(artist, name="Sold", created_at=now - timedelta(days=1), commerce=terms)
    await played(make, clock, sold, (0, 99))
    await make.track(artist, name="New", created_at=now - timedelta(seconds=1))
    await make.track(artist, name="Older", created_at=now - timedelta(days=31))
    for fields in ({"private": True}, {"deleted_at": now}):
        await played(make, clock, await make.track(artist, **fields), (0, 1000))
    return artist


async def test_dashboard_figures_are_alike_in_both_doors(doors, make, clock, catalogue):
    owner = await make.owner(catalogue)

    graph = (await doors.ask(STATS, owner, id=catalogue.id))["artist"]["dashboardStats"]
    rest = (await doors.get("/api/v1/artist/dashboard-stats", owner)).json()

    # 297 plays on five tracks; 198 in the last 30 days against 29 in the 30 before.
    assert rest["success"] is True
    assert rest["data"] == {
        "total_tracks": 5,
        "total_plays": 297,
        # 2.3333/2 of Old, halved by six months; half of Shared; nothing of Sold; New and Older are unplayed.
        "total_contribution": 4.0968,
        "recent_uploads": 3,
        "play_growth_percentage": 582.8,
        "top_track": {"id": 3, "name": "Sold", "plays": 99, "contribution_value": 0.0},
        "average_plays_per_track": 59,
        "tracks_with_plays": 3,
    }
    top = graph.pop("topTrack")
    assert top == {"track": {"databaseId": 3, "name": "Sold"}, "plays": 99, "contributionValue": 0.0}
    assert graph == {
        "totalTracks": 5,
        "totalPlays": 297,
        "totalContribution": 4.0968,
        "recentUploads": 3,
        "playGrowthPercentage": 582.8,
        "averagePlaysPerTrack": 59,
        "tracksWithPlays": 3,
    }


async def test_dashboard_figures_as_of_a_day_take_the_plays_up_to_it(doors, make, clock, catalogue):
    owner = await make.owner(catalogue)
    at = clock() - timedelta(days=30)

    rest = (await doors.get("/api/v1/artist/dashboard-stats", owner, params={"as_of": at.isoformat()})).json()["data"]
    graph = (await doors.ask(STATS, owner, id=catalogue.id, asOf=at.isoformat()))["artist"]["dashboardStats"]

    assert (rest["total_plays"], rest["play_growth_percentage"], rest["tracks_with_plays"]) == (99, 100.0, 1)
    assert rest["top_track"]["name"] == "Old"
    assert (graph["totalPlays"], graph["totalContribution"]) == (99, rest["total_contribution"])


async def test_the_top_track_of_equals_is_the_newest_then_the_first(doors, make, clock):
    artist = await make.artist()
    for days in (3, 1, 1):
        track = await make.track(artist, created_at=clock() - timedelta(days=days), name=f"{days}")
        await played(make, clock, track, (0, 4))

    answer = await doors.get("/api/v1/artist/dashboard-stats", await make.owner(artist))

    assert answer.json()["data"]["top_track"]["id"] == 2


async def test_an_artist_without_tracks_has_zeros(doors, make):
    answer = await doors.get("/api/v1/artist/dashboard-stats", await make.owner(await make.artist()))

    assert answer.json()["data"] == {
        "total_tracks": 0,
        "total_plays": 0,
        "total_contribution": 0.0,
        "recent_uploads": 0,
        "play_growth_percentage": 0.0,
        "top_track": None,
        "average_plays_per_track": 0,
        "tracks_with_plays": 0,
    }


async def test_dashboard_figures_are_refused_to_others(doors, make):
    artist = await make.artist()
    nobody = {"artist": {"dashboardStats": None}}

    stranger = await doors.graph(STATS, await make.user(), id=artist.id)
    guest = await doors.graph(STATS, id=artist.id)
    admin = await doors.ask(STATS, await make.user(is_admin=True), id=artist.id)

    assert (stranger["data"], stranger["errors"][0]["extensions"]["code"]) == (nobody, "FORBIDDEN")
    assert (guest["data"], guest["errors"][0]["extensions"]["code"]) == (nobody, "UNAUTHENTICATED")
    assert admin["artist"]["dashboardStats"]["totalTracks"] == 0
    refused = [await doors.get("/api/v1/artist/dashboard-stats", asker) for asker in (None, await make.user())]
    assert [(each.status_code, each.json()["message"]) for each in refused] == [
        (401, "Unauthenticated."),
        (404, "No artist profile"),
    ]


@pytest.mark.parametrize("as_of", ["yesterday", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2026-13-01"])
async def test_an_instant_beyond_reason_is_refused(doors, make, as_of):
    owner = await make.owner(await make.artist())

    answer = await doors.get("/api/v1/artist/dashboard-stats", owner, params={"as_of": as_of})

    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["as_of"])


async def test_figures_of_many_artists_cost_two_statements(doors, make):
    admin = await make.user(is_admin=True)
    for _ in range(5):
        await make.track(await make.artist())
    doors.forget()
    await doors.ask("{ tracks { nodes { artists { name } } } }", admin)
    without = len(doors.reads)
    doors.forget()

    data = await doors.ask("{ tracks { nodes { artists { dashboardStats { totalTracks } } } } }", admin)

    found = [track["artists"][0]["dashboardStats"]["totalTracks"] for track in data["tracks"]["nodes"]]
    assert found == [1] * 5
    assert len(doors.reads) == without + 2


async def test_numbers_of_many_tracks_cost_one_statement_each(doors, make):
    listener = await make.user()
    for _ in range(5):
        await make.track()
    doors.forget()
    await doors.ask("{ tracks { nodes { name artists { name } } } }", listener)
    without = len(doors.reads)
    doors.forget()

    await doors.ask(
        "{ tracks { nodes { playCount likeCount viewerHasLiked artists { playCount followerCount viewerFollows } } } }",
        listener,
    )

    assert len(doors.reads) == without + 6
