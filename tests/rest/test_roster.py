"""Artists as label clients know them."""

from uuid import UUID, uuid4

import pytest

from beatgraph.models import ArtistStatus, Label

pytestmark = pytest.mark.anyio

PATH = "/api/artists"
FORBIDDEN = {"statusCode": 403, "message": "Forbidden"}
NOT_FOUND = {"statusCode": 404, "message": "Artist not found"}
UNAUTHORIZED = {"statusCode": 401, "message": "Unauthorized"}


async def test_an_artist_is_created_and_belongs_to_the_caller(doors, make):
    user = await make.user()

    answer = await doors.post(PATH, user, json={"name": "The Midnight Collective", "status": "active"})

    body = answer.json()
    assert answer.status_code == 201
    assert body == {
        "message": "Artist created successfully",
        "data": {
            "id": str(UUID(body["data"]["id"])),
            "name": "The Midnight Collective",
            "status": "active",
            "userId": str(user.uuid),
            "createdAt": "2026-03-14T12:00:00.000Z",
            "updatedAt": "2026-03-14T12:00:00.000Z",
        },
    }
    shown = await doors.get(f"{PATH}/{body['data']['id']}", user)
    assert (shown.status_code, shown.json()) == (200, {**body, "message": "Artist fetched successfully"})
    profile = (await doors.get("/api/v1/artist/profile", user)).json()["data"]
    assert (profile["name"], profile["upload_access"]) == ("The Midnight Collective", False)


async def test_a_new_artist_is_active_unless_it_is_said_otherwise(doors, make):
    user = await make.user()

    active = await doors.post(PATH, user, json={"name": "A"})
    inactive = await doors.post(PATH, user, json={"name": "B", "status": "inactive"})

    assert [answer.json()["data"]["status"] for answer in (active, inactive)] == ["active", "inactive"]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({}, "name: This is required."),
        ({"name": ""}, "name: This cannot be empty."),
        ({"name": "  "}, "name: This cannot be empty."),
        ({"name": 5}, "name: This must be text."),
        ({"name": "x" * 256}, "name: At most 255 characters."),
        ({"name": "A", "status": "gone"}, "status: This must be active or inactive."),
        ([], "body: The body must be an object."),
    ],
)
async def test_a_bad_artist_is_a_bad_request_that_names_the_field(doors, make, body, said):
    user = await make.user()

    answer = await doors.post(PATH, user, json=body)

    assert answer.status_code == 400
    assert set(answer.json()) == {"statusCode", "message", "error"}
    assert (answer.json()["statusCode"], answer.json()["error"]) == (400, "Bad Request")
    assert answer.json()["message"] == [said]
    assert (await doors.get(PATH, user)).json()["data"] == []


async def test_every_route_needs_a_token(doors, make):
    artist = await make.artist()
    one = f"{PATH}/{artist.uuid}"

    answers = [
        await doors.post(PATH, json={"name": "A"}),
        await doors.get(PATH),
        await doors.get(one),
        await doors.patch(one, json={"name": "A"}),
        await doors.delete(one),
        await doors.get(one, "made-up"),
    ]

    assert [(answer.status_code, answer.json()) for answer in answers] == [(401, UNAUTHORIZED)] * 6
    assert (await make.again(artist)).name == artist.name


async def test_a_list_has_ones_own_active_artists_and_for_admins_all(doors, make, clock):
    owner = await make.user()
    for name, status in (("A", "active"), ("B", "inactive"), ("C", "active")):
        await make.artist(owner, name=name, status=status)
    await make.artist(owner, name="D", deleted_at=clock())
    await make.artist(name="E")

    own = (await doors.get(PATH, owner)).json()
    every = (await doors.get(PATH, await make.user(is_admin=True))).json()

    assert own["message"] == "Artists fetched successfully"
    assert [artist["name"] for artist in own["data"]] == ["A", "C"]
    assert [artist["name"] for artist in every["data"]] == ["A", "B", "C", "E"]


async def test_pages_begin_at_zero_and_hold_ten(doors, make):
    owner = await make.user()
    for number in range(12):
        await make.artist(owner, name=f"A{number}")

    async def names(query):
        return [artist["name"] for artist in (await doors.get(PATH + query, owner)).json()["data"]]

    assert await names("") == [f"A{number}" for number in range(10)]
    assert await names("?page=1") == ["A10", "A11"]
    assert await names("?page=2&size=5") == ["A10", "A11"]
    assert await names("?page=3&size=5") == []
    assert await names("?page=&size=") == [f"A{number}" for number in range(10)]


async def test_a_bad_page_is_named(doors, make):
    answer = await doors.get(f"{PATH}?page=x&size=0", await make.user())

    assert answer.json()["message"] == ["size: This must be 1 or more.", "page: This must be a whole number."]


@pytest.mark.parametrize(
    "query",
    ["size=0", "size=101", "size=x", "size=1.5", "page=-1", "page=x", "page=99999999999999999999", "labelId=1",
     "labelId=", "labelId=%7B550e8400-e29b-41d4-a716-446655440000%7D"],
)  # fmt: skip
async def test_a_page_out_of_bounds_and_a_malformed_label_are_bad_requests(doors, make, query):
    answer = await doors.get(f"{PATH}?{query}", await make.user())

    assert (answer.status_code, answer.json()["statusCode"]) == (400, 400)


