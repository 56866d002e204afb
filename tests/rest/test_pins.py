"""Pinned tracks over REST."""

import pytest


def address(artist, track, verb="pin"):
    return f"/api/v1/artists/{artist.id}/tracks/{track.id}/{verb}"


async def pinned(doors, artist, asker=None):
    answer = await doors.get(f"/api/v1/artists/{artist.id}/pinned-track", asker)
    assert (answer.status_code, answer.json()["status"], len(answer.json())) == (200, "success", 2)
    return answer.json()["track"]


async def test_a_pin_takes_the_place_of_the_one_before(doors, make):
    artist = await make.artist()
    tracks = [await make.track(artist), await make.track(await make.artist(), artist)]
    owner = await make.owner(artist)

    assert await pinned(doors, artist) is None
    for track in tracks:
        answer = await doors.post(address(artist, track), owner)
        assert (answer.status_code, answer.json()) == (
            200,
            {"status": "success", "artist_id": artist.id, "pinned_track_id": track.id},
        )
        shown = (await doors.get(f"/api/v1/tracks/{track.id}")).json()["track"]
        assert await pinned(doors, artist) == shown


async def test_a_token_shows_more_of_a_pinned_track(doors, make):
    artist = await make.artist()
    track = await make.track(artist)
    await make.change(artist, pinned_track_id=track.id)
    reader = await make.user()

    shown = (await doors.get(f"/api/v1/tracks/{track.id}", reader)).json()["track"]

    assert await pinned(doors, artist, reader) == shown
    assert shown["is_liked"] is False


async def test_only_the_track_that_is_pinned_is_unpinned(doors, make):
    artist = await make.artist()
    track, other = await make.track(artist), await make.track(artist)
    owner = await make.owner(artist)
    await make.change(artist, pinned_track_id=track.id)
    seen = []
    for each in (other, track, track):
        answer = await doors.post(address(artist, each, "unpin"), owner)
        assert (answer.status_code, set(answer.json())) == (200, {"status", "artist_id", "pinned_track_id"})
        seen.append(answer.json()["pinned_track_id"])

    assert seen == [track.id, None, None]


async def test_a_track_of_somebody_else_cannot_be_pinned(doors, make):
    artist, other = await make.artist(), await make.track()

    answer = await doors.post(address(artist, other), await make.owner(artist))

    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["track_id"])
    assert await pinned(doors, artist) is None


async def test_only_who_runs_an_artist_pins_and_unpins(doors, make):
    artist = await make.artist()
    track = await make.track(artist)
    codes = []
    for verb in ("pin", "unpin"):
        for asker in (None, await make.user(), await make.user(is_admin=True)):
            codes.append((await doors.post(address(artist, track, verb), asker)).status_code)

    assert codes == [401, 403, 200, 401, 403, 200]


async def test_a_pinned_track_that_became_private_is_null_to_strangers(doors, make):
    artist = await make.artist()
    track = await make.track(artist)
    await make.change(artist, pinned_track_id=track.id)

    await make.change(track, private=True)

    assert [await pinned(doors, artist, asker) for asker in (None, await make.user())] == [None, None]
    assert (await pinned(doors, artist, await make.owner(artist)))["id"] == track.id


async def test_a_deleted_track_is_null_to_all_and_can_be_unpinned(doors, make, clock):
    artist = await make.artist()
    track, owner = await make.track(artist), await make.owner(artist)
    await make.change(artist, pinned_track_id=track.id)
    await make.change(track, deleted_at=clock())

    assert await pinned(doors, artist, owner) is None
    answers = [await doors.post(address(artist, track, verb), owner) for verb in ("pin", "unpin", "unpin")]

    assert [answer.status_code for answer in answers] == [404, 200, 404]
    assert (await make.again(artist)).pinned_track_id is None


async def test_a_track_that_is_credited_to_others_now_is_no_longer_pinned(doors, make):
    artist, other = await make.artist(), await make.artist()
    track = await make.track(artist)
    await make.change(artist, pinned_track_id=track.id)

    changed = await doors.put(
        f"/api/v1/tracks/{track.id}", await make.user(is_admin=True), json={"artists": [other.id]}
    )

    assert changed.status_code == 200
    assert await pinned(doors, artist) is None


async def test_an_inactive_artist_is_pinned_for_by_admins_only(doors, make):
    artist = await make.artist()
    track = await make.track(artist)
    await make.change(artist, status="inactive")

    answers = [
        await doors.post(address(artist, track), asker)
        for asker in (await make.user(), await make.owner(artist), await make.user(is_admin=True))
    ]

    assert [answer.status_code for answer in answers] == [404, 403, 200]
    assert (await doors.get(f"/api/v1/artists/{artist.id}/pinned-track")).json() == {"message": "Artist not found"}


@pytest.mark.parametrize("path", ["x/tracks/1/pin", "1/tracks/x/pin", "999/tracks/1/pin", "1/tracks/999/unpin"])
async def test_what_is_not_there_is_not_found(doors, make, path):
    artist = await make.artist()

    assert (await doors.post(f"/api/v1/artists/{path}", await make.owner(artist))).status_code == 404
