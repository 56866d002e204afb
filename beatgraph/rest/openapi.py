"""OpenAPI 3.1 from the table of operations: parameters, bodies, and the answers of each surface, all with examples."""

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from beatgraph import __version__
from beatgraph.exports import DayRow, Figures, Item, header, line
from beatgraph.paging import ID_AT_MOST
from beatgraph.rest import answers
from beatgraph.rest.examples import example
from beatgraph.rest.operations import Operation
from beatgraph.rest.retries import HEADER
from beatgraph.rest.surfaces import LABEL_APP, SURFACES

Object = dict[str, Any]
Refs = dict[tuple[type[BaseModel], str], Object]
REF = "#/components/schemas/{model}"
DESCRIPTION = """Tracks, albums, artists and how they do. Everything here is in the graph as well.

A client is a user or, without a token, an address. Each answer says in `X-RateLimit-*` where its client stands.
Guests are answered where no token is needed, with fewer fields; a token that is not in force is refused everywhere.
"""


def document(operations: Iterable[Operation]) -> Object:
    operations = list(operations)
    schemas, refs = _schemas(operations)
    paths: dict[str, Object] = {}
    for operation in operations:
        paths.setdefault(operation.path, {})[operation.method.lower()] = _operation(operation, refs, schemas)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Beatgraph", "version": __version__, "description": DESCRIPTION},
        "servers": [{"url": "/"}],
        "tags": [{"name": surface.tag, "description": surface.description} for surface in SURFACES],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "responses": answers.refusals(
                (status, operation.surface) for operation in operations for status in _refusals(operation)
            ),
            "headers": answers.HEADERS,
            "securitySchemes": {
                "bearer": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "An access token (JWT) or a personal access token.",
                }
            },
        },
    }


def _schemas(operations: list[Operation]) -> tuple[Object, Refs]:
    wanted: list[tuple[type[BaseModel], JsonSchemaMode]] = []
    for operation in operations:
        wanted += [(model, "validation") for model in (operation.query, operation.body) if model is not None]
        given = (operation.response, operation.accepted, *operation.rows)
        wanted += [(model, "serialization") for model in given if model is not None]
    refs, definitions = models_json_schema(list(dict.fromkeys(wanted)), ref_template=REF)
    return definitions.get("$defs", {}) | answers.SCHEMAS, cast(Refs, refs)


def _operation(operation: Operation, refs: Refs, known: Object) -> Object:
    described: Object = {
        "operationId": operation.name,
        "summary": operation.summary,
        "tags": [operation.surface.tag],
        # Without a token is an alternative where a guest is answered too.
        "security": [{"bearer": []}] if operation.token else [{}, {"bearer": []}],
        "parameters": [*_path(operation), *_query(operation, known), *_paging(operation), *_retries(operation)],
        "responses": _responses(operation, refs, known),
    }
    if operation.body is not None:
        schema = refs[operation.body, "validation"]
        content = {"schema": schema, "example": example(schema, known)}
        named = known[schema["$ref"].rpartition("/")[2]]
        described["requestBody"] = {"required": bool(named.get("required")), "content": {answers.JSON: content}}
    if operation.upload:
        described["requestBody"] = {"required": True, "content": {"multipart/form-data": FORM}}
    return described


BYTES = {"type": "string", "format": "binary"}
FORM = {
    "schema": {"type": "object", "required": ["file"], "properties": {"file": BYTES}},
    "example": {"file": "the bytes of night-drive.wav"},
    "encoding": {"file": {"contentType": "audio/*, image/*"}},
}
FIGURES = Figures(plays=12, listeners=9, qualified_plays=8, listened_seconds=1420.5, views=30, likes=2)
ROWS = (DayRow(Item(42, "Night Drive"), date(2026, 2, 20), FIGURES), DayRow(None, None, FIGURES))
SEVERAL = {"type": "string", "pattern": r"^\d{1,18}(,\d{1,18}){0,99}$"}
WHOLE = {"type": "integer", "minimum": 1, "maximum": ID_AT_MOST}
SLUG = {"type": "string", "pattern": "^[a-z-]+$"}
PROFILE = {"type": "string", "pattern": "^(me|[0-9]{1,19}|[0-9a-f]{24})$"}
NUMBERED = {"schema": WHOLE, "example": 42}
UUID = {"type": "string", "format": "uuid"}


