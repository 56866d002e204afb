"""Tracks over REST."""

import asyncio

import pytest

from beatgraph.models import TrackLifetime

pytestmark = pytest.mark.anyio

PUBLIC = {"id", "name", "image", "created_at", "model_type", "duration_text", "artists", "genres"}


async def test_a_guest_sees_the_public_keys_of_a_track_and_no_others(doors, make):
    track = await make.track(name="Tides", duration=62_400)

    listed = (await doors.get("/api/v1/tracks")).json()["tracks"]["data"][0]
    shown = (await doors.get(f"/api/v1/tracks/{track.id}")).json()["track"]

    assert set(shown) == PUBLIC
    assert listed == shown
    assert shown["duration_text"] == "1:02"
    assert shown["created_at"] == "2026-03-14T12:00:00.000000Z"


async def test_a_token_adds_the_numbers_and_the_callers_relation_to_the_track(doors, make):
    track = await make.track(bpm=140.0)

    shown = (await doors.get(f"/api/v1/tracks/{track.id}", await make.user())).json()["track"]

    assert set(shown) >= PUBLIC | {"duration", "bpm", "key", "scale", "plays", "likes_count", "tags", "description"}
    assert (shown["bpm"], shown["plays"], shown["can_edit"], shown["is_purchased"]) == (140, 0, False, False)
    assert not {"src", "url", "user_id", "upload_id", "source_url", "exclusive_license_config"} & set(shown)


async def test_private_and_deleted_tracks_do_not_exist_for_strangers(doors, make, clock):
    private = await make.track(private=True)
    deleted = await make.track(deleted_at=clock())
    stranger = await make.user()

    for asker in (None, stranger):
        for track in (private, deleted):
            answer = await doors.get(f"/api/v1/tracks/{track.id}", asker)
            assert (answer.status_code, answer.json()) == (404, {"message": "Track not found"})
    assert (await doors.get(f"/api/v1/tracks/{private.id}", await make.owner(private))).status_code == 200


@pytest.mark.parametrize("id", ["abc", "0x1", "-1", "1.0", "99999999999999999999", "١", "1_0", "%00"])
async def test_a_malformed_id_is_a_track_that_does_not_exist(doors, id):
    assert (await doors.get(f"/api/v1/tracks/{id}")).status_code == 404


async def test_a_producer_publishes_a_track_from_an_upload(doors, make):
    artist = await make.artist(name="Drift")
    owner = await make.owner(artist)
    upload = await make.upload(owner, duration=61_000)
    body = {"title": "Tides", "file_entry_id": upload.id, "genre": "Lo-Fi", "tags": ["calm"], "price": 29.99}

    answer = await doors.post("/api/v1/tracks", owner, json=body)

    track = answer.json()["track"]
    assert (answer.status_code, answer.json()["status"]) == (201, "success")
    assert (track["name"], track["duration"], track["price"]) == ("Tides", 61_000, 29.99)
    assert [genre["display_name"] for genre in track["genres"]] == ["Lo-Fi"]
    assert (await doors.get(f"/api/v1/tracks/{track['id']}")).status_code == 200


async def test_the_same_audio_again_is_a_conflict_that_names_the_track(doors, make):
    artist = await make.artist()
    owner = await make.owner(artist)
    upload = await make.upload(owner)
    first = (await doors.post("/api/v1/tracks", owner, json={"name": "One", "src": upload.id})).json()["track"]

    again = await doors.post("/api/v1/tracks", owner, json={"name": "Two", "src": str(upload.id)})
    confirmed = await doors.post(
        "/api/v1/tracks", owner, json={"name": "Two", "src": upload.id, "confirm_duplicate": True}
    )

    assert again.status_code == 409
    assert again.json()["error_code"] == "duplicate_audio"
    assert again.json()["duplicates"] == [{"track_id": first["id"], "name": "One", "similarity": 1.0}]
    assert confirmed.status_code == 201


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"src": 1}, "name"),
        ({"name": " ", "src": 1}, "name"),
        ({"name": "x" * 256, "src": 1}, "name"),
        ({"name": "T"}, "src"),
        ({"name": "T", "src": 1, "bpm": 20}, "bpm"),
        ({"name": "T", "src": 1, "key": "H"}, "key"),
        ({"name": "T", "src": 1, "artists": []}, "artists"),
        ({"name": "T", "src": 1, "tags": [f"t{n}" for n in range(31)]}, "tags"),
        ({"name": "a\x00b", "src": 1}, "body"),
        ([], "body"),
    ],
)
async def test_a_bad_track_is_refused_by_the_name_of_its_field(doors, make, body, field):
    artist = await make.artist()

    answer = await doors.post("/api/v1/tracks", await make.owner(artist), json=body)

    assert answer.status_code == 422
    assert field in answer.json()["errors"]
    assert (await doors.get("/api/v1/tracks")).json()["pagination"]["total"] == 0


