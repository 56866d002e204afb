"""Labels."""

from tests.parity.deeds import Deed, below

LABEL = "name description country email createdAt updatedAt"
SAME = {name: name for name in ("name", "description", "country", "email", "createdAt", "updatedAt")}

DEEDS = [
    Deed(
        "POST /api/labels",
        "Mutation.createLabel",
        "401 201 201 201 201 201",
        body={"name": "Day Label", "country": "CA"},
        ask=f"label {{ {LABEL} }}",
        input={"name": "Day Label", "country": "CA"},
        same=below("data", "label", SAME),
    ),
    Deed(
        "GET /api/labels",
        "Query.labels",
        "401 200 200 200 200 200",
        ask=f"labels(first: 10) {{ nodes {{ {LABEL} }} }}",
        same=below("data.*", "labels.nodes.*", SAME),
    ),
    Deed(
        "GET /api/labels/{id}",
        "Query.label",
        "401 200 200 200 200 200",
        at={"id": "<label:uuid>"},
        ask=f"label(by: {{ databaseId: <label> }}) {{ {LABEL} }}",
        same=below("data", "label", SAME),
    ),
    Deed(
        "PATCH /api/labels/{id}",
        "Mutation.updateLabel",
        "401 403 403 403 200 200",
        at={"id": "<label:uuid>"},
        body={"name": "Dusk Label"},
        ask=f"label {{ {LABEL} }}",
        input={"id": "<label:id>", "name": "Dusk Label"},
        same=below("data", "label", SAME),
    ),
    Deed(
        "DELETE /api/labels/{id}",
        "Mutation.deleteLabel",
        "401 403 403 403 204 204",
        at={"id": "<label:uuid>"},
        ask="deletedId",
        input={"id": "<label:id>"},
        then="labels { nodes { databaseId } }",
    ),
    Deed(
        "",
        "Mutation.addArtistToLabel",
        "401 403 403 403 200 200",
        ask="artist { databaseId }",
        input={"labelId": "<label:id>", "artistId": "<artist:id>"},
    ),
    Deed(
        "",
        "Mutation.removeArtistFromLabel",
        "401 403 403 403 200 200",
        ask="artist { databaseId }",
        input={"labelId": "<label:id>", "artistId": "<artist:id>"},
    ),
]
