"""What is in a playlist, over REST."""

import asyncio
import random

import pytest
from sqlmodel import col, select

from beatgraph.auth.viewer import Viewer
from beatgraph.models import PlaylistTrack, Track
from beatgraph.services import invitations, playlist_tracks, playlists
from tests.rest.test_playlists import API, KEYS, people
from tests.turns import somebody_waits


def path(playlist, *rest):
    return "/".join((API, str(playlist.id), "tracks", *rest))


async def order(doors, playlist, asker=None):
    """Ids of the tracks, as the asker sees them."""
    answer = await doors.get(f"{path(playlist)}?perPage=100", asker)
    return [row["id"] for row in answer.json()["pagination"]["data"]]


async def places(workshop, playlist):
    """Each stored track with its place."""
    statement = select(PlaylistTrack).where(col(PlaylistTrack.playlist_id) == playlist.id)
    async with workshop.reading() as work:
        rows = (await work.session.exec(statement.order_by(col(PlaylistTrack.position)))).all()
    return [(row.track_id, row.position) for row in rows]


async def tracks_of(make, count, **fields):
    artist = await make.artist()
    return [await make.track(artist, **fields) for _ in range(count)]


async def test_tracks_are_paged_thirty_at_a_time_under_both_keys(doors, make):
    tracks = await tracks_of(make, 31)
    playlist = await make.playlist(tracks=tracks)

    first = await doors.get(path(playlist))
    rest = await doors.get(f"{path(playlist)}?page=2&perPage=20")
    within = await doors.get(f"{API}/{playlist.id}?page=2&per_page=20")
    refused = [await doors.get(f"{path(playlist)}?perPage={size}") for size in (0, 101)]

    body = first.json()
    assert (first.status_code, set(body)) == (200, {"status", "pagination", "tracks"})
    assert body["tracks"] == body["pagination"]
    assert (body["tracks"]["per_page"], body["tracks"]["total"], body["tracks"]["last_page"]) == (30, 31, 2)
    assert [row["id"] for row in body["tracks"]["data"]] == [track.id for track in tracks[:30]]
    assert [row["id"] for row in rest.json()["tracks"]["data"]] == [track.id for track in tracks[20:]]
    assert within.json()["tracks"] == rest.json()["tracks"]
    assert [answer.status_code for answer in refused] == [422, 422]


async def test_new_tracks_go_on_top_and_those_that_are_there_stay(doors, make, workshop, clock):
    a, b, c, d = await tracks_of(make, 4)
    playlist = await make.playlist(tracks=[a, b])
    clock.forward(minutes=1)

    answer = await doors.post(
        path(playlist, "add"), await make.owner(playlist), json={"ids": [c.id, b.id, str(d.id), c.id]}
    )

    body = answer.json()
    assert (answer.status_code, set(body)) == (200, {"status", "playlist", "added_count", "duplicate_count"})
    assert (body["added_count"], body["duplicate_count"]) == (2, 2)
    assert (set(body["playlist"]), body["playlist"]["tracks_count"]) == (KEYS, 4)
    assert body["playlist"]["updated_at"] == "2026-03-14T12:01:00.000000Z"
    assert await places(workshop, playlist) == [(c.id, 1), (d.id, 2), (a.id, 3), (b.id, 4)]


async def test_adding_what_is_there_changes_nothing(doors, make, clock):
    (track,) = await tracks_of(make, 1)
    playlist = await make.playlist(tracks=[track])
    clock.forward(minutes=1)

    answer = await doors.post(path(playlist, "add"), await make.owner(playlist), json={"ids": [track.id]})

    assert (answer.json()["added_count"], answer.json()["duplicate_count"]) == (0, 1)
    assert (await make.again(playlist)).updated_at == playlist.updated_at


async def test_removing_closes_the_gaps_and_passes_over_what_is_not_there(doors, make, workshop):
    a, b, c, d = await tracks_of(make, 4)
    playlist = await make.playlist(tracks=[a, b, c, d])
    owner = await make.owner(playlist)

    answer = await doors.post(path(playlist, "remove"), owner, json={"ids": [c.id, a.id, a.id, 9999]})
    again = await doors.post(path(playlist, "remove"), owner, json={"ids": [c.id]})

    assert set(answer.json()) == {"status", "playlist", "removed_count"}
    assert [each.json()["removed_count"] for each in (answer, again)] == [2, 0]
    assert answer.json()["playlist"]["tracks_count"] == 2
    assert await places(workshop, playlist) == [(b.id, 1), (d.id, 2)]


