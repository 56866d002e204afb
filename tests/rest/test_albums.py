"""Albums over REST."""

import asyncio

import pytest

from beatgraph.models import TrackLifetime, UploadKind

pytestmark = pytest.mark.anyio

PUBLIC = {"id", "name", "image", "release_date", "model_type"}
WITH_TOKEN = PUBLIC | {
    "description",
    "created_at",
    "updated_at",
    "private",
    "plays",
    "artists",
    "genres",
    "tags",
    "can_edit",
}


async def test_a_guest_sees_the_public_keys_of_an_album_and_no_others(doors, make):
    album = await make.album(name="Tides", description="Quiet.")

    listed = (await doors.get("/api/v1/albums")).json()
    shown = (await doors.get(f"/api/v1/albums/{album.id}?with=tracks,artists")).json()

    assert shown["album"] == {
        "id": album.id,
        "name": "Tides",
        "image": None,
        "release_date": None,
        "model_type": "album",
    }
    assert listed["albums"] == listed["pagination"]
    assert listed["albums"]["data"] == [shown["album"]]


async def test_a_token_adds_the_numbers_and_the_tracks_in_their_order(doors, make):
    artist = await make.artist(name="Drift")
    first, second = await make.track(artist, name="One"), await make.track(artist, name="Two")
    hidden = await make.track(artist, name="Hidden", private=True)
    album = await make.album(artist, tracks=(second, first, hidden))
    await make.row(TrackLifetime(track_id=first.id, plays=3), TrackLifetime(track_id=second.id, plays=4))

    shown = (await doors.get(f"/api/v1/albums/{album.id}", await make.user())).json()["album"]
    own = (await doors.get(f"/api/v1/albums/{album.id}", await make.owner(album))).json()["album"]

    assert set(shown) == WITH_TOKEN | {"tracks"}
    assert (shown["plays"], shown["can_edit"], shown["created_at"]) == (7, False, "2026-03-14T12:00:00.000000Z")
    assert shown["artists"] == [{"id": artist.id, "name": "Drift", "model_type": "artist"}]
    assert [track["name"] for track in shown["tracks"]] == ["Two", "One"]
    assert [track["name"] for track in own["tracks"]] == ["Two", "One", "Hidden"]
    assert own["can_edit"] is True


async def test_private_and_deleted_albums_do_not_exist_for_strangers(doors, make, clock):
    private, deleted = await make.album(private=True), await make.album(deleted_at=clock())

    for asker in (None, await make.user()):
        for album in (private, deleted):
            answer = await doors.get(f"/api/v1/albums/{album.id}", asker)
            assert (answer.status_code, answer.json()) == (404, {"message": "Album not found"})
    assert (await doors.get(f"/api/v1/albums/{private.id}", await make.owner(private))).status_code == 200
    assert (await doors.get("/api/v1/albums")).json()["pagination"]["total"] == 0


@pytest.mark.parametrize("credit", [{}, {"artist_id": "CURRENT_USER"}, {"artists": ["CURRENT_USER"]}])
async def test_a_producer_creates_an_album_of_their_own_profile(doors, make, credit):
    artist = await make.artist(name="Drift")
    body = {
        "name": "Tides",
        "description": "Quiet.",
        "release_date": "2026-05-01",
        "genres": ["Lo-Fi"],
        "tags": "calm,rain",
        **credit,
    }

    answer = await doors.post("/api/v1/albums", await make.owner(artist), json=body)

    album = answer.json()["album"]
    assert (answer.status_code, answer.json()["status"]) == (201, "success")
    assert (album["name"], album["description"], album["release_date"]) == ("Tides", "Quiet.", "2026-05-01")
    assert [each["id"] for each in album["artists"]] == [artist.id]
    assert [each["name"] for each in album["genres"]] == ["lo-fi"]
    assert [each["name"] for each in album["tags"]] == ["calm", "rain"]
    assert (album["can_edit"], album["tracks"]) == (True, [])
    assert (await doors.get(f"/api/v1/albums/{album['id']}")).status_code == 200


