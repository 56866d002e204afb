"""Nodes by their global ids."""

import pytest
from graphql import GraphQLInterfaceType

from beatgraph.models import Label
from resolvers.base.ids import encode
from resolvers.nodes import LOADERS
from resolvers.schema import schema

pytestmark = pytest.mark.anyio

NODES = "query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on Track { name } ... on Artist { name } } }"


def test_every_type_with_a_global_id_can_be_fetched_by_it():
    node = schema._schema.type_map["Node"]
    assert isinstance(node, GraphQLInterfaceType)

    assert {kind.name for kind in schema._schema.get_possible_types(node)} == set(LOADERS)


async def test_nodes_come_in_the_order_of_their_ids_and_null_for_what_is_not_to_be_seen(ask, make):
    track, hidden = await make.track(name="Tides"), await make.track(private=True)
    artist = await make.artist(name="Drift")
    shown = [encode("Artist", artist.id), encode("Track", track.id), encode("Artist", artist.id)]

    data = await ask(NODES, ids=[shown[0], encode("Track", hidden.id), *shown[1:], encode("Album", 999)])

    assert data["nodes"] == [
        {"__typename": "Artist", "id": shown[0], "name": "Drift"},
        None,
        {"__typename": "Track", "id": shown[1], "name": "Tides"},
        {"__typename": "Artist", "id": shown[0], "name": "Drift"},
        None,
    ]


async def test_one_node_of_each_type_answers_with_its_type(ask, make):
    owner = await make.user(is_admin=True)
    track = await make.everything(owner)
    label = await make.row(Label(name="Tidal", user_id=owner.id))
    found = await ask(
        "query ($id: ID!) { track(id: $id) { id album { id } artists { id } genres { id } tags { id } } }",
        owner,
        id=encode("Track", track.id),
    )
    ids = [
        found["track"]["id"],
        found["track"]["album"]["id"],
        *[found["track"][edge][0]["id"] for edge in ("artists", "genres", "tags")],
        encode("Label", label.id),
        encode("User", owner.id),
    ]

    answers = [(await ask("query ($id: ID!) { node(id: $id) { __typename id } }", owner, id=id))["node"] for id in ids]

    assert answers == [
        {"__typename": kind, "id": id}
        for kind, id in zip(["Track", "Album", "Artist", "Genre", "Tag", "Label", "User"], ids, strict=True)
    ]


async def test_a_hundred_nodes_of_two_types_cost_two_statements(doors, make):
    artist = await make.artist()
    ids = [encode("Artist", artist.id), *[encode("Track", (await make.track(artist)).id) for _ in range(9)]] * 10
    doors.forget()

    data = await doors.ask(NODES, ids=ids)

    assert [node["id"] for node in data["nodes"]] == ids
    assert len(doors.reads) == 2


async def test_more_than_a_hundred_ids_are_refused(doors):
    answer = await doors.graph(NODES, ids=[encode("Track", number) for number in range(1, 102)])

    assert answer["data"] is None
    assert answer["errors"][0]["message"] == "At most 100 ids at once."


@pytest.mark.parametrize("id", ["", "x", encode("Elephant", 1), encode("Track", -1), encode("PageInfo", 1)])
async def test_an_id_that_cannot_be_one_is_refused(doors, id):
    answer = await doors.graph("query ($id: ID!) { node(id: $id) { id } }", id=id)

    assert answer["data"] == {"node": None}
    assert answer["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


async def test_what_is_asked_of_many_nodes_counts_for_each(doors):
    query = "{ nodes(ids: [%s]) { ... on Artist { albums(first: 100) { nodes { name } } } } }"
    few, many = ([f'"{encode("Artist", number)}"' for number in range(1, most)] for most in (3, 101))

    assert "errors" not in await doors.graph(query % ",".join(few))
    answer = await doors.graph(query % ",".join(many))

    assert answer["errors"][0]["extensions"]["code"] == "QUERY_TOO_LARGE"


@pytest.mark.parametrize("noun", ["artist", "label", "user"])
async def test_what_has_a_uuid_is_found_by_it(ask, make, noun):
    owner = await make.user()
    rows = {
        "artist": await make.artist(owner),
        "label": await make.row(Label(name="Night", user_id=owner.id)),
        "user": owner,
    }
    query = f"query ($uuid: UUID!) {{ {noun}(by: {{ uuid: $uuid }}) {{ databaseId uuid }} }}"

    found = await ask(query, owner, uuid=str(rows[noun].uuid))
    nobody = await ask(query, owner, uuid="00000000-0000-4000-8000-000000000000")

    assert found == {noun: {"databaseId": rows[noun].id, "uuid": str(rows[noun].uuid)}}
    assert nobody == {noun: None}


async def test_a_hidden_artist_is_not_found_by_its_uuid_either(ask, make):
    artist = await make.artist(status="inactive")

    data = await ask("query ($uuid: UUID!) { artist(by: { uuid: $uuid }) { name } }", uuid=str(artist.uuid))

    assert data == {"artist": None}


@pytest.mark.parametrize(
    "query", ['{ track(by: { uuid: "%s" }) { id } }', '{ artist(by: { uuid: "no uuid" }) { id } }']
)
async def test_a_uuid_that_can_name_nothing_is_bad_input(doors, query):
    answer = await doors.graph(query.replace("%s", "00000000-0000-4000-8000-000000000000"))

    assert answer["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
