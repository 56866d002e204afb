"""A client of artists, albums, credits and pins, written against the content page."""

import pytest

from tests.contract.shapes import DATE, MICROS, Maybe, Some, misfits
from tests.contract.test_tracks import FULL, PUBLIC, pages

pytestmark = pytest.mark.anyio

ARTIST = {"id": int, "name": str, "model_type": "artist"}
ALBUM = {"id": int, "name": str, "model_type": "album", "image": Maybe(str), "release_date": Maybe(DATE)}
PROFILE = Some(
    ARTIST
    | {
        "bio": Maybe(str),
        "website": Maybe(str),
        "verified": bool,
        "similar": [Some(ARTIST)],
        "top_tracks": [FULL],
        "genres": list,
        "albums": Some({"data": [Some(ALBUM)], "total": 1}),
        "profile": {"id": int, "description": Maybe(str), "city": Maybe(str), "country": Maybe(str)},
        "profile_images": [{"id": int, "url": str}],
        "links": [{"id": int, "url": str, "title": str}],
    }
)
SIMPLE = {
    "current_page": 1,
    "from": 1,
    "to": 1,
    "per_page": int,
    "first_page_url": str,
    "next_page_url": None,
    "prev_page_url": None,
    "path": str,
}
CREDIT = Some({"id": int, "spotify_id": str, "type": "song", "title": Maybe(str), "roles": [str], "position": int})

ACHIEVEMENT = {
    "id": str,
    "name": str,
    "description": str,
    "category": str,
    "rarity": str,
    "xp": int,
    "unlocked": bool,
    "unlocked_at": Maybe(MICROS),
    "progress": int,
}
SUMMARY = {"unlocked": int, "locked": int, "total_xp": int}


async def test_an_artist_is_listed_and_shown_with_what_stands_on_their_page(live):
    user = await live.account("artists")
    artist = await live.make.artist(user, name="Listed Nova", image="https://example.com/nova.jpg")
    album = await live.make.album(artist)
    await live.make.track(artist, album_id=album.id, number=1)
    listener = live.client(await live.account("artists-listener"))
    path = f"/api/v1/artists/{artist.id}"

    listed = await live.guest.get("/api/v1/artists", query="listed nova")
    guest, full = await live.guest.get(path), await listener.get(path)
    owned = [(await client.get(f"{path}/check-ownership")).json() for client in (live.guest, live.client(user))]
    tracks, albums = await live.guest.get(f"{path}/tracks"), await live.guest.get(f"{path}/albums")

    assert misfits(listed.json(), pages("artists", ARTIST)) == []
    assert misfits(guest.json()["artist"], ARTIST) == []
    assert misfits(full.json(), Some({"status": "success", "artist": PROFILE, "selectedAlbumLayout": str})) == []
    assert misfits(full.json()["albums"], {**SIMPLE, "data": [Some(ALBUM)]}) == []
    assert misfits(full.json()["tracks"], {**SIMPLE, "data": [FULL]}) == []
    assert misfits(tracks.json(), pages("tracks", PUBLIC)) == []
    assert misfits(albums.json(), pages("albums", ALBUM)) == []
    assert [tracks.json()["pagination"]["per_page"], albums.json()["pagination"]["per_page"]] == [20, 20]
    told = {"status": "success", "owned": True, "artist_id": artist.id, "artist_name": "Listed Nova"}
    assert owned == [told | {"is_owner": False}, told | {"is_owner": True}]


async def test_an_album_is_created_shown_changed_and_deleted(live):
    user = await live.account("albums")
    artist = await live.make.artist(user)
    client = live.client(user)
    body = {"name": "Night Drives", "description": "Six beats.", "release_date": "2026-02-14", "artist_id": artist.id}

    created = await client.post("/api/v1/albums", **body)
    album = created.json()["album"]
    await live.make.track(artist, album_id=album["id"], number=1)
    path = f"/api/v1/albums/{album['id']}"
    guest, full = await live.guest.get(path), await client.get(path)
    listed = await live.guest.get("/api/v1/albums", query="night drives")
    changed = await client.put(path, name="Day Drives")
    deleted = await client.delete(path)

    assert (created.status_code, album["release_date"], album["name"]) == (201, "2026-02-14", "Night Drives")
    assert misfits(guest.json()["album"], ALBUM) == []
    whole = Some(ALBUM | {"plays": int, "created_at": MICROS, "tracks": [FULL], "genres": list, "tags": list})
    assert misfits(full.json()["album"], whole) == []
    assert misfits(listed.json(), pages("albums", ALBUM)) == []
    assert changed.json()["album"]["name"] == "Day Drives"
    assert (deleted.status_code, deleted.json()) == (200, {"status": "success"})
    assert (await live.guest.get(path)).status_code == 404