async def test_only_producers_with_upload_access_create_tracks(doors, make):
    artist = await make.artist(upload_access=False)

    assert (await doors.post("/api/v1/tracks", json={"name": "T"})).json() == {"message": "Unauthenticated."}
    assert (await doors.post("/api/v1/tracks", await make.user(), json={"name": "T"})).status_code == 403
    assert (await doors.post("/api/v1/tracks", await make.owner(artist), json={"name": "T"})).status_code == 403


async def test_an_update_changes_what_was_given_and_nothing_else(doors, make):
    track = await make.track(name="Tides", bpm=90.0)
    owner = await make.owner(track)

    answer = await doors.put(f"/api/v1/tracks/{track.id}", owner, json={"bpm": 91.5, "genres": ["trap"]})

    shown = answer.json()["track"]
    assert (answer.status_code, shown["name"], shown["bpm"]) == (200, "Tides", 91.5)
    assert [genre["name"] for genre in shown["genres"]] == ["trap"]


async def test_making_a_track_private_hides_it_and_back(doors, make):
    track = await make.track()
    owner = await make.owner(track)

    await doors.put(f"/api/v1/tracks/{track.id}", owner, json={"private": True})
    hidden = await doors.get(f"/api/v1/tracks/{track.id}")
    await doors.put(f"/api/v1/tracks/{track.id}", owner, json={"private": False})
    shown = await doors.get(f"/api/v1/tracks/{track.id}")

    assert (hidden.status_code, shown.status_code) == (404, 200)


async def test_a_stranger_changes_and_deletes_nothing(doors, make):
    mine, other = await make.track(), await make.track()
    me = await make.owner(mine)

    changed = await doors.put(f"/api/v1/tracks/{other.id}", me, json={"name": "Mine now"})
    deleted = await doors.delete(f"/api/v1/tracks/{mine.id},{other.id}", me)

    assert (changed.status_code, deleted.status_code) == (403, 403)
    assert (await make.again(other)).name == other.name
    assert (await make.again(mine)).deleted_at is None


async def test_deleting_is_idempotent_and_passes_over_what_is_missing(doors, make):
    track = await make.track()
    owner = await make.owner(track)

    answers = [await doors.delete(f"/api/v1/tracks/{track.id},999", owner) for _ in range(2)]

    assert [(answer.status_code, answer.json()) for answer in answers] == [(200, {"status": "success"})] * 2
    assert (await doors.get(f"/api/v1/tracks/{track.id}")).status_code == 404


async def test_a_list_of_tracks_costs_the_same_however_long_it_is(doors, make):
    artist = await make.artist()
    reader = await make.user()
    counts = []
    for _ in range(2):
        for _ in range(4):
            await make.track(artist)
        doors.forget()
        await doors.get("/api/v1/tracks", reader)
        counts.append(len(doors.reads))

    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("", ["C", "a", "B"]),
        ("orderBy=name", ["a", "B", "C"]),
        ("order_by=name&order_dir=desc", ["C", "B", "a"]),
        ("orderBy=plays", ["B", "C", "a"]),
        ("orderBy=created_at&orderDir=asc", ["B", "a", "C"]),
        ("orderDir=asc&query=b", ["B"]),
        ("orderDir=ASC&filters=", ["B", "a", "C"]),
    ],
)
async def test_a_list_is_sorted_as_it_is_asked_to_be(doors, make, asked, names):
    artist = await make.artist()
    tracks = {name: await make.track(artist, name=name) for name in ("B", "a", "C")}
    await make.row(TrackLifetime(track_id=tracks["B"].id, plays=3))
    await make.row(TrackLifetime(track_id=tracks["C"].id, plays=1))

    for path in ("/api/v1/tracks", f"/api/v1/artists/{artist.id}/tracks"):
        listed = (await doors.get(f"{path}?{asked}")).json()["tracks"]["data"]
        assert [track["name"] for track in listed] == names


