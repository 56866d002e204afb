"""Record labels in the graph."""

import pytest

from beatgraph.models import Label
from resolvers.base.ids import encode

CREATE = """mutation ($input: CreateLabelInput!) { createLabel(input: $input) {
  label { id name email description country viewerCanEdit } errors { code field }
} }"""
UPDATE = """mutation ($input: UpdateLabelInput!) { updateLabel(input: $input) {
  label { name email description country } errors { code field }
} }"""
DELETE = "mutation ($input: LabelInput!) { deleteLabel(input: $input) { deletedId errors { code } } }"
ADD = """mutation ($input: LabelArtistInput!) { addArtistToLabel(input: $input) {
  artist { name label { name } } errors { code field }
} }"""
REMOVE = """mutation ($input: LabelArtistInput!) { removeArtistFromLabel(input: $input) {
  artist { name label { name } } errors { code field }
} }"""
ONE = """query ($id: ID!) { label(id: $id) {
  name description country email createdAt viewerCanEdit artists { totalCount nodes { name } }
} }"""


async def label(make, owner, **fields):
    return await make.row(Label(**{"name": "Tidal", "user_id": owner.id, "country": "RW", **fields}))


def pair(label, artist):
    return {"labelId": encode("Label", label.id), "artistId": encode("Artist", artist.id)}


async def test_a_label_is_created_changed_and_deleted_by_its_owner(ask, make):
    owner = await make.user()

    made = (await ask(CREATE, owner, input={"name": "Tidal", "email": "desk@tidal.example"}))["createLabel"]
    id = made["label"]["id"]
    changed = (await ask(UPDATE, owner, input={"id": id, "country": "ke", "email": None}))["updateLabel"]
    deleted = (await ask(DELETE, owner, input={"id": id}))["deleteLabel"]

    assert made == {
        "label": {
            "id": id,
            "name": "Tidal",
            "email": "desk@tidal.example",
            "description": None,
            "country": "RW",
            "viewerCanEdit": True,
        },
        "errors": [],
    }
    assert changed == {
        "label": {"name": "Tidal", "email": None, "description": None, "country": "KE"},
        "errors": [],
    }
    assert deleted == {"deletedId": id, "errors": []}
    assert await ask("query ($id: ID!) { label(id: $id) { name } }", owner, id=id) == {"label": None}


async def test_refusals_stand_in_the_payload(ask, make):
    owner, stranger = await make.user(), await make.user()
    row = await label(make, owner)
    id, seen = encode("Label", row.id), []
    for query, field, asker, given in (
        (CREATE, "createLabel", None, {"name": "A"}),
        (CREATE, "createLabel", owner, {"name": " "}),
        (CREATE, "createLabel", owner, {"name": "A", "country": "Kenya"}),
        (UPDATE, "updateLabel", None, {"id": id, "name": "A"}),
        (UPDATE, "updateLabel", stranger, {"id": id, "name": "A"}),
        (UPDATE, "updateLabel", owner, {"id": id, "name": None}),
        (UPDATE, "updateLabel", owner, {"id": encode("Label", 999), "name": "A"}),
        (DELETE, "deleteLabel", None, {"id": id}),
        (DELETE, "deleteLabel", stranger, {"id": id}),
    ):
        answer = await ask(query, asker, input=given)
        seen += [(error["code"], error.get("field")) for error in answer[field]["errors"]]

    assert seen == [
        ("UNAUTHENTICATED", None),
        ("INVALID", "name"),
        ("INVALID", "country"),
        ("UNAUTHENTICATED", None),
        ("FORBIDDEN", None),
        ("INVALID", "name"),
        ("NOT_FOUND", None),
        ("UNAUTHENTICATED", None),
        ("FORBIDDEN", None),
    ]
    kept = await make.again(row)
    assert (kept.name, kept.deleted_at) == ("Tidal", None)


async def test_a_guest_sees_a_name_and_a_stranger_all_but_the_address(doors, ask, make):
    owner = await make.user()
    row = await label(make, owner, email="desk@tidal.example", description="Quiet.")
    await make.artist(name="Signed", label_id=row.id)
    await make.artist(name="Hidden", label_id=row.id, status="inactive")
    id = encode("Label", row.id)

    guest = await doors.graph(ONE, id=id)
    stranger = (await ask(ONE, await make.user(), id=id))["label"]

    assert {name for name, value in guest["data"]["label"].items() if value is not None} == {"name", "viewerCanEdit"}
    assert {error["extensions"]["code"] for error in guest["errors"]} == {"UNAUTHENTICATED"}
    assert stranger == {
        "name": "Tidal",
        "description": "Quiet.",
        "country": "RW",
        "email": None,
        "createdAt": "2026-03-14T12:00:00+00:00",
        "viewerCanEdit": False,
        "artists": {"totalCount": 1, "nodes": [{"name": "Signed"}]},
    }
    for asker in (owner, await make.user(is_admin=True)):
        assert (await ask(ONE, asker, id=id))["label"]["email"] == "desk@tidal.example"