async def test_a_cover_is_an_address_or_an_uploaded_picture(doors, make):
    artist = await make.artist()
    owner = await make.owner(artist)
    picture = await make.upload(owner, kind=UploadKind.IMAGE, storage_key="covers/tides.png")
    sound = await make.upload(owner)

    answers = [
        await doors.post("/api/v1/albums", owner, json={"name": "Tides", "image": image})
        for image in ("https://example.com/a.png", picture.id, sound.id, "a.png")
    ]

    assert [answer.status_code for answer in answers] == [201, 201, 422, 422]
    assert answers[0].json()["album"]["image"] == "https://example.com/a.png"
    assert answers[1].json()["album"]["image"].endswith("/covers/tides.png")
    assert [list(answer.json()["errors"]) for answer in answers[2:]] == [["image"], ["image"]]


async def test_an_album_of_two_artists_names_the_main_one_first(doors, make):
    mine, other = await make.artist(), await make.artist()

    answer = await doors.post(
        "/api/v1/albums", await make.owner(mine), json={"name": "Tides", "artists": [other.id, mine.id]}
    )

    assert [artist["id"] for artist in answer.json()["album"]["artists"]] == [other.id, mine.id]


async def test_nobody_makes_an_album_in_anothers_name(doors, make):
    mine, other = await make.artist(), await make.artist()

    answer = await doors.post("/api/v1/albums", await make.owner(mine), json={"name": "T", "artist_id": other.id})

    assert answer.status_code == 403
    assert (await doors.get("/api/v1/albums")).json()["pagination"]["total"] == 0


async def test_an_album_is_made_in_the_name_of_a_profile_with_upload_access(doors, make):
    owner = await make.user()
    able, without = await make.artist(owner), await make.artist(owner, upload_access=False)

    refused = await doors.post("/api/v1/albums", owner, json={"name": "T", "artists": [without.id]})
    allowed = await doors.post("/api/v1/albums", owner, json={"name": "T", "artists": [without.id, able.id]})

    assert (refused.status_code, allowed.status_code) == (403, 201)


async def test_only_producers_with_upload_access_create_albums(doors, make):
    artist = await make.artist(upload_access=False)

    assert (await doors.post("/api/v1/albums", json={"name": "T"})).json() == {"message": "Unauthenticated."}
    for asker in (await make.user(), await make.owner(artist)):
        assert (await doors.post("/api/v1/albums", asker, json={"name": "T"})).status_code == 403


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "name"),
        ({"name": ""}, "name"),
        ({"name": "x" * 256}, "name"),
        ({"name": "T", "release_date": "1.5.2026"}, "release_date"),
        ({"name": "T", "release_date": 1767225600}, "release_date"),
        ({"name": "T", "release_date": "2026-02-30"}, "release_date"),
        ({"name": "T", "artists": []}, "artists"),
        ({"name": "T", "artists": [999]}, "artists"),
        ({"name": "T", "artist_id": "ME"}, "artist_id"),
        ({"name": "T", "genres": [999]}, "genres"),
    ],
)
async def test_a_bad_album_is_refused_by_the_name_of_its_field(doors, make, body, field):
    artist = await make.artist()

    answer = await doors.post("/api/v1/albums", await make.owner(artist), json=body)

    assert (answer.status_code, list(answer.json()["errors"])) == (422, [field])
    assert (await doors.get("/api/v1/albums")).json()["pagination"]["total"] == 0


async def test_an_update_changes_what_was_given_and_nothing_else(doors, make):
    album = await make.album(name="Tides", description="Quiet.")
    owner = await make.owner(album)

    answer = await doors.put(f"/api/v1/albums/{album.id}", owner, json={"description": None, "private": True})

    shown = answer.json()["album"]
    assert (answer.status_code, shown["name"], shown["description"]) == (200, "Tides", None)
    assert (await doors.get(f"/api/v1/albums/{album.id}")).status_code == 404


async def test_changes_at_the_same_time_are_made_one_after_another(doors, make):
    album, other = await make.album(), await make.album()
    owner, admin = await make.owner(album), await make.user(is_admin=True)
    bodies = [
        {"genres": ["new-one", "new-two"], "tags": ["calm"]},
        {"genres": ["new-two", "new-one"], "tags": ["calm"]},
    ]

    answers = await asyncio.gather(
        *(doors.put(f"/api/v1/albums/{album.id}", owner, json=body) for body in bodies),
        *(doors.put(f"/api/v1/albums/{other.id}", admin, json=body) for body in bodies),
    )

    assert [answer.status_code for answer in answers] == [200] * 4
    shown = (await doors.get(f"/api/v1/albums/{album.id}", owner)).json()["album"]
    assert sorted(genre["name"] for genre in shown["genres"]) == ["new-one", "new-two"]
    assert (await doors.get("/api/v1/genres")).json()["pagination"]["total"] == 2