@pytest.mark.parametrize("asked", ["orderBy=price", "orderDir=up", "filters=W10", "loader=a%20b", "with=tags,remixes"])
async def test_what_a_list_cannot_be_asked_is_refused(doors, make, asked):
    track = await make.track()
    path = f"/api/v1/tracks/{track.id}" if asked.startswith(("loader", "with")) else "/api/v1/tracks"

    answer = await doors.get(f"{path}?{asked}")

    assert (answer.status_code, list(answer.json()["errors"])) == (422, [asked.partition("=")[0]])


async def test_a_page_need_not_be_counted_and_leads_to_its_neighbours(doors, make, settings):
    tracks = [await make.track(name=f"Beat {number}") for number in range(5)]
    path = f"{settings.public_url}/api/v1/tracks"
    doors.forget()
    first = (await doors.get("/api/v1/tracks?paginate=simple&perPage=2&query=beat")).json()
    counted = [each for each in doors.reads if "count(" in each]

    (last, beyond) = [
        (await doors.get(f"/api/v1/tracks?paginate=simple&perPage=2&page={page}")).json()["tracks"] for page in (3, 4)
    ]

    assert counted == []
    assert first["tracks"] == first["pagination"]
    assert [each["id"] for each in first["tracks"].pop("data")] == [tracks[4].id, tracks[3].id]
    assert first["tracks"] == {
        "current_page": 1,
        "from": 1,
        "to": 2,
        "per_page": 2,
        "first_page_url": f"{path}?paginate=simple&perPage=2&query=beat&page=1",
        "next_page_url": f"{path}?paginate=simple&perPage=2&query=beat&page=2",
        "prev_page_url": None,
        "path": path,
    }
    assert (last["from"], last["to"], last["next_page_url"]) == (5, 5, None)
    assert last["prev_page_url"] == f"{path}?paginate=simple&perPage=2&page=2"
    assert (beyond["data"], beyond["from"], beyond["to"], beyond["next_page_url"]) == ([], None, None, None)


@pytest.mark.parametrize("name", ["per_page", "perPage"])
@pytest.mark.parametrize(("path", "most"), [("tracks", 500), ("albums", 100), ("artists/1/tracks", 100)])
async def test_the_size_of_a_page_has_two_names_and_bounds(doors, make, name, path, most):
    await make.track()

    sizes = {size: await doors.get(f"/api/v1/{path}", params={name: size}) for size in (0, 1, most, most + 1)}

    assert [answer.status_code for answer in sizes.values()] == [422, 200, 200, 422]
    assert sizes[most].json()["pagination"]["per_page"] == most


async def test_a_loader_is_told_again(doors, make):
    track = await make.track()

    answers = [(await doors.get(f"/api/v1/tracks/{track.id}{asked}")).json() for asked in ("", "?loader=editTrack")]

    assert [answer["loader"] for answer in answers] == ["trackPage", "editTrack"]


async def test_changes_at_once_take_turns_and_leave_one_of_them_whole(doors, make):
    track = await make.track()
    owner = await make.owner(track)
    wanted = [{"genres": [f"g{n}", f"h{n}"], "tags": [f"t{n}", f"u{n}"]} for n in range(8)]

    answers = await asyncio.gather(*(doors.put(f"/api/v1/tracks/{track.id}", owner, json=each) for each in wanted))

    shown = (await doors.get(f"/api/v1/tracks/{track.id}", owner)).json()["track"]
    assert [answer.status_code for answer in answers] == [200] * 8
    kept = {"genres": [each["name"] for each in shown["genres"]], "tags": [each["name"] for each in shown["tags"]]}
    assert kept in wanted


def nested(levels: int) -> dict:
    found: dict = {}
    for _ in range(levels):
        found = {"a": found}
    return found


