"""Likes and follows over REST."""

import asyncio

import pytest
from sqlmodel import select

from beatgraph.models import ArtistLifetime, Engagement, Like, TrackLifetime

pytestmark = pytest.mark.anyio


async def test_a_like_is_an_entry_of_the_library_and_counts_once(doors, make):
    track, listener = await make.track(), await make.user()

    for body in ({"track_id": track.id}, {"likeables": [{"likeable_id": track.id, "likeable_type": "track"}]}):
        answer = await doors.post("/api/v1/users/me/add-to-library", listener, json=body)
        assert (answer.status_code, answer.json()) == (200, {"status": "success"})

    shown = (await doors.get(f"/api/v1/tracks/{track.id}", listener)).json()["track"]
    assert (shown["is_liked"], shown["likes_count"]) == (True, 1)


async def test_a_like_can_be_taken_back_twice_and_given_again(doors, make, clock):
    track, listener = await make.track(), await make.user()
    seen = []
    for verb in ("add-to", "remove-from", "remove-from", "add-to"):
        clock.forward(minutes=1)
        answer = await doors.post(f"/api/v1/users/me/{verb}-library", listener, json={"track_id": track.id})
        assert answer.status_code == 200
        seen.append((await make.again(TrackLifetime(track_id=track.id))).likes)

    assert seen == [1, 0, 0, 1]
    assert (await make.again(Like(user_id=listener.id, track_id=track.id))).created_at == clock()


async def test_a_like_and_its_end_in_one_instant_end_in_nothing(doors, make):
    track, listener = await make.track(), await make.user()
    for verb in ("add-to", "remove-from", "add-to", "remove-from"):
        await doors.post(f"/api/v1/users/me/{verb}-library", listener, json={"track_id": track.id})

    assert (await make.again(TrackLifetime(track_id=track.id))).likes == 0


async def test_own_likes_stand_and_do_not_count(doors, make):
    track = await make.track()
    owner = await make.owner(track)

    await doors.post("/api/v1/users/me/add-to-library", owner, json={"track_id": track.id})

    shown = (await doors.get(f"/api/v1/tracks/{track.id}", owner)).json()["track"]
    assert (shown["is_liked"], shown["likes_count"]) == (True, 0)


async def test_several_likes_are_all_or_none(doors, make):
    track, hidden, listener = await make.track(), await make.track(private=True), await make.user()
    body = {"likeables": [{"likeable_id": each.id} for each in (track, hidden)]}

    answer = await doors.post("/api/v1/users/me/add-to-library", listener, json=body)

    assert answer.status_code == 404
    assert (await doors.get(f"/api/v1/tracks/{track.id}", listener)).json()["track"]["is_liked"] is False


@pytest.mark.parametrize(
    "body", [{}, {"track_id": "x"}, {"likeables": []}, {"likeables": [{"likeable_id": 1, "likeable_type": "playlist"}]}]
)
async def test_a_library_takes_nothing_else(doors, make, body):
    answer = await doors.post("/api/v1/users/me/add-to-library", await make.user(), json=body)

    assert answer.status_code == 422


async def test_likes_and_follows_need_a_token(doors, make):
    track = await make.track()

    for path in ("users/me/add-to-library", "users/me/remove-from-library", "artists/1/follow", "artists/1/unfollow"):
        answer = await doors.post(f"/api/v1/{path}", json={"track_id": track.id})
        assert (answer.status_code, answer.json()) == (401, {"message": "Unauthenticated."})


async def test_an_artist_is_followed_and_no_longer(doors, make):
    artist, fan = await make.artist(), await make.user()
    seen = []
    for verb in ("follow", "follow", "unfollow", "unfollow"):
        answer = await doors.post(f"/api/v1/artists/{artist.id}/{verb}", fan)
        assert (answer.status_code, answer.json()) == (200, {"status": "success"})
        status = await doors.get(f"/api/v1/artists/{artist.id}/follow-status", fan)
        followers = (await make.again(ArtistLifetime(artist_id=artist.id))).followers
        seen.append((status.json()["following"], followers))

    assert seen == [(True, 1), (True, 1), (False, 0), (False, 0)]


async def test_nobody_follows_an_artist_who_is_not_there(doors, make):
    hidden, fan = await make.artist(status="inactive"), await make.user()

    for artist_id in (hidden.id, 999):
        assert (await doors.post(f"/api/v1/artists/{artist_id}/follow", fan)).status_code == 404
        assert (await doors.post(f"/api/v1/artists/{artist_id}/unfollow", fan)).status_code == 404
        assert (await doors.get(f"/api/v1/artists/{artist_id}/follow-status", fan)).status_code == 404


async def test_whoever_runs_an_artist_follows_without_being_counted(doors, make):
    artist = await make.artist()

    await doors.post(f"/api/v1/artists/{artist.id}/follow", await make.owner(artist))

    status = await doors.get(f"/api/v1/artists/{artist.id}/follow-status", await make.owner(artist))
    assert status.json()["following"] is True
    shown = await doors.ask(
        "query ($id: Int!) { artist(by: {databaseId: $id}) { followerCount } }", await make.user(), id=artist.id
    )
    assert shown["artist"]["followerCount"] == 0


async def test_who_changes_their_mind_twice_at_once_has_changed_it_once(doors, make, workshop):
    track, fan = await make.track(), await make.user()
    await doors.post("/api/v1/users/me/add-to-library", fan, json={"track_id": track.id})
    off = [doors.post("/api/v1/users/me/remove-from-library", fan, json={"track_id": track.id}) for _ in range(6)]

    answers = await asyncio.gather(*off)

    assert {answer.status_code for answer in answers} == {200}
    async with workshop.reading() as work:
        told = (await work.session.exec(select(Engagement.kind).order_by(Engagement.occurred_at))).all()
    assert [str(kind) for kind in told] == ["like", "unlike"]