def _path(operation: Operation) -> list[Object]:
    special = {
        "ids": {"schema": SEVERAL, "example": "42,43", "description": "Ids, commas between them, at most 100."},
        "profile": {"schema": PROFILE, "example": "42", "description": "Id, 24 hex digits, or `me`."},
        "template": {"schema": SLUG, "example": "after-hours"},
    }
    usual = {"schema": UUID, "example": example(UUID, {})} if operation.surface is LABEL_APP else NUMBERED
    return [{"name": name, "in": "path", "required": True, **special.get(name, usual)} for name in operation.parameters]


def _query(operation: Operation, known: Object) -> list[Object]:
    if operation.query is None:
        return []
    schema = operation.query.model_json_schema(ref_template=REF)
    return [
        {
            "name": name,
            "in": "query",
            "required": name in schema.get("required", ()),
            "schema": {key: value for key, value in each.items() if key != "description"},
            **({"description": each["description"]} if "description" in each else {}),
            "example": example(each, known, name),
        }
        for name, each in schema["properties"].items()
    ]


def _paging(operation: Operation) -> list[Object]:
    if not operation.rows:
        return []
    size = {"type": "integer", "minimum": 1, "maximum": operation.page_at_most}
    described: list[tuple[str, str, Object]] = [
        ("page", "Page, from 1.", {"type": "integer", "minimum": 1, "maximum": 10**15, "default": 1}),
        ("per_page", "Rows a page.", {**size, "default": operation.page_default}),
        ("perPage", "Another spelling of `per_page`.", size),
        ("paginate", "`simple`: nothing is counted, and neighbours come as addresses.", {"enum": ["simple"]}),
    ]
    return [
        {"name": name, "in": "query", "required": False, "schema": schema, "description": description}
        for name, description, schema in described
    ]


def _retries(operation: Operation) -> list[Object]:
    if not operation.retried:
        return []
    described = {
        "name": HEADER,
        "in": "header",
        "required": False,
        "schema": {"type": "string", "pattern": "^[ -~]{1,255}$"},
        "description": "A word of your own for this request, such as a UUID: sent again with it within a day, it is "
        "answered again and not done again. Another request under the same key is refused.",
        "example": "6f1c2d0e-6f0a-4a43-9d8e-0f3d1b0a7c55",
    }
    return [described]


def _responses(operation: Operation, refs: Refs, known: Object) -> Object:
    found = {str(operation.status): _answer(operation, refs, known)}
    if operation.accepted is not None:
        schema = refs[operation.accepted, "serialization"]
        found["202"] = answers.answer("Not done yet; ask again.", schema, example(schema, known))
    return found | {str(status): answers.refusal(status, operation.surface) for status in _refusals(operation)}


def _answer(operation: Operation, refs: Refs, known: Object) -> Object:
    if operation.rows:
        kinds = [refs[model, "serialization"] for model in operation.rows]
        schema = answers.page({"anyOf": kinds}, operation.plural or operation.path.rpartition("/")[2])
        return answers.answer("A page of rows.", schema, example(schema, known))
    if operation.response is not None:
        schema = refs[operation.response, "serialization"]
        return answers.answer("Done.", schema, example(schema, known))
    if operation.media != answers.JSON:
        return answers.described("The bytes.", {media: _bytes(media) for media in operation.media.split(", ")})
    return answers.described("Done.")


def _bytes(media: str) -> Object:
    """A file, and what stands in it where it is text."""
    if not media.startswith("text/"):
        return {"schema": BYTES}
    return {"schema": {"type": "string"}, "example": header() + "".join(map(line, ROWS))}


def _refusals(operation: Operation) -> list[int]:
    """Which statuses a route may refuse with: those it names, and those that follow from what it takes."""
    surface = operation.surface
    found = {401, 429, 500, *operation.errors}
    if operation.body or operation.query or operation.rows or "ids" in operation.parameters:
        found.add(surface.invalid)
    if operation.body:
        found |= {400, 413, 415}
    if operation.parameters:
        found.add(surface.malformed)
    if operation.retried:
        found |= {409, 413, surface.invalid}
    return sorted(found)