@pytest.mark.parametrize("config", [nested(30), nested(260), nested(900), {"a": 2**63}, {"a": [1e30]}])
async def test_terms_that_could_not_be_given_back_are_refused(doors, make, config):
    track = await make.track()
    owner = await make.owner(track)

    answer = await doors.put(f"/api/v1/tracks/{track.id}", owner, json={"exclusive_license_config": config})

    assert answer.status_code == 422
    assert (await make.again(track)).commerce == {}
    assert (await doors.get("/api/v1/tracks", await make.user(is_admin=True))).status_code == 200


async def test_terms_are_given_back_to_their_owner_alone(doors, make):
    track = await make.track()
    owner = await make.owner(track)
    terms = {"exclusive_license_config": nested(5), "exclusive_price": 400, "licensing_type": "both"}

    mine = (await doors.put(f"/api/v1/tracks/{track.id}", owner, json=terms)).json()["track"]
    others = (await doors.get(f"/api/v1/tracks/{track.id}", await make.user())).json()["track"]

    assert mine["exclusive_license_config"] == nested(5)
    assert (others["exclusive_price"], others["licensing_type"]) == (400.0, "both")
    assert "exclusive_license_config" not in others


async def test_audio_elsewhere_is_kept_and_not_published(doors, make):
    artist = await make.artist()
    owner = await make.owner(artist)

    answer = await doors.post("/api/v1/tracks", owner, json={"name": "T", "url": "https://example.com/t.wav"})
    track = answer.json()["track"]
    published = await doors.put(f"/api/v1/tracks/{track['id']}", owner, json={"private": True})
    refused = await doors.put(f"/api/v1/tracks/{track['id']}", owner, json={"private": False})

    assert (answer.status_code, track["private"], published.status_code, refused.status_code) == (201, True, 200, 422)
    assert (await doors.get(f"/api/v1/tracks/{track['id']}")).status_code == 404
    assert (await doors.post(f"/api/v1/tracks/{track['id']}/plays")).status_code == 404


async def test_our_own_address_is_the_upload_behind_it(doors, make, settings):
    artist = await make.artist()
    owner = await make.owner(artist)
    upload = await make.upload(owner, duration=61_000)
    address = f"{settings.public_url}/media/{upload.storage_key}?exp=1&sig=x"

    for body in ({"name": "A", "url": address}, {"name": "B", "src": address, "confirm_duplicate": True}):
        answer = await doors.post("/api/v1/tracks", owner, json=body)
        assert (answer.status_code, answer.json()["track"]["duration"]) == (201, 61_000)


async def test_an_update_can_bring_other_audio(doors, make):
    track = await make.track(duration=10_000)
    owner = await make.owner(track)
    upload = await make.upload(owner, duration=61_000)

    answer = await doors.put(f"/api/v1/tracks/{track.id}", owner, json={"file_entry_id": upload.id})

    assert (answer.status_code, answer.json()["track"]["duration"]) == (200, 61_000)
    assert (await make.again(track)).upload_id == upload.id


@pytest.mark.parametrize(
    "body", [{"key": ""}, {"file_entry_id": True}, {"src": True}, {"genre": "a", "genres": list("bcdefghijk")}]
)
async def test_values_that_only_look_right_are_refused(doors, make, body):
    track = await make.track(key="A")
    owner = await make.owner(track)

    answer = await doors.put(f"/api/v1/tracks/{track.id}", owner, json=body)

    assert answer.status_code == 422
    assert (await make.again(track)).key == "A"


