"""A client of playlists and of working on them together, written against the content page."""

import pytest

from tests.contract.shapes import Maybe, Some, misfits
from tests.contract.test_tracks import FULL, PUBLIC, pages

pytestmark = pytest.mark.anyio

PLAYLIST = {
    "id": int,
    "name": str,
    "public": bool,
    "collaborative": bool,
    "image": Maybe(str),
    "description": Maybe(str),
    "model_type": "playlist",
}
DONE = {"status": "success"}


async def test_a_playlist_is_made_filled_ordered_followed_and_deleted(live):
    client = live.client(await live.account("playlists"))
    follower = live.client(await live.account("playlists-follower"))
    first, second = [(await live.make.track(duration=60_000)).id for _ in range(2)]

    created = await client.post("/api/v1/playlists", name="Late nights", public=True, collaborative="true")
    path = f"/api/v1/playlists/{created.json()['playlist']['id']}"
    added = await client.post(f"{path}/tracks/add", ids=[first, second])
    ordered = await client.post(f"{path}/tracks/order", ids=[second, first])
    shown, listed = await live.guest.get(path), await live.guest.get(f"{path}/tracks")
    followed = [await follower.post(f"{path}/{verb}") for verb in ("follow", "unfollow")]
    removed = await client.post(f"{path}/tracks/remove", ids=[first])
    public = await live.guest.get("/api/v1/playlists", query="late nights")
    changed = await client.put(path, public=False)
    hidden = await live.guest.get(path)
    deleted = await client.delete(path)

    assert (created.status_code, misfits(created.json(), {**DONE, "playlist": Some(PLAYLIST)})) == (200, [])
    told = {**DONE, "playlist": Some(PLAYLIST), "added_count": 2, "duplicate_count": 0}
    assert misfits(added.json(), told) == []
    assert ordered.json() == DONE
    page = Some({"data": [PUBLIC], "total": 2})
    whole = Some(PLAYLIST | {"totalDuration": 120_000, "tracks": page})
    assert misfits(shown.json(), Some({"playlist": whole, "totalDuration": 120_000, "tracks": page})) == []
    assert misfits(listed.json(), pages("tracks", PUBLIC)) == []
    assert [row["id"] for row in listed.json()["pagination"]["data"]] == [second, first]
    assert [answer.json() for answer in followed] == [DONE, DONE]
    assert misfits(removed.json(), {**DONE, "playlist": Some(PLAYLIST), "removed_count": 1}) == []
    assert misfits(public.json(), pages("playlists", PLAYLIST)) == []
    assert changed.json()["playlist"]["public"] is False
    assert hidden.status_code == 403
    assert (deleted.status_code, deleted.json()) == (200, DONE)


async def test_an_editor_is_invited_accepts_edits_and_is_removed(live):
    guest_editor, refuser = await live.account("editors-one"), await live.account("editors-two")
    owner = live.client(await live.account("editors-owner"))
    editor, other = live.client(guest_editor), live.client(refuser)
    made = await owner.post("/api/v1/playlists", name="Together", collaborative=True)
    path = f"/api/v1/playlists/{made.json()['playlist']['id']}"
    track = await live.make.track()

    invited = await owner.post(f"{path}/invite", user_id=guest_editor.id)
    again = await owner.post(f"{path}/invite", user_id=guest_editor.id)
    accepted = await editor.post(f"{path}/accept-invite")
    added = await editor.post(f"{path}/tracks/add", ids=[track.id])
    await owner.post(f"{path}/invite", user_id=refuser.id)
    declined = await other.post(f"{path}/decline-invite")
    cooling = await owner.post(f"{path}/invite", user_id=refuser.id)
    removed = await owner.post(f"{path}/remove-editor", user_id=guest_editor.id)
    stranger = await other.post(f"{path}/accept-invite")

    assert (
        invited.status_code,
        misfits(invited.json(), Some({**DONE, "message": "Invitation sent successfully"})),
    ) == (
        200,
        [],
    )
    assert (again.status_code, again.json()["error_code"]) == (409, "already_invited")
    assert misfits(accepted.json(), {**DONE, "playlist": Some(PLAYLIST)}) == []
    assert added.status_code == 200
    assert declined.json() == DONE
    soon = {"message": str, "error_code": "invite_cooldown", "retry_after": int}
    assert (cooling.status_code, misfits(cooling.json(), soon)) == (429, [])
    assert misfits(removed.json(), Some(DONE)) == []
    assert stranger.status_code == 404


async def test_a_listener_sees_whole_tracks_in_a_playlist(live):
    client = live.client(await live.account("playlists-listener"))
    playlist = await live.make.playlist(tracks=[await live.make.track()])

    answer = await client.get(f"/api/v1/playlists/{playlist.id}/tracks", perPage=5)

    assert (answer.status_code, misfits(answer.json(), pages("tracks", FULL))) == (200, [])
    assert answer.json()["pagination"]["per_page"] == 5
