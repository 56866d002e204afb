"""Comments over REST, and the same in the graph."""

import pytest

from beatgraph.models import TrackLifetime
from beatgraph.services import comments
from resolvers.base.ids import encode

THREAD = """query ($id: ID!) { track(id: $id) { commentCount comments { totalCount nodes {
  databaseId content position depth deleted user { displayName } parent { databaseId } viewerCanDelete } } } }"""


async def said(doors, track, asker, content="Fire", **more):
    answer = await doors.post(f"/api/v1/tracks/{track.id}/comments", asker, json={"content": content, **more})
    assert answer.status_code == 201, answer.text
    return answer.json()["comment"]


async def listed(doors, track, asker=None):
    answer = await doors.get(f"/api/v1/tracks/{track.id}/comments", asker)
    assert answer.status_code == 200
    assert answer.json()["pagination"] == answer.json()["comments"]
    return answer.json()["comments"]["data"]


async def count(make, track):
    return (await make.again(TrackLifetime(track_id=track.id))).comments


async def test_a_comment_has_its_place_in_the_track_and_its_author(doors, make):
    track, fan = await make.track(), await make.user(display_name="Ana")

    comment = await said(doors, track, fan, "  Fire  ", position=61_500)

    assert {key: comment[key] for key in ("content", "position", "depth", "deleted", "parent_id")} == {
        "content": "Fire",
        "position": 61_500,
        "depth": 0,
        "deleted": False,
        "parent_id": None,
    }
    assert comment["user"] == {"id": fan.id, "display_name": "Ana", "avatar": None, "model_type": "user"}
    assert await listed(doors, track) == [comment]
    assert await count(make, track) == 1


async def test_both_doors_show_answers_under_what_they_answer(doors, make):
    track, fan = await make.track(), await make.user(display_name="Ana")
    owner = await make.owner(track)
    first = await said(doors, track, fan, "First", position=1000)
    second = await said(doors, track, fan, "Second")
    thanks = await said(doors, track, owner, "Thanks", parent_id=first["id"])
    welcome = await said(doors, track, fan, "Welcome", parent_id=thanks["id"])

    rest = await listed(doors, track, fan)
    graph = (await doors.ask(THREAD, fan, id=encode("Track", track.id)))["track"]

    assert rest == [first, thanks, welcome, second]
    assert [(each["depth"], each["position"]) for each in rest] == [(0, 1000), (1, 1000), (2, 1000), (0, None)]
    # The owner's own comment is shown, and is none of the audience's.
    assert (graph["commentCount"], graph["comments"]["totalCount"]) == (3, 4)
    assert graph["comments"]["nodes"] == [
        {
            "databaseId": each["id"],
            "content": each["content"],
            "position": each["position"],
            "depth": each["depth"],
            "deleted": False,
            "user": {"displayName": each["user"]["display_name"]},
            "parent": {"databaseId": each["parent_id"]} if each["parent_id"] else None,
            "viewerCanDelete": each["user"]["id"] == fan.id,
        }
        for each in rest
    ]


async def test_a_deleted_comment_keeps_its_place_while_it_is_answered(doors, make):
    track, fan = await make.track(), await make.user()
    first = await said(doors, track, fan, "First")
    answer = await said(doors, track, fan, "Answer", parent_id=first["id"])

    for _ in range(2):
        assert (await doors.delete(f"/api/v1/comments/{first['id']}", fan)).json() == {"status": "success"}

    (place, kept) = await listed(doors, track)
    assert (place["id"], place["deleted"], place["content"], place["user"]) == (first["id"], True, "", None)
    assert kept == answer
    assert await count(make, track) == 1
    graph = (await doors.ask(THREAD, fan, id=encode("Track", track.id)))["track"]["comments"]["nodes"]
    assert [(each["content"], each["deleted"], each["user"] is None) for each in graph] == [
        ("", True, True),
        ("Answer", False, False),
    ]


async def test_a_deleted_comment_without_answers_is_gone(doors, make):
    track, fan = await make.track(), await make.user()
    comment = await said(doors, track, fan)

    await doors.delete(f"/api/v1/comments/{comment['id']}", fan)

    assert await listed(doors, track) == []
    assert await count(make, track) == 0
    assert (await doors.delete(f"/api/v1/comments/{comment['id']}", fan)).status_code == 404