async def test_credits_are_added_ordered_changed_and_deleted(live):
    user = await live.account("credits")
    artist = await live.make.artist(user)
    client = live.client(user)
    path = f"/api/v1/artists/{artist.id}/credits"

    roles = await live.guest.get("/api/v1/credits/roles")
    one = await client.post(path, spotify_id="one", type="song", roles=["producer"], title="One")
    more = await client.post(
        f"{path}/album",
        spotify_album_id="lp",
        tracks=[{"spotify_id": "two", "roles": ["mixing"]}, {"spotify_id": "three", "roles": []}],
    )
    ids = [each["id"] for each in (await live.guest.get(path)).json()["credits"]]
    reordered = await client.post(f"{path}/reorder", ids=ids[::-1])
    changed = await client.put(f"{path}/{ids[0]}", roles=["mastering"])
    deleted = await client.delete(f"{path}/{ids[1]}")
    left = await live.guest.get(path)

    assert misfits(roles.json(), {"status": "success", "roles": [{"slug": str, "name": str, "category": str}]}) == []
    assert {"Producer", "Songwriter"} <= {each["name"] for each in roles.json()["roles"]}
    assert (one.status_code, misfits(one.json(), {"status": "success", "credit": CREDIT})) == (201, [])
    assert (more.status_code, misfits(more.json(), {"status": "success", "credits": [CREDIT], "created": 1})) == (
        201,
        [],
    )
    assert [each["id"] for each in reordered.json()["credits"]] == ids[::-1]
    assert changed.json()["credit"]["roles"] == ["mastering"]
    assert deleted.json() == {"status": "success"}
    assert [each["id"] for each in left.json()["credits"]] == [ids[0]]


async def test_spotify_is_unavailable_where_nobody_has_given_keys(live):
    client = live.client(await live.account("spotify"))

    answers = [
        await client.get("/api/v1/credits/spotify-search", query="rain"),
        await client.get("/api/v1/credits/spotify-album", id="4aawyAB9vmqN3uQ7FjRGTy"),
    ]
    refused = await client.get("/api/v1/credits/spotify-search")
    guest = await live.guest.get("/api/v1/credits/spotify-search", query="rain")

    assert [each.status_code for each in answers] == [503, 503]
    assert [misfits(each.json(), Some({"message": str})) for each in answers] == [[], []]
    assert (refused.status_code, [*refused.json()["errors"]]) == (422, ["query"])
    assert (guest.status_code, guest.json()) == (401, {"message": "Unauthenticated."})


async def test_one_track_is_pinned(live):
    user = await live.account("pins")
    artist = await live.make.artist(user)
    track, other = await live.make.track(artist), await live.make.track()
    client = live.client(user)
    path = f"/api/v1/artists/{artist.id}"

    pinned = await client.post(f"{path}/tracks/{track.id}/pin")
    shown = await live.guest.get(f"{path}/pinned-track")
    foreign = await client.post(f"{path}/tracks/{other.id}/pin")
    unpinned = await client.post(f"{path}/tracks/{track.id}/unpin")
    none = await live.guest.get(f"{path}/pinned-track")

    told = {"status": "success", "artist_id": artist.id}
    assert (pinned.json(), unpinned.json()) == (told | {"pinned_track_id": track.id}, told | {"pinned_track_id": None})
    assert misfits(shown.json(), {"status": "success", "track": PUBLIC}) == []
    assert foreign.status_code == 422
    assert none.json() == {"status": "success", "track": None}


async def test_achievements_are_public(live):
    artist = await live.make.artist()

    answer = await live.guest.get(f"/api/v1/artists/{artist.id}/producer-achievements")

    assert (
        answer.status_code,
        misfits(answer.json(), Some({"status": "success", "achievements": [ACHIEVEMENT], "summary": SUMMARY})),
    ) == (200, [])