async def test_a_stranger_changes_and_deletes_nothing(doors, make):
    mine, other = await make.album(), await make.album()
    me = await make.owner(mine)

    changed = await doors.put(f"/api/v1/albums/{other.id}", me, json={"name": "Mine now"})
    deleted = await doors.delete(f"/api/v1/albums/{mine.id},{other.id}", me)
    guests = await doors.delete(f"/api/v1/albums/{mine.id}")

    assert (changed.status_code, deleted.status_code, guests.status_code) == (403, 403, 401)
    assert (await make.again(other)).name == other.name
    assert (await make.again(mine)).deleted_at is None


async def test_an_admin_changes_any_album(doors, make):
    album = await make.album()

    answer = await doors.put(f"/api/v1/albums/{album.id}", await make.user(is_admin=True), json={"title": "Ours"})

    assert (answer.status_code, answer.json()["album"]["name"]) == (200, "Ours")


async def test_tracks_that_would_be_dropped_are_refused(doors, make):
    album = await make.album(name="Before")
    owner = await make.owner(album)

    for tracks, status in (([{"name": "Rain"}], 422), ([1], 422), ([], 200)):
        body = {"name": "After", "tracks": tracks}
        made = await doors.post("/api/v1/albums", owner, json=body)
        changed = await doors.put(f"/api/v1/albums/{album.id}", owner, json=body)

        assert (made.status_code, changed.status_code) == ({200: 201}.get(status, status), status)
        assert [list(each.json().get("errors", {})) for each in (made, changed)] == [["tracks"] * (status == 422)] * 2
        assert (await make.again(album)).name == ("Before" if status == 422 else "After")


async def test_deleting_is_idempotent_and_leaves_the_tracks(doors, make):
    track = await make.track()
    album = await make.album(tracks=(track,))
    owner = await make.owner(album)

    answers = [await doors.delete(f"/api/v1/albums/{album.id},999", owner) for _ in range(2)]

    assert [(answer.status_code, answer.json()) for answer in answers] == [(200, {"status": "success"})] * 2
    assert (await doors.get(f"/api/v1/albums/{album.id}")).status_code == 404
    assert (await doors.get(f"/api/v1/tracks/{track.id}", owner)).json()["track"]["album"] is None


async def test_a_list_of_albums_costs_the_same_however_long_it_is(doors, make):
    artist = await make.artist()
    reader = await make.user()
    counts = []
    for _ in range(2):
        for _ in range(4):
            await make.album(artist)
        doors.forget()
        await doors.get("/api/v1/albums", reader)
        counts.append(len(doors.reads))

    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("", ["a", "B"]),
        ("orderBy=name", ["a", "B"]),
        ("orderBy=name&orderDir=desc", ["B", "a"]),
        ("orderDir=asc", ["B", "a"]),
        ("query=b", ["B"]),
    ],
)
async def test_a_list_of_albums_is_sorted_as_it_is_asked_to_be(doors, make, asked, names):
    artist = await make.artist()
    for name in ("B", "a"):
        await make.album(artist, name=name)

    for path in ("/api/v1/albums", f"/api/v1/artists/{artist.id}/albums"):
        listed = (await doors.get(f"{path}?{asked}")).json()["albums"]["data"]
        assert [album["name"] for album in listed] == names


async def test_an_albums_tracks_are_left_out_when_others_are_asked_for(doors, make):
    album = await make.album(tracks=(await make.track(),))
    reader = await make.user()

    shown = [
        (await doors.get(f"/api/v1/albums/{album.id}{asked}", reader)).json()["album"]
        for asked in ("", "?with=tracks,tags", "?with=genres")
    ]

    assert [each["tracks"] is None for each in shown] == [False, False, True]
    assert all({"genres", "tags", "artists"} <= set(each) for each in shown)


async def test_rows_of_albums_have_the_key_of_their_tracks(doors, make):
    artist = await make.artist()
    album = await make.album(artist)
    paths = ("/api/v1/albums", f"/api/v1/artists/{artist.id}/albums")

    rows = [(await doors.get(path, await make.owner(artist))).json()["pagination"]["data"][0] for path in paths]
    one = (await doors.get(f"/api/v1/albums/{album.id}?with=genres", await make.owner(artist))).json()["album"]

    assert [row["tracks"] for row in (*rows, one)] == [None, None, None]