async def test_an_order_names_all_tracks_or_those_that_come_first(doors, make, workshop):
    a, b, c, d = await tracks_of(make, 4)
    playlist = await make.playlist(tracks=[a, b, c, d])
    owner = await make.owner(playlist)

    whole = await doors.post(path(playlist, "order"), owner, json={"ids": [each.id for each in (d, a, c, b)]})
    then = await order(doors, playlist)
    some = await doors.post(path(playlist, "order"), owner, json={"ids": [b.id, a.id]})

    assert [(each.status_code, each.json()) for each in (whole, some)] == [(200, {"status": "success"})] * 2
    assert then == [d.id, a.id, c.id, b.id]
    assert await places(workshop, playlist) == [(b.id, 1), (a.id, 2), (d.id, 3), (c.id, 4)]


@pytest.mark.parametrize("verb", ["add", "remove", "order"])
@pytest.mark.parametrize(
    "ids", [None, [], "1", [0], [-1], [True], [None], ["a"], [1.5], [2**63], {"1": 1}, list(range(1, 502))]
)
async def test_ids_that_are_none_are_refused(doors, make, verb, ids):
    playlist = await make.playlist()

    answer = await doors.post(path(playlist, verb), await make.owner(playlist), json={"ids": ids})

    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["ids"])


async def test_tracks_that_are_not_there_or_not_seen_are_not_added(doors, make, workshop):
    (seen,) = await tracks_of(make, 1)
    hidden = await make.track(private=True)
    playlist = await make.playlist()
    owner = await make.owner(playlist)

    answers = [
        await doors.post(path(playlist, "add"), owner, json={"ids": ids})
        for ids in ([seen.id, hidden.id], [9999, seen.id, 9998, 9999])
    ]

    assert [(each.status_code, each.json()["errors"]) for each in answers] == [
        (422, {"ids": [f"There is no such track: {hidden.id}."]}),
        (422, {"ids": ["There is no such track: 9999, 9998."]}),
    ]
    assert await places(workshop, playlist) == []


async def test_an_order_that_is_none_is_refused(doors, make, workshop):
    a, b, other = await tracks_of(make, 3)
    playlist = await make.playlist(tracks=[a, b])
    owner = await make.owner(playlist)

    twice = await doors.post(path(playlist, "order"), owner, json={"ids": [b.id, b.id]})
    foreign = await doors.post(path(playlist, "order"), owner, json={"ids": [b.id, other.id]})

    assert twice.json()["errors"] == {"ids": ["Each track can be named once."]}
    assert foreign.json()["errors"] == {"ids": ["The ids must be those of tracks in the playlist."]}
    assert await places(workshop, playlist) == [(a.id, 1), (b.id, 2)]


async def test_editors_add_and_remove_and_the_owner_alone_puts_in_order(doors, make):
    a, b = await tracks_of(make, 2)
    playlist, asking = await people(make, tracks=[a])
    found = {}
    for who, asker in asking.items():
        answers = [
            await doors.post(path(playlist, verb), asker, json={"ids": [id]})
            for verb, id in (("add", b.id), ("remove", b.id), ("order", a.id))
        ]
        found[who] = tuple(answer.status_code for answer in answers)

    assert found == {
        "guest": (401, 401, 401),
        **dict.fromkeys(("stranger", "invited", "follower"), (403, 403, 403)),
        "editor": (200, 200, 403),
        "owner": (200, 200, 200),
        "admin": (200, 200, 200),
    }


async def test_while_a_playlist_is_not_collaborative_its_editors_only_read(doors, make):
    (track,) = await tracks_of(make, 1)
    playlist, asking = await people(make, public=False, collaborative=False)
    editor = asking["editor"]

    read = await doors.get(f"{API}/{playlist.id}", editor)
    refused = await doors.post(path(playlist, "add"), editor, json={"ids": [track.id]})
    await make.change(playlist, collaborative=True)
    again = await doors.post(path(playlist, "add"), editor, json={"ids": [track.id]})

    assert (read.status_code, read.json()["playlist"]["can_edit"]) == (200, False)
    assert (refused.status_code, again.status_code) == (403, 200)


