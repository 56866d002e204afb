"""Reposts over REST, and the same in the graph."""

import pytest

from beatgraph.models import AlbumLifetime, TrackLifetime
from beatgraph.services import reposts
from resolvers.base.ids import encode

TOGGLE = "/api/v1/reposts/toggle"


async def test_a_repost_comes_and_goes(doors, make, clock):
    track, fan = await make.track(), await make.user()
    seen = []
    for _ in range(3):
        clock.forward(minutes=1)
        answer = await doors.post(TOGGLE, fan, json={"track_id": track.id})
        assert answer.status_code == 200
        shown = (await doors.get(f"/api/v1/tracks/{track.id}", fan)).json()["track"]
        seen.append((answer.json()["reposted"], answer.json()["action"], shown["is_reposted"], shown["reposts_count"]))

    assert seen == [(True, "added", True, 1), (False, "removed", False, 0), (True, "added", True, 1)]


async def test_an_album_is_reposted_in_the_later_form(doors, make):
    album, fan = await make.album(), await make.user()
    body = {"repostable_id": album.id, "repostable_type": "album"}

    answer = (await doors.post(TOGGLE, fan, json=body)).json()
    again = (await doors.post(TOGGLE, fan, json=body)).json()

    repost = answer.pop("repost")
    assert answer == {"status": "success", "reposted": True, "action": "added"}
    assert (repost["repostable_type"], repost["repostable_id"], repost["repostable"]["name"]) == (
        "album",
        album.id,
        album.name,
    )
    assert again == {"status": "success", "reposted": False, "action": "removed", "repost": None}
    assert (await make.again(AlbumLifetime(album_id=album.id))).reposts == 0


async def test_nobody_reposts_their_own_work(doors, make):
    artist = await make.artist()
    credited = await make.artist()
    track, album = await make.track(artist, credited), await make.album(artist)
    for asker, body in (
        (await make.owner(artist), {"track_id": track.id}),
        (await make.owner(credited), {"track_id": track.id}),
        (await make.owner(artist), {"repostable_id": album.id, "repostable_type": "album"}),
    ):
        answer = await doors.post(TOGGLE, asker, json=body)
        assert (answer.status_code, answer.json()["error_code"]) == (400, "own_repost")


async def test_an_admin_reposts_without_being_counted(doors, make):
    track, admin = await make.track(), await make.user(is_admin=True)

    answer = await doors.post(TOGGLE, admin, json={"track_id": track.id})

    shown = (await doors.get(f"/api/v1/tracks/{track.id}", admin)).json()["track"]
    assert (answer.status_code, shown["is_reposted"], shown["reposts_count"]) == (200, True, 0)


async def test_more_than_twenty_an_hour_have_to_wait(doors, make, clock, monkeypatch):
    hour, day = (length for length, _ in reposts.LIMITS)
    assert [at_most for _, at_most in reposts.LIMITS] == [20, 100]
    monkeypatch.setattr(reposts, "LIMITS", ((hour, 2), (day, 3)))
    artist, fan = await make.artist(), await make.user()
    tracks = [await make.track(artist) for _ in range(5)]
    seen = []
    for track, minutes in zip(tracks, (0, 20, 10, 31, 0), strict=True):
        clock.forward(minutes=minutes)
        answer = await doors.post(TOGGLE, fan, json={"track_id": track.id})
        seen.append((answer.status_code, answer.json().get("retry_after"), answer.headers.get("retry-after")))

    # After 30 minutes two have been made in the hour; after 61 the first is out of it, and one more is the day's last.
    assert seen == [
        (200, None, None),
        (200, None, None),
        (429, 1800, "1800"),
        (200, None, None),
        (429, 82_740, "82740"),
    ]


