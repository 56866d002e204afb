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