async def test_its_author_the_track_s_owner_and_admins_delete_a_comment(doors, make):
    track, fan = await make.track(), await make.user()
    comment = await said(doors, track, fan)

    assert (await doors.delete(f"/api/v1/comments/{comment['id']}")).status_code == 401
    assert (await doors.delete(f"/api/v1/comments/{comment['id']}", await make.user())).status_code == 403
    assert await listed(doors, track) == [comment]
    for asker in (await make.owner(track), await make.user(is_admin=True), fan):
        comment = await said(doors, track, fan)
        assert (await doors.delete(f"/api/v1/comments/{comment['id']}", asker)).status_code == 200


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "content"),
        ({"content": "  "}, "content"),
        ({"content": "x" * 1001}, "content"),
        ({"content": "Hi", "position": -1}, "position"),
        ({"content": "Hi", "position": True}, "position"),
        ({"content": "Hi", "position": 180_001}, "position"),
        ({"content": "Hi", "parent_id": 999}, "parent_id"),
    ],
)
async def test_what_cannot_be_said_is_refused(doors, make, body, field):
    track = await make.track(duration=180_000)

    answer = await doors.post(f"/api/v1/tracks/{track.id}/comments", await make.user(), json=body)

    assert (answer.status_code, list(answer.json()["errors"])) == (422, [field])
    assert await listed(doors, track) == []


async def test_an_answer_is_about_the_same_track_and_to_what_still_stands(doors, make, monkeypatch):
    track, other, fan = await make.track(), await make.track(), await make.user()
    elsewhere = await said(doors, other, fan)
    first = await said(doors, track, fan)
    answer = await said(doors, track, fan, parent_id=first["id"])
    await doors.delete(f"/api/v1/comments/{first['id']}", fan)
    monkeypatch.setattr(comments, "DEPTH_AT_MOST", 1)

    for parent in (elsewhere, first, answer):
        refused = await doors.post(
            f"/api/v1/tracks/{track.id}/comments", fan, json={"content": "Hi", "parent_id": parent["id"]}
        )
        assert (refused.status_code, list(refused.json()["errors"])) == (422, ["parent_id"])


async def test_a_hidden_track_has_no_comments_to_strangers(doors, make):
    track, fan = await make.track(), await make.user()
    comment = await said(doors, track, fan)
    await make.change(track, private=True)

    assert (await doors.get(f"/api/v1/tracks/{track.id}/comments", fan)).status_code == 404
    assert (await doors.post(f"/api/v1/tracks/{track.id}/comments", fan, json={"content": "Hi"})).status_code == 404
    assert (await doors.delete(f"/api/v1/comments/{comment['id']}", await make.user())).status_code == 404
    assert await listed(doors, track, await make.owner(track)) == [comment]


async def test_a_wave_has_the_comments_with_a_place_by_their_places(doors, make):
    artist = await make.artist()
    track = await make.track(artist, upload_id=(await make.sound(await make.owner(artist))).id)
    fan = await make.user()
    late = await said(doors, track, fan, "Late", position=9000)
    await said(doors, track, fan, "Nowhere")
    early = await said(doors, track, fan, "Early", position=10)
    gone = await said(doors, track, fan, "Gone", position=20)
    await doors.delete(f"/api/v1/comments/{gone['id']}", fan)

    wave = (await doors.get(f"/api/v1/tracks/{track.id}/wave")).json()

    assert wave["comments"] == [early, late]


async def test_a_long_thread_costs_as_much_as_a_short_one(doors, make):
    track, fan = await make.track(), await make.user()
    costs = []
    for more in (1, 5):
        for _ in range(more):
            await said(doors, track, await make.user())
        doors.forget()
        await listed(doors, track, fan)
        costs.append(len(doors.reads))

    assert costs[0] == costs[1]


async def test_a_thread_that_is_deleted_to_its_last_answer_is_gone(doors, make):
    track, fan = await make.track(), await make.user()
    first = await said(doors, track, fan, "First")
    second = await said(doors, track, fan, "Second", parent_id=first["id"])
    third = await said(doors, track, fan, "Third", parent_id=second["id"])

    for each in (first, second):
        await doors.delete(f"/api/v1/comments/{each['id']}", fan)
    held = [each["id"] for each in await listed(doors, track)]
    await doors.delete(f"/api/v1/comments/{third['id']}", fan)

    assert held == [first["id"], second["id"], third["id"]]
    assert await listed(doors, track) == []


async def test_one_takes_ones_own_comment_away_from_a_track_that_is_hidden_by_now(doors, make):
    track, fan, other = await make.track(), await make.user(), await make.user()
    comment = await said(doors, track, fan)
    await make.change(track, private=True)

    statuses = [(await doors.delete(f"/api/v1/comments/{comment['id']}", asker)).status_code for asker in (other, fan)]

    assert statuses == [404, 200]
    assert await count(make, track) == 0


async def test_what_a_suspended_person_said_is_read_by_nobody(doors, make, clock):
    track, fan, friend = await make.track(), await make.user(), await make.user()
    comment = await said(doors, track, fan, "Words", position=1000)
    answer = await said(doors, track, friend, "Answer", parent_id=comment["id"])
    await make.change(fan, suspended_at=clock())

    wave = (await doors.get(f"/api/v1/tracks/{track.id}/wave")).json()["comments"]

    assert await listed(doors, track) == [answer]
    assert [each["id"] for each in wave] == [answer["id"]]
