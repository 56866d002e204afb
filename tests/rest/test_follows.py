"""Follows of people over REST; those of artists are beside likes."""

import pytest
from sqlmodel import select

from beatgraph.models import Engagement, UserLifetime
from beatgraph.services import follows
from resolvers.base.ids import encode


def names(answer):
    return [each["display_name"] for each in answer.json()["pagination"]["data"]]


async def test_somebody_is_followed_and_no_longer(doors, make, clock):
    nova, fan = await make.user(), await make.user()
    seen = []
    for verb in ("follow", "follow", "unfollow", "unfollow", "follow"):
        clock.forward(minutes=1)
        answer = await doors.post(f"/api/v1/users/{nova.id}/{verb}", fan)
        assert (answer.status_code, answer.json()) == (200, {"status": "success"})
        status = await doors.get(f"/api/v1/users/{nova.id}/follow-status", fan)
        seen.append((status.json()["following"], (await make.again(UserLifetime(user_id=nova.id))).followers))

    assert seen == [(True, 1), (True, 1), (False, 0), (False, 0), (True, 1)]


async def test_every_change_of_mind_is_kept_with_its_instant(doors, make, clock, workshop):
    nova, fan = await make.user(), await make.user()
    begun = clock()
    await doors.post(f"/api/v1/users/{nova.id}/follow", fan)
    ended = clock.forward(hours=1)
    await doors.post(f"/api/v1/users/{nova.id}/unfollow", fan)

    async with workshop.reading() as work:
        rows = (await work.session.exec(select(Engagement))).all()
    kept = [(row.kind, row.subject, row.subject_id, row.user_id, row.occurred_at, row.counted) for row in rows]
    assert kept == [
        ("follow", "user", nova.id, fan.id, begun, True),
        ("unfollow", "user", nova.id, fan.id, ended, True),
    ]


@pytest.mark.parametrize("name", ["id", "me"])
async def test_nobody_follows_themselves(doors, make, name):
    nova = await make.user()

    answer = await doors.post(f"/api/v1/users/{nova.id if name == 'id' else name}/follow", nova)

    assert (answer.status_code, answer.json()) == (
        400,
        {"message": "You cannot follow yourself.", "error_code": "self_follow"},
    )


async def test_one_follows_artists_and_people_up_to_a_limit(doors, make, monkeypatch):
    monkeypatch.setattr(follows, "FOLLOWING_AT_MOST", 2)
    artist, nova, other, fan = await make.artist(), await make.user(), await make.user(), await make.user()
    await doors.post(f"/api/v1/users/{nova.id}/follow", fan)
    await doors.post(f"/api/v1/artists/{artist.id}/follow", fan)

    again = await doors.post(f"/api/v1/users/{nova.id}/follow", fan)
    more = await doors.post(f"/api/v1/users/{other.id}/follow", fan)

    assert again.status_code == 200
    assert (more.status_code, more.json()["error_code"]) == (429, "follow_limit")
    assert (await doors.get(f"/api/v1/users/{other.id}/follow-status", fan)).json()["following"] is False


async def test_whoever_is_not_there_is_404(doors, make, clock):
    gone, fan = await make.user(suspended_at=clock()), await make.user()

    for id in (gone.id, 999):
        for verb in ("follow", "unfollow"):
            assert (await doors.post(f"/api/v1/users/{id}/{verb}", fan)).status_code == 404
        for noun in ("follow-status", "followers", "followed-users", "reposts", "liked-tracks", "playlists"):
            assert (await doors.get(f"/api/v1/users/{id}/{noun}", fan)).status_code == 404


async def test_a_guest_follows_nobody_and_is_not_me(doors, make):
    nova = await make.user()

    for verb in ("follow", "unfollow"):
        assert (await doors.post(f"/api/v1/users/{nova.id}/{verb}")).status_code == 401
    for noun in ("followers", "reposts", "liked-tracks", "liked-artists"):
        assert (await doors.get(f"/api/v1/users/me/{noun}")).status_code == 401


async def test_both_doors_list_followers_latest_first_without_those_who_are_gone(doors, make, clock):
    artist, nova = await make.artist(), await make.user()
    fans = [await make.user(display_name=name) for name in ("Ana", "Ben", "Cal")]
    for fan in fans:
        clock.forward(minutes=1)
        await doors.post(f"/api/v1/users/{nova.id}/follow", fan)
        await doors.post(f"/api/v1/artists/{artist.id}/follow", fan)
    await make.change(fans[1], suspended_at=clock())

    of_user = await doors.get(f"/api/v1/users/{nova.id}/followers")
    of_artist = await doors.get(f"/api/v1/artists/{artist.id}/followers")
    followed = await doors.get("/api/v1/users/me/followed-users", fans[0])
    graph = await doors.ask(
        """query ($user: ID!, $artist: ID!) {
          user(id: $user) { followers { totalCount nodes { displayName } } }
          artist(id: $artist) { followers(first: 1) { nodes { displayName } pageInfo { hasNextPage } } } }""",
        user=encode("User", nova.id),
        artist=encode("Artist", artist.id),
    )

    assert names(of_user) == names(of_artist) == ["Cal", "Ana"]
    assert (of_user.json()["pagination"]["per_page"], of_user.json()["followers"]["total"]) == (25, 2)
    assert names(followed) == [nova.display_name]
    assert graph == {
        "user": {"followers": {"totalCount": 2, "nodes": [{"displayName": "Cal"}, {"displayName": "Ana"}]}},
        "artist": {"followers": {"nodes": [{"displayName": "Cal"}], "pageInfo": {"hasNextPage": True}}},
    }