async def test_a_list_has_ones_own_labels_and_for_admins_all(doors, ask, make):
    owner = await make.user()
    await label(make, owner, name="A")
    await label(make, await make.user(), name="B")
    query = "{ labels { totalCount nodes { name } } }"

    guest = await doors.graph(query)

    assert (guest["data"], len(guest["errors"])) == ({"labels": None}, 1)
    assert (await ask(query, owner))["labels"] == {"totalCount": 1, "nodes": [{"name": "A"}]}
    both = {"totalCount": 2, "nodes": [{"name": "A"}, {"name": "B"}]}
    assert (await ask(query, await make.user(is_admin=True)))["labels"] == both


async def test_who_runs_both_signs_an_artist_and_moves_it(ask, make):
    owner = await make.user()
    artist = await make.artist(owner, name="Nova")
    for name in ("Tidal", "Ebb"):
        answer = await ask(ADD, owner, input=pair(await label(make, owner, name=name), artist))

        assert answer["addArtistToLabel"] == {
            "artist": {"name": "Nova", "label": {"name": name}},
            "errors": [],
        }


async def test_nobody_is_signed_by_one_side_alone(ask, make):
    owner, producer, admin = await make.user(), await make.user(), await make.user(is_admin=True)
    row, artist = await label(make, owner), await make.artist(producer)
    codes = []
    for asker in (None, owner, producer, await make.user()):
        answer = await ask(ADD, asker, input=pair(row, artist))
        codes += [error["code"] for error in answer["addArtistToLabel"]["errors"]]

    assert codes == ["UNAUTHENTICATED", "FORBIDDEN", "FORBIDDEN", "FORBIDDEN"]
    assert (await make.again(artist)).label_id is None
    assert (await ask(ADD, admin, input=pair(row, artist)))["addArtistToLabel"]["errors"] == []
    assert (await make.again(artist)).label_id == row.id


@pytest.mark.parametrize("who", ["label", "artist", "admin"])
async def test_either_side_lets_an_artist_go(ask, make, who):
    owner, producer = await make.user(), await make.user()
    row = await label(make, owner)
    artist = await make.artist(producer, name="Nova", label_id=row.id)
    asker = {"label": owner, "artist": producer, "admin": await make.user(is_admin=True)}[who]

    gone = await ask(REMOVE, asker, input=pair(row, artist))
    again = await ask(REMOVE, asker, input=pair(row, artist))

    assert gone["removeArtistFromLabel"] == {"artist": {"name": "Nova", "label": None}, "errors": []}
    assert again["removeArtistFromLabel"]["errors"] == [{"code": "INVALID", "field": "artistId"}]


async def test_strangers_let_nobody_go_and_what_is_gone_signs_nobody(ask, make, clock):
    owner = await make.user()
    row, gone = await label(make, owner), await label(make, owner, deleted_at=clock())
    artist = await make.artist(owner, label_id=row.id)
    codes = []
    for query, field, asker, given in (
        (REMOVE, "removeArtistFromLabel", None, pair(row, artist)),
        (REMOVE, "removeArtistFromLabel", await make.user(), pair(row, artist)),
        (ADD, "addArtistToLabel", owner, pair(gone, artist)),
        (ADD, "addArtistToLabel", owner, {**pair(row, artist), "artistId": encode("Artist", 999)}),
        (ADD, "addArtistToLabel", owner, {**pair(row, artist), "labelId": encode("Artist", row.id)}),
    ):
        answer = await ask(query, asker, input=given)
        codes += [error["code"] for error in answer[field]["errors"]]

    assert codes == ["UNAUTHENTICATED", "FORBIDDEN", "NOT_FOUND", "NOT_FOUND", "BAD_USER_INPUT"]
    assert (await make.again(artist)).label_id == row.id


async def test_the_artists_of_a_deleted_label_are_signed_to_nobody(ask, make):
    owner = await make.user()
    row = await label(make, owner)
    artist = await make.artist(owner, label_id=row.id)

    await ask(DELETE, owner, input={"id": encode("Label", row.id)})

    query = "query ($id: ID!) { artist(id: $id) { label { name } } }"
    assert (await ask(query, owner, id=encode("Artist", artist.id)))["artist"] == {"label": None}