async def test_a_label_filters_the_list_and_an_unknown_one_empties_it(doors, make, clock):
    owner = await make.user()
    label, gone = (
        await make.row(Label(name="Tidal", user_id=owner.id)),
        await make.row(Label(name="Gone", user_id=owner.id, deleted_at=clock())),
    )
    await make.artist(owner, name="Signed", label_id=label.id)
    await make.artist(owner, name="Left", label_id=gone.id)
    await make.artist(owner, name="Free")

    async def names(label_id):
        return [each["name"] for each in (await doors.get(f"{PATH}?labelId={label_id}", owner)).json()["data"]]

    assert await names(label.uuid) == ["Signed"]
    assert await names(gone.uuid) == []
    assert await names(uuid4()) == []


async def test_an_active_artist_is_shown_to_everyone_and_an_inactive_one_to_admins(doors, make):
    active, inactive = await make.artist(), await make.artist(status=ArtistStatus.INACTIVE)
    stranger, owner, admin = await make.user(), await make.owner(inactive), await make.user(is_admin=True)

    assert (await doors.get(f"{PATH}/{active.uuid}", stranger)).status_code == 200
    for asker in (stranger, owner):
        answer = await doors.get(f"{PATH}/{inactive.uuid}", asker)
        assert (answer.status_code, answer.json()) == (403, FORBIDDEN)
    assert (await doors.get(f"{PATH}/{inactive.uuid}", admin)).json()["data"]["status"] == "inactive"


async def test_an_unknown_artist_is_not_found_and_a_malformed_id_is_a_bad_request(doors, make, clock):
    user = await make.user()
    gone = await make.artist(user, deleted_at=clock())

    for method in (doors.get, doors.delete, doors.patch):
        for uuid in (uuid4(), gone.uuid):
            answer = await method(f"{PATH}/{uuid}", user)
            assert (answer.status_code, answer.json()) == (404, NOT_FOUND)
        answer = await method(f"{PATH}/12", user)
        assert (answer.status_code, answer.json()) == (
            400,
            {"statusCode": 400, "message": "Validation failed (uuid is expected)", "error": "Bad Request"},
        )


async def test_an_update_changes_name_and_status_and_nothing_else(doors, make, clock):
    artist = await make.artist(name="Drift", bio="Quiet beats.")
    owner = await make.owner(artist)
    clock.forward(milliseconds=1500)

    answer = await doors.patch(f"{PATH}/{artist.uuid}", owner, json={"name": "Nova", "bio": "Loud."})

    shown = answer.json()
    assert (answer.status_code, shown["message"]) == (200, "Artist updated successfully")
    assert (shown["data"]["name"], shown["data"]["status"]) == ("Nova", "active")
    assert shown["data"]["updatedAt"] == "2026-03-14T12:00:01.500Z"
    assert (await make.again(artist)).bio == "Quiet beats."


async def test_an_owner_may_deactivate_and_only_an_admin_reactivates(doors, make):
    artist = await make.artist()
    owner, path = await make.owner(artist), f"{PATH}/{artist.uuid}"

    off = await doors.patch(path, owner, json={"status": "inactive"})
    on = await doors.patch(path, owner, json={"status": "active"})
    by_admin = await doors.patch(path, await make.user(is_admin=True), json={"status": "active"})

    assert (off.status_code, off.json()["data"]["status"]) == (200, "inactive")
    assert (on.status_code, on.json()) == (403, FORBIDDEN)
    assert (by_admin.status_code, by_admin.json()["data"]["status"]) == (200, "active")


@pytest.mark.parametrize("status", list(ArtistStatus))
async def test_a_stranger_changes_and_deletes_nothing(doors, make, status):
    artist = await make.artist(status=status)
    stranger, path = await make.user(), f"{PATH}/{artist.uuid}"

    answers = [await doors.patch(path, stranger, json={"name": "Mine"}), await doors.delete(path, stranger)]

    assert [(answer.status_code, answer.json()) for answer in answers] == [(403, FORBIDDEN)] * 2
    kept = await make.again(artist)
    assert (kept.name, kept.deleted_at) == (artist.name, None)


@pytest.mark.parametrize("body", [{"name": ""}, {"name": None}, {"status": "gone"}, {"status": None}])
async def test_a_bad_change_is_a_bad_request(doors, make, body):
    artist = await make.artist()

    answer = await doors.patch(f"{PATH}/{artist.uuid}", await make.owner(artist), json=body)

    assert (answer.status_code, answer.json()["error"]) == (400, "Bad Request")
    assert (await make.again(artist)).name == artist.name


@pytest.mark.parametrize("who", ["owner", "owner of an inactive one", "admin"])
async def test_owners_and_admins_delete_and_get_an_empty_answer(doors, make, who):
    inactive = who == "owner of an inactive one"
    artist = await make.artist(status=ArtistStatus.INACTIVE if inactive else ArtistStatus.ACTIVE)
    asker = await make.user(is_admin=True) if who == "admin" else await make.owner(artist)

    answer = await doors.delete(f"{PATH}/{artist.uuid}", asker)

    assert (answer.status_code, answer.content) == (204, b"")
    assert (await doors.get(f"{PATH}/{artist.uuid}", asker)).json() == NOT_FOUND


async def test_what_a_deleted_artist_leads_goes_private(doors, make):
    artist, other = await make.artist(), await make.artist()
    led, featured = await make.track(artist, other), await make.track(other, artist)
    album = await make.album(artist)

    await doors.delete(f"{PATH}/{artist.uuid}", await make.owner(artist))

    statuses = [
        (await doors.get(path)).status_code
        for path in (f"/api/v1/tracks/{led.id}", f"/api/v1/tracks/{featured.id}", f"/api/v1/albums/{album.id}")
    ]
    assert statuses == [404, 200, 404]
    assert (await doors.get(f"/api/v1/tracks/{led.id}", await make.owner(led))).status_code == 200
