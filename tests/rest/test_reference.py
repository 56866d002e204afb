"""The reference: an OpenAPI document that says what the routes take and answer."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import jsonschema_rs
import pytest

from beatgraph.rest import table
from beatgraph.server.reference import document

DOCUMENT = document()
JSON_SCHEMA = {"type", "anyOf", "$ref", "enum", "const", "items", "properties", "required", "additionalProperties"} | {
    "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minLength", "maxLength", "minItems", "maxItems",
    "pattern", "format", "default", "title", "description", "propertyNames", "prefixItems", "maxProperties", "allOf",
    "examples", "example",
}  # fmt: skip


def operations() -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in DOCUMENT["paths"].items():
        for method, described in methods.items():
            yield f"{method.upper()} {path}", described


def answers() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for name, described in operations():
        for status, answer in described["responses"].items():
            yield name, status, resolved(answer)


@dataclass(frozen=True)
class Shown:
    """An example, and the schema that it is an example of."""

    name: str
    value: Any
    schema: dict[str, Any]


def misfits(shown: list[Shown]) -> list[str]:
    """Which examples do not fit their schemas, all looked at in one pass."""
    whole = {"prefixItems": [each.schema for each in shown], "components": DOCUMENT["components"]}
    found = jsonschema_rs.validator_for(whole).iter_errors([each.value for each in shown])
    return [f"{shown[error.instance_path[0]].name}: {error.message}" for error in found]


async def test_it_is_an_openapi_document_of_every_operation(doors):
    served = (await doors.get("/api/openapi.json")).json()

    assert served["openapi"] == "3.1.0"
    documented = {(method.upper(), path) for path, methods in served["paths"].items() for method in methods}
    assert documented == {(operation.method, operation.path) for operation in table.OPERATIONS}


def test_every_reference_leads_somewhere():
    for reference in set(references(DOCUMENT)):
        found: Any = DOCUMENT
        for step in reference.removeprefix("#/").split("/"):
            assert step in found, reference
            found = found[step]


def resolved(answer: dict[str, Any]) -> dict[str, Any]:
    """An answer, where it is described once for many routes."""
    name = answer.get("$ref", "").removeprefix("#/components/responses/")
    found: dict[str, Any] = DOCUMENT["components"]["responses"][name] if name else answer
    return found


def references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (each for key, each in value.items() if key == "$ref")
        for each in value.values():
            yield from references(each)
    elif isinstance(value, list):
        for each in value:
            yield from references(each)


def test_schemas_hold_words_of_json_schema_only():
    strange = {
        f"{name}: {key}" for name, schema in DOCUMENT["components"]["schemas"].items() for key in words_of(schema)
    }

    assert strange == set()


def words_of(schema: Any) -> Iterator[str]:
    if not isinstance(schema, dict):
        return
    yield from set(schema) - JSON_SCHEMA
    for each in schema.get("properties", {}).values():
        yield from words_of(each)
    for key in ("items", "additionalProperties"):
        yield from words_of(schema.get(key))
    for each in schema.get("anyOf", []):
        yield from words_of(each)


def test_every_answer_with_a_body_has_an_example_that_fits_its_schema():
    shown = [
        Shown(f"{name}: {status}", content["example"], content["schema"])
        for name, status, answer in answers()
        for media, content in answer.get("content", {}).items()
        if media == "application/json"
    ]

    assert len(shown) > 500
    assert misfits(shown) == []


def test_every_body_and_every_parameter_has_an_example_that_fits():
    bodies = [
        Shown(name, content["example"], content["schema"])
        for name, described in operations()
        for media, content in described.get("requestBody", {}).get("content", {}).items()
        if media == "application/json"
    ]
    parameters = [
        Shown(f"{name}: {each['name']}", each["example"], each["schema"])
        for name, described in operations()
        for each in described["parameters"]
        if "example" in each
    ]

    assert min(len(bodies), len(parameters)) > 30
    assert misfits([*bodies, *parameters]) == []


def test_files_have_their_media_types_and_forms_an_example():
    files = {
        name: [*answer["content"]]
        for name, status, answer in answers()
        if status == "200" and "application/json" not in answer.get("content", {"application/json": {}})
    }
    forms = {
        name: content
        for name, described in operations()
        for media, content in described.get("requestBody", {}).get("content", {}).items()
        if media == "multipart/form-data"
    }

    exports = "POST /api/v1/producer-intelligence/insights/export"
    assert files == {
        "GET /api/v1/tracks/{track}/download": ["audio/*"],
        "GET /api/v1/file-entries/{fileEntry}": ["audio/*", "image/*"],
        f"{exports}/csv": ["text/csv"],
        f"{exports}/pdf": ["application/pdf"],
    }
    assert set(forms) == {"POST /api/v1/uploads", "POST /api/v1/file-entries"}
    assert misfits([Shown(name, content["example"], content["schema"]) for name, content in forms.items()]) == []


def test_every_answer_says_where_its_client_stands_and_a_limit_when_to_come_back():
    for name, status, answer in answers():
        told = {"X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset"} | (
            {"Retry-After"} if status == "429" else set()
        )
        assert set(answer["headers"]) == told, f"{name}: {status}"


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("GET /api/v1/artist/profile", {"success": False, "message": "Unauthenticated."}),
        ("GET /api/artists", {"statusCode": 401, "message": "Unauthorized"}),
        ("GET /api/v1/tracks", {"message": "Unauthenticated."}),
    ],
)
def test_refusals_are_shown_in_the_words_of_each_surface(name, body):
    answer = resolved(dict(operations())[name]["responses"]["401"])

    assert answer["content"]["application/json"]["example"] == body


def test_each_status_that_a_route_can_answer_with_is_there():
    found = dict(operations())

    statuses = {name: set(found[name]["responses"]) for name in ("POST /api/v1/tracks", "DELETE /api/artists/{id}")}
    assert statuses["POST /api/v1/tracks"] == {
        "201", "400", "401", "403", "404", "409", "413", "415", "422", "429", "500"
    }  # fmt: skip
    assert statuses["DELETE /api/artists/{id}"] == {"204", "400", "401", "403", "404", "429", "500"}