async def test_every_tier_of_a_list_is_as_the_reference_says(doors, make):
    track = await make.track()
    document = (await doors.get("/api/openapi.json")).json()
    schema = document["paths"]["/api/v1/tracks"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    numbered, _ = schema["properties"]["tracks"]["anyOf"]
    rows = numbered["properties"]["data"]["items"]["anyOf"]
    named = [document["components"]["schemas"][row["$ref"].rpartition("/")[2]] for row in rows]
    known = [(set(each["properties"]), set(each["required"])) for each in named]

    for asker in (None, await make.user(), await make.owner(track)):
        answer = (await doors.get("/api/v1/tracks", asker)).json()
        (row,) = answer["tracks"]["data"]
        assert any(required <= set(row) <= keys for keys, required in known)


async def test_one_publishes_in_the_name_of_a_profile_with_upload_access(doors, make):
    owner = await make.user()
    without = await make.artist(owner, upload_access=False)
    inactive = await make.artist(owner, status="inactive")
    sound = await make.upload(owner)

    before = await doors.post("/api/v1/tracks", owner, json={"name": "T", "src": sound.id})
    able = await make.artist(owner, name="Able")
    refused = [
        await doors.post("/api/v1/tracks", owner, json={"name": "T", "src": sound.id, "artists": [artist.id]})
        for artist in (without, inactive)
    ]
    allowed = await doors.post("/api/v1/tracks", owner, json={"name": "T", "src": sound.id})

    assert before.status_code == 403
    assert [answer.status_code for answer in refused] == [403, 403]
    assert (allowed.status_code, allowed.json()["track"]["artists"][0]["id"]) == (201, able.id)


async def test_only_the_tracks_own_artists_are_credited_by_their_profile(doors, make):
    artist, friend, stranger = await make.artist(), await make.artist(), await make.artist()
    track = await make.track(artist, friend)
    owner, path = await make.owner(track), f"/api/v1/tracks/{track.id}"

    refused = await doors.put(path, owner, json={"credits": [{"role": "mixing", "artist_id": stranger.id}]})
    credits = [{"role": "mixing", "artist_id": friend.id}, {"role": "mastering", "name": "Sam"}]
    given = await doors.put(path, owner, json={"credits": credits})
    left = await doors.put(path, owner, json={"artists": [artist.id]})

    assert (refused.status_code, list(refused.json()["errors"])) == (422, ["credits"])
    assert [credit["artist_id"] for credit in given.json()["track"]["credits"]] == [friend.id, None]
    assert [credit["name"] for credit in left.json()["track"]["credits"]] == ["Sam"]


async def test_credits_and_artists_of_one_request_belong_together(doors, make):
    artist, old, new = await make.artist(), await make.artist(), await make.artist()
    track = await make.track(artist, old)
    owner, path = await make.owner(track), f"/api/v1/tracks/{track.id}"
    artists = [artist.id, new.id]

    refused = await doors.put(
        path, owner, json={"artists": artists, "credits": [{"role": "mixing", "artist_id": old.id}]}
    )
    kept = await make.artists_of(track)
    given = await doors.put(
        path, owner, json={"artists": artists, "credits": [{"role": "mixing", "artist_id": new.id}]}
    )

    assert (refused.status_code, kept) == (422, [artist.id, old.id])
    assert [credit["artist_id"] for credit in given.json()["track"]["credits"]] == [new.id]


@pytest.mark.parametrize("name", ["file_entry_id", "fileEntryId", "fileEntry", "file_entry", "upload_id"])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_the_file_entry_has_several_spellings(doors, make, name):
    artist = await make.artist()
    owner = await make.owner(artist)
    upload = await make.upload(owner)

    answer = await doors.post("/api/v1/tracks", owner, json={"name": "Rain", name: upload.id})

    assert (answer.status_code, answer.json()["track"]["file_entry_id"]) == (201, upload.id)


async def test_a_track_tells_its_views_and_the_day_of_its_release(doors, make):
    artist = await make.artist()
    track, private = await make.track(artist), await make.track(artist, private=True)

    rows = [
        (await doors.get(f"/api/v1/tracks/{each.id}", await make.owner(artist))).json() for each in (track, private)
    ]

    assert [(row["track"]["release_date"], row["track"]["views"]) for row in rows] == [("2026-03-14", 0), (None, 0)]


async def test_an_album_and_artists_that_cannot_be_meant_are_named(doors, make):
    admin = await make.user(is_admin=True)
    artist = await make.artist()
    upload = await make.upload(await make.owner(artist))
    body = {"name": "Rain", "file_entry_id": upload.id}

    album = await doors.post("/api/v1/tracks", await make.owner(artist), json={**body, "album_id": 99999})
    nobody = await doors.post("/api/v1/tracks", admin, json={"name": "Rain", "url": "https://example.com/rain.wav"})

    assert (album.status_code, list(album.json()["errors"])) == (422, ["album_id"])
    assert (nobody.status_code, list(nobody.json()["errors"])) == (422, ["artists"])