async def test_the_five_hundred_and_first_track_is_refused(doors, make, workshop):
    tracks = await tracks_of(make, 4)
    playlist = await make.playlist()
    owner = await make.owner(playlist)
    async with workshop.writing() as work:
        rows = [Track(name=f"Many {n}", user_id=owner.id, published_at=work.now) for n in range(498)]
        work.session.add_all(rows)
        await work.session.flush()
        for position, row in enumerate(rows, start=1):
            place = {"playlist_id": playlist.id, "track_id": row.id, "position": position}
            work.session.add(PlaylistTrack(**place, user_id=owner.id, created_at=work.now))
    ids = [track.id for track in tracks]

    over = await doors.post(path(playlist, "add"), owner, json={"ids": ids[:3]})
    full = await doors.post(path(playlist, "add"), owner, json={"ids": ids[:2]})
    there = await doors.post(path(playlist, "add"), owner, json={"ids": ids[:2]})
    more = await doors.post(path(playlist, "add"), owner, json={"ids": ids[2:3]})
    reversed_ = [row for row, _ in await places(workshop, playlist)][::-1]
    turned = await doors.post(path(playlist, "order"), owner, json={"ids": reversed_})

    assert [each.status_code for each in (over, full, there, more, turned)] == [429, 200, 200, 429, 200]
    assert over.json() == {"message": "A playlist has at most 500 tracks.", "error_code": "playlist_full"}
    assert await places(workshop, playlist) == list(zip(reversed_, range(1, 501), strict=True))


async def test_a_deleted_track_makes_room_and_leaves_no_gap(doors, make, workshop):
    a, b, c, d = await tracks_of(make, 4)
    playlist = await make.playlist(tracks=[a, b, c])
    owner = await make.owner(playlist)
    await doors.delete(f"/api/v1/tracks/{b.id}", await make.owner(b))

    seen = await order(doors, playlist, owner)
    await doors.post(path(playlist, "add"), owner, json={"ids": [d.id]})

    assert seen == [a.id, c.id]
    assert await places(workshop, playlist) == [(d.id, 1), (a.id, 2), (c.id, 3)]


async def test_hidden_tracks_are_left_out_for_others_and_keep_their_place(doors, make, workshop):
    a, b, c = await tracks_of(make, 3)
    hidden = await make.track(name="Hidden", duration=777)
    producer, owner = await make.owner(hidden), await make.user()
    playlist = await make.playlist(owner, tracks=[a, hidden, b, c], editors=[producer])
    await make.change(hidden, private=True)

    shown = (await doors.get(f"{API}/{playlist.id}", owner)).json()
    complete = (await doors.get(f"{API}/{playlist.id}", producer)).json()
    paged = await doors.get(f"{path(playlist)}?perPage=2&page=2", owner)
    unseen = await doors.post(path(playlist, "order"), owner, json={"ids": [hidden.id]})
    await doors.post(path(playlist, "order"), owner, json={"ids": [c.id, b.id, a.id]})

    assert [row["id"] for row in shown["tracks"]["data"]] == [a.id, b.id, c.id]
    assert (shown["totalDuration"], shown["playlist"]["tracks_count"]) == (540_000, 3)
    assert [row["id"] for row in complete["tracks"]["data"]] == [a.id, hidden.id, b.id, c.id]
    assert (complete["totalDuration"], complete["playlist"]["tracks_count"]) == (540_777, 4)
    assert [row["id"] for row in paged.json()["tracks"]["data"]] == [c.id]
    assert unseen.status_code == 422
    assert await order(doors, playlist, owner) == [c.id, b.id, a.id]
    assert await places(workshop, playlist) == [(c.id, 1), (hidden.id, 2), (b.id, 3), (a.id, 4)]


@pytest.mark.parametrize(
    ("verb", "named", "found"),
    [("add", "d", "dcab"), ("remove", "a", "cb"), ("order", "ba", "bac"), ("order", "bca", "bca")],
)
async def test_who_comes_second_goes_on_from_what_the_first_one_left(doors, make, workshop, verb, named, found):
    """While one editor adds `c`, which is not on disk yet, somebody else asks for another change."""
    tracks = dict(zip("abcd", await tracks_of(make, 4), strict=True))
    editor, owner = await make.user(), await make.user()
    playlist = await make.playlist(owner, tracks=[tracks["a"], tracks["b"]], editors=[editor])
    ids = [tracks[name].id for name in named]

    async with workshop.writing(Viewer(user_id=editor.id)) as work:
        await playlist_tracks.add(work, playlist.id, [tracks["c"].id])
        second = asyncio.create_task(doors.post(path(playlist, verb), owner, json={"ids": ids}))
        await somebody_waits(workshop)

    assert (await second).status_code == 200
    assert await places(workshop, playlist) == [(tracks[name].id, at) for at, name in enumerate(found, start=1)]


