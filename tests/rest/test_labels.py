"""Record labels as label clients know them."""

from uuid import UUID, uuid4

import pytest

from beatgraph.models import Label

PATH = "/api/labels"
FORBIDDEN = {"statusCode": 403, "message": "Forbidden"}
NOT_FOUND = {"statusCode": 404, "message": "Label not found"}


async def label(make, owner, **fields):
    return await make.row(Label(**{"name": "Tidal", "user_id": owner.id, "country": "RW", **fields}))


async def test_a_label_is_created_and_belongs_to_the_caller(doors, make):
    user = await make.user()
    sent = {"name": " Tidal ", "email": "Desk@Tidal.example", "description": "Quiet beats.", "country": "ke"}

    answer = await doors.post(PATH, user, json=sent)

    body = answer.json()
    assert answer.status_code == 201
    assert body == {
        "message": "Label created successfully",
        "data": {
            "id": str(UUID(body["data"]["id"])),
            "name": "Tidal",
            "email": "desk@tidal.example",
            "description": "Quiet beats.",
            "country": "KE",
            "userId": str(user.uuid),
            "createdAt": "2026-03-14T12:00:00.000Z",
            "updatedAt": "2026-03-14T12:00:00.000Z",
        },
    }
    shown = await doors.get(f"{PATH}/{body['data']['id']}", user)
    assert (shown.status_code, shown.json()) == (200, {**body, "message": "Label found successfully"})


@pytest.mark.parametrize("country", [{}, {"country": None}, {"country": ""}])
async def test_a_label_is_in_rwanda_unless_it_says_otherwise(doors, make, country):
    answer = await doors.post(PATH, await make.user(), json={"name": "Tidal", **country})

    data = answer.json()["data"]
    assert (answer.status_code, data["country"], data["email"], data["description"]) == (201, "RW", None, None)


@pytest.mark.parametrize(
    "body",
    [
        {"name": None},
        {"name": " "},
        {"name": "x" * 256},
        {"name": 5},
        {"email": "nobody"},
        {"email": f"{'x' * 250}@a.example"},
        {"description": "x" * 256},
        {"country": "RWA"},
        {"country": "R1"},
        {"country": "éé"},
        {"country": 7},
        {"userId": "12"},
        {"userId": None},
    ],
)
async def test_a_bad_label_and_a_bad_change_are_bad_requests(doors, make, body):
    owner = await make.user()
    row = await label(make, owner)

    made = await doors.post(PATH, owner, json={"name": "New", **body})
    changed = await doors.patch(f"{PATH}/{row.uuid}", owner, json=body)

    for answer in (made, changed):
        assert (answer.status_code, set(answer.json())) == (400, {"statusCode", "message", "error"})
        assert (answer.json()["error"], len(answer.json()["message"])) == ("Bad Request", 1)
    assert [each["name"] for each in (await doors.get(PATH, owner)).json()["data"]] == ["Tidal"]


async def test_only_an_admin_makes_or_gives_a_label_to_somebody_else(doors, make):
    user, other, admin = await make.user(), await make.user(), await make.user(is_admin=True)
    row = await label(make, user)
    theirs, nobodys = {"name": "New", "userId": str(other.uuid)}, {"name": "New", "userId": str(uuid4())}

    mine = await doors.post(PATH, user, json={"name": "New", "userId": str(user.uuid)})
    refused = [
        await doors.post(PATH, user, json=theirs),
        await doors.post(PATH, user, json=nobodys),
        await doors.patch(f"{PATH}/{row.uuid}", user, json=theirs),
    ]
    made = await doors.post(PATH, admin, json=theirs)
    unknown = await doors.post(PATH, admin, json=nobodys)
    given = await doors.patch(f"{PATH}/{row.uuid}", admin, json={"userId": str(other.uuid)})

    assert mine.json()["data"]["userId"] == str(user.uuid)
    assert [(each.status_code, each.json()) for each in refused] == [(403, FORBIDDEN)] * 3
    assert (made.status_code, made.json()["data"]["userId"]) == (201, str(other.uuid))
    assert (unknown.status_code, unknown.json()["message"]) == (400, ["userId: There is no such user."])
    assert (given.status_code, given.json()["data"]["userId"]) == (200, str(other.uuid))
    assert (await make.again(row)).user_id == other.id


async def test_a_list_has_ones_own_labels_and_for_admins_all(doors, make, clock):
    owner = await make.user()
    for name in ("A", "B"):
        await label(make, owner, name=name)
    await label(make, owner, name="C", deleted_at=clock())
    await label(make, await make.user(), name="D")

    own = (await doors.get(PATH, owner)).json()
    every = (await doors.get(PATH, await make.user(is_admin=True))).json()

    assert own["message"] == "Labels returned successfully"
    assert [each["name"] for each in own["data"]] == ["A", "B"]
    assert [each["name"] for each in every["data"]] == ["A", "B", "D"]


