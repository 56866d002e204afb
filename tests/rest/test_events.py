"""Events over REST and in the graph: many at a time, each answered on its own, and what they add to the numbers."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlmodel import select

from beatgraph.analytics.sketches import counted
from beatgraph.models import (
    ArtistDay,
    ArtistLifetime,
    Comment,
    Download,
    Follow,
    Like,
    PageView,
    Play,
    Share,
    TrackDay,
    TrackLifetime,
    TrackSketch,
)
from beatgraph.rest.events import BODY_BYTES
from tests.recordings import tone

pytestmark = pytest.mark.anyio

PHONE = {"user-agent": "Mozilla/5.0 (iPhone) Mobile"}
RECORD = """mutation($input: RecordEventsInput!) {
    recordEvents(input: $input) { results { eventId outcome counted reason } errors { code } }
}"""


@pytest.fixture
def told(clock):
    """An event of now, or of some seconds ago."""

    def make_one(type="play", ago=0, **fields):
        at = clock() - timedelta(seconds=ago)
        return {"event_id": str(uuid4()), "type": type, "occurred_at": at.isoformat(), **fields}

    return make_one


async def post(doors, asker, *events, headers=PHONE):
    return await doors.post("/api/v1/events", asker, json={"events": list(events)}, headers=headers)


async def outcomes(answer):
    assert answer.status_code == 200, answer.text
    return [(each["status"], each["counted"], each["reason"]) for each in answer.json()["events"]]


async def day_of(workshop, table, **key):
    ((name, owner_id),) = key.items()
    async with workshop.reading() as work:
        return (await work.session.exec(select(table).where(getattr(table, name) == owner_id))).one()


async def test_all_types_of_one_listener_are_taken_at_once(doors, make, workshop, told):
    artist = await make.artist()
    track, fan = await make.track(artist, duration=100_000), await make.user()
    about = {"track_id": track.id}

    answer = await post(
        doors,
        fan,
        told("play", 200, **about, listened_ms=90_000, ended=True, source="search"),
        told("view", 190, **about),
        told("like", 180, **about),
        told("repost", 170, **about),
        told("save", 160, **about),
        told("share", 150, **about),
        told("comment", 140, **about, text="  That snare "),
        told("download", 130, **about),
        told("follow", 120, artist_id=artist.id),
    )

    assert await outcomes(answer) == [("accepted", True, None)] * 9
    assert {name: answer.json()[name] for name in ("accepted", "duplicates", "rejected")} == {
        "accepted": 9,
        "duplicates": 0,
        "rejected": 0,
    }
    for owner in (
        await day_of(workshop, TrackDay, track_id=track.id),
        await day_of(workshop, ArtistDay, artist_id=artist.id),
    ):
        assert (owner.plays, owner.qualified, owner.completed, owner.reach_90) == (1, 1, 1, 1)
        assert (owner.views, owner.likes_added, owner.reposts_added, owner.saves_added) == (1, 1, 1, 1)
        assert (owner.shares, owner.comments, owner.downloads, owner.listeners) == (1, 1, 1, 1)
    assert (await day_of(workshop, ArtistDay, artist_id=artist.id)).follows_added == 1
    lifetime = await make.again(TrackLifetime(track_id=track.id))
    assert (lifetime.plays, lifetime.likes, lifetime.reposts, lifetime.saves) == (1, 1, 1, 1)
    assert (lifetime.shares, lifetime.comments, lifetime.views, lifetime.downloads) == (1, 1, 1, 1)
    async with workshop.reading() as work:
        assert (await work.session.exec(select(Comment.content))).one() == "That snare"
        for table in (Play, PageView, Share, Download, Like, Follow):
            assert (await work.session.exec(select(table.user_id))).one() == fan.id


async def test_what_cannot_be_taken_says_why(doors, make, told):
    track, hidden, fan = await make.track(), await make.track(private=True), await make.user()
    good = told(track_id=track.id)

    answer = await post(
        doors,
        fan,
        good,
        good,
        {**told(track_id=track.id), "event_id": "7"},
        told(track_id=hidden.id),
        told("created", track_id=track.id),
        told("like"),
        told("comment", track_id=track.id, text=" "),
        told(track_id=track.id, listened_ms=-1),
        told(track_id=track.id, ago=31 * 86_400),
        told(track_id=track.id, ago=10),
        told(track_id=track.id, ago=-3600),
    )
    again = await post(doors, fan, good)

    first, *rest = await outcomes(answer)
    # Those within thirty seconds of one another are one play, and the earliest came first; the future is now.
    assert first == ("accepted", False, None)
    assert [counted for _, counted, _ in rest][-2:] == [True, False]
    assert [status for status, _, _ in rest] == ["duplicate", *["rejected"] * 7, "accepted", "accepted"]
    assert [reason for _, _, reason in rest][1:8] == [
        "event_id: this must be a UUID, such as 550e8400-e29b-41d4-a716-446655440000",
        f"there is no track {hidden.id}",
        "type: this must be play, view, like, unlike, repost, unrepost, save, unsave, share, comment, follow, unfollow "
        "or download",
        "a like needs track_id or post_id",
        "a comment needs text",
        "listened_ms: this must be 0 or more",
        "arrived more than 30 days after it happened",
    ]
    assert await outcomes(again) == [("duplicate", False, None)]


async def test_guests_play_view_and_share_and_need_a_token_for_the_rest(doors, make, workshop, told):
    track = await make.track()
    about = {"track_id": track.id}

    answer = await post(
        doors,
        None,
        told(**about),
        told("view", **about),
        told("share", **about),
        told("like", **about),
        told("download", **about),
    )
    robot = await post(doors, None, told(ago=60, **about), headers={"user-agent": "Googlebot/2.1"})

    assert await outcomes(answer) == [
        *[("accepted", True, None)] * 3,
        ("rejected", False, "a like needs a token"),
        ("rejected", False, "a download needs a token"),
    ]
    assert await outcomes(robot) == [("accepted", False, None)]
    day = await day_of(workshop, TrackDay, track_id=track.id)
    assert (day.plays, day.views, day.shares, day.listeners) == (1, 1, 1, 1)


async def test_nobody_reports_for_somebody_else(doors, make, workshop, told):
    track, fan, other = await make.track(), await make.user(), await make.user()

    await post(doors, fan, told(track_id=track.id, user_id=other.id, ip="203.0.113.9", user_agent="Googlebot"))

    async with workshop.reading() as work:
        assert (await work.session.exec(select(Play.user_id, Play.counted))).one() == (fan.id, True)


async def test_one_s_own_are_kept_and_do_not_count(doors, make, workshop, told):
    artist = await make.artist()
    track, owner = await make.track(artist), await make.owner(artist)

    answer = await post(
        doors, owner, told(track_id=track.id), told("like", track_id=track.id), told("follow", artist_id=artist.id)
    )

    assert await outcomes(answer) == [("accepted", False, None)] * 3
    async with workshop.reading() as work:
        assert (await work.session.exec(select(TrackDay))).all() == []
        assert [row.counted for row in (await work.session.exec(select(Like))).all()] == [False]


async def test_too_many_none_and_too_large_are_refused_whole(doors, make, told):
    track, fan = await make.track(), await make.user()
    event = told(track_id=track.id)

    assert (await post(doors, fan)).status_code == 422
    assert (await post(doors, fan, *[event] * 501)).status_code == 422
    assert (await post(doors, fan, {**event, "text": "x" * BODY_BYTES})).status_code == 413
    assert (await post(doors, fan, *({**event, "text": "x" * 1000} for _ in range(500)))).status_code == 200


async def test_both_doors_take_events_alike(doors, make, told):
    track, fan = await make.track(), await make.user()
    rest, graph = told("like", track_id=track.id), told("like", track_id=track.id)
    wanted = {
        "eventId": graph["event_id"],
        "type": "LIKE",
        "occurredAt": graph["occurred_at"],
        "trackId": (await doors.ask(f"{{ track(by: {{ databaseId: {track.id} }}) {{ id }} }}"))["track"]["id"],
    }
    broken = {**wanted, "eventId": str(uuid4()), "trackId": "nonsense"}

    over_rest = (await post(doors, fan, rest, {**told("like", track_id=0)})).json()["events"]
    in_graph = (await doors.ask(RECORD, fan, input={"events": [wanted, broken]}))["recordEvents"]["results"]

    assert [(each["status"].upper(), each["counted"], each["reason"]) for each in over_rest] == [
        (each["outcome"], each["counted"], each["reason"]) for each in in_graph
    ]
    assert [each["outcome"] for each in in_graph] == ["ACCEPTED", "REJECTED"]
    assert in_graph[0]["eventId"] == graph["event_id"]


async def test_a_report_moves_a_play_from_band_to_band(doors, make, workshop, clock):
    artist = await make.artist()
    track = await make.track(artist, duration=100_000)
    token = (await doors.post(f"/api/v1/tracks/{track.id}/plays", json={}, headers=PHONE)).json()["play_token"]
    path = f"/api/v1/tracks/plays/{track.id}/update-duration"

    seen = []
    for seconds, more in ((15, {}), (45, {"position_ms": 62_000}), (45, {}), (95, {"completed": True})):
        clock.forward(seconds=60)
        await doors.post(path, json={"play_token": token, "duration": seconds, **more}, headers=PHONE)
        for owner in (
            await day_of(workshop, TrackDay, track_id=track.id),
            await day_of(workshop, ArtistDay, artist_id=artist.id),
        ):
            seen.append((owner.tracked, owner.listen_ms, owner.qualified, owner.skipped, owner.half, owner.completed))
            reach = {name: getattr(owner, name) for name in TrackDay.model_fields if name.startswith("reach_")}
            assert sum(reach.values()) == owner.plays == 1

    assert seen[::2] == seen[1::2]
    assert seen[::2] == [
        (1, 15_000, 0, 1, 0, 0),
        (1, 45_000, 1, 0, 1, 0),
        (1, 45_000, 1, 0, 1, 0),
        (1, 95_000, 1, 0, 0, 1),
    ]
    lifetime = await make.again(ArtistLifetime(artist_id=artist.id))
    assert (lifetime.plays, lifetime.qualified, lifetime.listen_ms, lifetime.listener_days) == (1, 1, 95_000, 1)


async def test_a_view_of_an_artist_s_page_is_the_artist_s_own(doors, make, workshop, told):
    artist, fan = await make.artist(), await make.user()
    await make.track(artist)

    await post(doors, fan, told("view", artist_id=artist.id), told("view", ago=60, artist_id=artist.id))

    day = await day_of(workshop, ArtistDay, artist_id=artist.id)
    assert (day.page_views, day.views) == (1, 0)


async def test_each_download_counts_and_its_pieces_do_not(doors, make, workshop):
    artist, fan = await make.artist(), await make.user()
    owner = await make.owner(artist)
    upload = (await doors.post("/api/v1/uploads", owner, files={"file": ("take.wav", tone())})).json()["fileEntry"]
    track = await make.track(artist, upload_id=upload["id"])
    path = f"/api/v1/tracks/{track.id}/download"

    etag = (await doors.get(path, fan, headers=PHONE)).headers["etag"]
    await doors.get(path, fan, headers={**PHONE, "Range": "bytes=0-"})
    await doors.get(path, fan, headers={**PHONE, "Range": "bytes=0-1"})
    await doors.get(path, fan, headers={**PHONE, "Range": "bytes=1000-", "If-Range": etag})
    await doors.get(path, fan, headers={**PHONE, "If-None-Match": etag})
    await doors.get(path, owner, headers=PHONE)
    document = "mutation($id: ID!) { downloadTrack(input: {id: $id}) { download { name } } }"
    global_id = (await doors.ask(f"{{ track(by: {{ databaseId: {track.id} }}) {{ id }} }}", fan))["track"]["id"]
    await doors.ask(document, fan, id=global_id)

    assert (await day_of(workshop, TrackDay, track_id=track.id)).downloads == 3
    async with workshop.reading() as work:
        found = (await work.session.exec(select(Download.user_id, Download.counted))).all()
    assert sorted(found) == sorted([(fan.id, True)] * 3 + [(owner.id, False)])


async def test_plays_at_once_are_all_in_the_sketches(doors, make, workshop, told):
    track = await make.track()

    await asyncio.gather(
        *(post(doors, None, told(track_id=track.id), headers={"user-agent": f"Phone {n}"}) for n in range(8)),
    )

    day = await day_of(workshop, TrackDay, track_id=track.id)
    sketch = await day_of(workshop, TrackSketch, track_id=track.id)
    assert (day.plays, day.listeners, counted(sketch.listeners)) == (8, 8, 8)