async def test_two_editors_and_the_owner_at_once_lose_nothing(doors, make, workshop):
    chance = random.Random(7)
    tracks = await tracks_of(make, 24)
    editors = [await make.user() for _ in range(2)]
    there, added = tracks[:12], tracks[12:]
    playlist = await make.playlist(tracks=there, editors=editors)
    owner = await make.owner(playlist)
    kept = [track.id for track in there[6:]]
    # The last ones are no orders, which would put right what others had left in disorder.
    asked = [
        *[(owner, "order", chance.sample(kept, 6)) for _ in range(6)],
        *[(editors[n % 2], "remove", [track.id]) for n, track in enumerate(there[:6])],
        *[(editors[n % 2], "add", [track.id]) for n, track in enumerate(added)],
    ]

    answers = await asyncio.gather(
        *(doors.post(path(playlist, verb), asker, json={"ids": ids}) for asker, verb, ids in asked)
    )

    assert [answer.status_code for answer in answers] == [200] * 24
    assert [answer.json()["removed_count"] for answer in answers[6:12]] == [1] * 6
    assert [answer.json()["added_count"] for answer in answers[12:]] == [1] * 12
    found = await places(workshop, playlist)
    assert {track_id for track_id, _ in found} == {*kept, *(track.id for track in added)}
    assert [position for _, position in found] == list(range(1, 19))


async def test_of_one_track_added_by_many_at_once_there_is_one(doors, make, workshop):
    (track,) = await tracks_of(make, 1)
    editors = [await make.user() for _ in range(3)]
    playlist = await make.playlist(editors=editors)

    answers = await asyncio.gather(
        *(doors.post(path(playlist, "add"), editor, json={"ids": [track.id]}) for editor in editors * 2)
    )

    assert sorted(answer.json()["added_count"] for answer in answers) == [0, 0, 0, 0, 0, 1]
    assert await places(workshop, playlist) == [(track.id, 1)]


async def test_a_change_that_waited_for_the_end_of_a_playlist_finds_none(doors, make, workshop):
    (track,) = await tracks_of(make, 1)
    playlist = await make.playlist()
    owner = await make.owner(playlist)

    async with workshop.writing(Viewer(user_id=owner.id)) as work:
        await playlists.delete(work, [playlist.id])
        added = asyncio.create_task(doors.post(path(playlist, "add"), owner, json={"ids": [track.id]}))
        await somebody_waits(workshop)

    assert (await added).status_code == 404
    assert await places(workshop, playlist) == []


async def test_an_editor_who_is_removed_while_they_wait_changes_nothing(doors, make, workshop):
    (track,) = await tracks_of(make, 1)
    editor = await make.user()
    playlist = await make.playlist(editors=[editor])

    async with workshop.writing(Viewer(user_id=playlist.user_id)) as work:
        await invitations.remove(work, playlist.id, editor.id)
        added = asyncio.create_task(doors.post(path(playlist, "add"), editor, json={"ids": [track.id]}))
        await somebody_waits(workshop)

    assert (await added).status_code == 403
    assert await places(workshop, playlist) == []


async def test_what_a_change_costs_does_not_grow_with_the_playlist(doors, make):
    new = await tracks_of(make, 3)
    costs = []
    # The first one is the first save of the month, which takes note of that.
    for track, there in zip(new, (1, 1, 20), strict=True):
        playlist = await make.playlist(tracks=await tracks_of(make, there))
        owner = await make.owner(playlist)
        doors.forget()
        await doors.post(path(playlist, "add"), owner, json={"ids": [track.id]})
        costs.append(len(doors.statements))

    assert costs[1] == costs[2]


async def test_a_page_of_tracks_costs_the_same_however_long_it_is(doors, make):
    asker, costs = await make.user(), []
    for length in (2, 20):
        playlist = await make.playlist(tracks=await tracks_of(make, length))
        doors.forget()
        await doors.get(f"{API}/{playlist.id}", asker)
        costs.append(len(doors.reads))

    assert costs[0] == costs[1]