async def test_pages_begin_at_zero_and_hold_ten(doors, make):
    owner = await make.user()
    for number in range(12):
        await label(make, owner, name=f"L{number}")

    async def names(query):
        return [each["name"] for each in (await doors.get(PATH + query, owner)).json()["data"]]

    assert await names("") == [f"L{number}" for number in range(10)]
    assert await names("?page=1") == ["L10", "L11"]
    assert await names("?page=2&size=5") == ["L10", "L11"]
    assert await names("?page=3&size=5") == []


@pytest.mark.parametrize("query", ["size=0", "size=101", "size=x", "page=-1", "page=x", "page=99999999999999999999"])
async def test_a_page_out_of_bounds_is_a_bad_request(doors, make, query):
    answer = await doors.get(f"{PATH}?{query}", await make.user())

    assert (answer.status_code, answer.json()["statusCode"]) == (400, 400)


async def test_an_update_changes_what_is_given_and_clears_with_null(doors, make, clock):
    owner = await make.user()
    row = await label(make, owner, email="desk@tidal.example", description="Quiet.", country="KE")
    clock.forward(milliseconds=1500)

    answer = await doors.patch(f"{PATH}/{row.uuid}", owner, json={"name": "Ebb", "description": None, "email": ""})

    shown = answer.json()
    assert (answer.status_code, shown["message"]) == (200, "Label updated successfully")
    data = shown["data"]
    assert (data["name"], data["description"], data["email"], data["country"]) == ("Ebb", None, None, "KE")
    assert data["updatedAt"] == "2026-03-14T12:00:01.500Z"


async def test_a_stranger_sees_a_label_without_its_address_and_changes_nothing(doors, make):
    row = await label(make, await make.user(), email="desk@tidal.example")
    stranger, path = await make.user(), f"{PATH}/{row.uuid}"

    shown = await doors.get(path, stranger)
    refused = [await doors.patch(path, stranger, json={"name": "Mine"}), await doors.delete(path, stranger)]

    assert (shown.status_code, shown.json()["data"]["name"], shown.json()["data"]["email"]) == (200, "Tidal", None)
    assert [(each.status_code, each.json()) for each in refused] == [(403, FORBIDDEN)] * 2
    kept = await make.again(row)
    assert (kept.name, kept.deleted_at) == ("Tidal", None)


@pytest.mark.parametrize("who", ["owner", "admin"])
async def test_owners_and_admins_change_and_delete_with_an_empty_answer(doors, make, who):
    owner = await make.user()
    row = await label(make, owner)
    asker, path = owner if who == "owner" else await make.user(is_admin=True), f"{PATH}/{row.uuid}"

    changed = await doors.patch(path, asker, json={"name": "Ebb"})
    gone = await doors.delete(path, asker)
    again = await doors.get(path, asker)

    assert (changed.status_code, changed.json()["data"]["name"]) == (200, "Ebb")
    assert (gone.status_code, gone.content) == (204, b"")
    assert (again.status_code, again.json()) == (404, NOT_FOUND)


async def test_an_unknown_label_is_not_found_and_a_malformed_id_is_a_bad_request(doors, make, clock):
    user = await make.user()
    gone = await label(make, user, deleted_at=clock())

    for method in (doors.get, doors.patch, doors.delete):
        for uuid in (uuid4(), gone.uuid):
            answer = await method(f"{PATH}/{uuid}", user)
            assert (answer.status_code, answer.json()) == (404, NOT_FOUND)
        answer = await method(f"{PATH}/12", user)
        assert (answer.status_code, answer.json()["message"]) == (400, "Validation failed (uuid is expected)")


async def test_every_route_needs_a_token(doors, make):
    one = f"{PATH}/{(await label(make, await make.user())).uuid}"

    answers = [
        await doors.post(PATH, json={"name": "A"}),
        await doors.get(PATH),
        await doors.get(one),
        await doors.patch(one, json={"name": "A"}),
        await doors.delete(one),
    ]

    assert [(each.status_code, each.json()) for each in answers] == [
        (401, {"statusCode": 401, "message": "Unauthorized"})
    ] * 5


async def test_ten_labels_cost_as_much_as_one(doors, make):
    admin = await make.user(is_admin=True)
    costs = []
    for count in (1, 9):
        for _ in range(count):
            await label(make, await make.user())
        doors.forget()
        await doors.get(PATH, admin)
        costs.append(len(doors.reads))

    assert costs[0] == costs[1]