async def test_what_is_taken_back_counts_against_the_limit(doors, make, monkeypatch, clock):
    monkeypatch.setattr(reposts, "LIMITS", ((*reposts.LIMITS[0][:1], 1),))
    track, fan = await make.track(), await make.user()
    codes = [(await doors.post(TOGGLE, fan, json={"track_id": track.id})).status_code for _ in range(3)]

    assert codes == [200, 200, 429]
    assert (await make.again(TrackLifetime(track_id=track.id))).reposts == 0


@pytest.mark.parametrize(
    "body", [{}, {"track_id": "x"}, {"track_id": 1, "repostable_id": 1}, {"repostable_id": 1, "repostable_type": "x"}]
)
async def test_a_repost_needs_one_track_or_album(doors, make, body):
    assert (await doors.post(TOGGLE, await make.user(), json=body)).status_code == 422


async def test_what_one_does_not_see_is_not_reposted(doors, make):
    hidden = await make.track(private=True)

    assert (await doors.post(TOGGLE, await make.user(), json={"track_id": hidden.id})).status_code == 404
    assert (await doors.post(TOGGLE, json={"track_id": hidden.id})).status_code == 401


async def test_both_doors_list_reposts_latest_first_as_far_as_one_sees_them(doors, make, clock):
    artist, fan = await make.artist(), await make.user()
    track, hidden, album = await make.track(artist), await make.track(artist), await make.album(artist)
    for id in (encode("Track", track.id), encode("Track", hidden.id), encode("Album", album.id)):
        clock.forward(minutes=1)
        done = await doors.ask(
            "mutation ($id: ID!) { repost(input: {id: $id}) { repost { user { id } } errors { code } } }", fan, id=id
        )
        assert done["repost"] == {"repost": {"user": {"id": encode("User", fan.id)}}, "errors": []}
    await make.change(hidden, private=True)

    rest = (await doors.get(f"/api/v1/users/{fan.id}/reposts")).json()
    graph = await doors.ask(
        """query ($id: ID!) { user(id: $id) { reposts { totalCount nodes { databaseId track { name } album { name } } }
        } }""",
        id=encode("User", fan.id),
    )

    assert rest["pagination"] == rest["reposts"]
    assert [(each["repostable_type"], each["repostable"]["name"]) for each in rest["reposts"]["data"]] == [
        ("album", album.name),
        ("track", track.name),
    ]
    assert graph["user"]["reposts"] == {
        "totalCount": rest["reposts"]["total"],
        "nodes": [
            {"databaseId": rest["reposts"]["data"][0]["id"], "track": None, "album": {"name": album.name}},
            {"databaseId": rest["reposts"]["data"][1]["id"], "track": {"name": track.name}, "album": None},
        ],
    }


async def test_the_graph_ends_a_repost_even_of_what_is_hidden_by_now(doors, make, clock):
    track, fan = await make.track(), await make.user()
    change = "mutation ($id: ID!) { %s(input: {id: $id}) { %s errors { code field } } }"
    begin, end = change % ("repost", "repost { id }"), change % ("unrepost", "track { repostCount viewerHasReposted }")
    await doors.ask(begin, fan, id=encode("Track", track.id))
    clock.forward(minutes=1)
    ended = await doors.ask(end, fan, id=encode("Track", track.id))
    await doors.ask(begin, fan, id=encode("Track", track.id))
    await make.change(track, private=True)
    clock.forward(minutes=1)

    hidden = await doors.ask(end, fan, id=encode("Track", track.id))
    again = await doors.ask(end, fan, id=encode("Track", track.id))
    wrong = await doors.ask(begin, fan, id=encode("User", fan.id))

    assert ended["unrepost"] == {"track": {"repostCount": 0, "viewerHasReposted": False}, "errors": []}
    assert hidden["unrepost"] == {"track": None, "errors": []}
    assert again["unrepost"]["errors"] == [{"code": "NOT_FOUND", "field": None}]
    assert wrong["repost"]["errors"] == [{"code": "BAD_USER_INPUT", "field": "id"}]
    assert (await make.again(TrackLifetime(track_id=track.id))).reposts == 0
