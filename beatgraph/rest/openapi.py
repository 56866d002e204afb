"""OpenAPI 3.1 from the table of operations."""

from collections.abc import Iterable
from typing import Any, cast

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from beatgraph import __version__
from beatgraph.rest.operations import Operation
from beatgraph.rest.surfaces import DASHBOARD, INSIGHTS, LABEL_APP, Surface

Object = dict[str, Any]
TITLES = {
    400: "The request could not be understood",
    401: "No token, or one that is not in force",
    403: "Not allowed",
    404: "Not found",
    409: "In conflict with what is there",
    410: "Gone",
    413: "Too large",
    415: "A media type that is not taken",
    416: "A range that is not there",
    422: "Values that break a rule",
    429: "Too many requests",
    502: "Somebody else's server has failed",
    503: "Unavailable for the moment",
    504: "Somebody else's server takes too long",
    507: "The storage is full",
}
REF = "#/components/schemas/{model}"


def document(operations: Iterable[Operation]) -> Object:
    operations = list(operations)
    schemas, refs = _schemas(operations)
    paths: dict[str, Object] = {}
    for operation in operations:
        paths.setdefault(operation.path, {})[operation.method.lower()] = _operation(operation, refs)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Beatgraph",
            "version": __version__,
            "description": "Tracks, albums, artists and how they do. Everything here is in the graph as well.",
        },
        "paths": paths,
        "components": {
            "schemas": schemas | ERROR_SCHEMAS,
            "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}},
        },
    }


def _schemas(operations: list[Operation]) -> tuple[Object, dict[tuple[type[BaseModel], str], Object]]:
    wanted: list[tuple[type[BaseModel], JsonSchemaMode]] = []
    for operation in operations:
        wanted += [(model, "validation") for model in (operation.query, operation.body) if model is not None]
        answers = (operation.response, operation.accepted, *operation.rows)
        wanted += [(model, "serialization") for model in answers if model is not None]
    refs, definitions = models_json_schema(list(dict.fromkeys(wanted)), ref_template=REF)
    return definitions.get("$defs", {}), cast(dict[tuple[type[BaseModel], str], Object], refs)


def _operation(operation: Operation, refs: dict[tuple[type[BaseModel], str], Object]) -> Object:
    described: Object = {
        "operationId": operation.name,
        "summary": operation.summary,
        "tags": [operation.surface.tag],
        # Without a token is an alternative where a guest is answered too.
        "security": [{"bearer": []}] if operation.token else [{}, {"bearer": []}],
        "parameters": [*_path(operation), *_query(operation)],
        "responses": _responses(operation, refs),
    }
    if operation.body is not None:
        schema = refs[operation.body, "validation"]
        described["requestBody"] = {"content": {"application/json": {"schema": schema}}}
    if operation.upload:
        file = {"type": "object", "required": ["file"], "properties": {"file": {"type": "string", "format": "binary"}}}
        described["requestBody"] = {"required": True, "content": {"multipart/form-data": {"schema": file}}}
    return described


def _path(operation: Operation) -> list[Object]:
    several = {"type": "string", "description": "Ids with commas between them, at most 100."}
    whole = {"type": "integer", "minimum": 1, "maximum": 2**63 - 1}
    slug = {"type": "string", "pattern": "^[a-z-]+$"}
    kinds = {
        "ids": several,
        "template": slug,
        "id": {"type": "string", "format": "uuid"} if operation.surface is LABEL_APP else whole,
    }
    return [
        {"name": name, "in": "path", "required": True, "schema": kinds.get(name, whole)}
        for name in operation.parameters
    ]


def _query(operation: Operation) -> list[Object]:
    found: list[Object] = []
    if operation.query is not None:
        for name, schema in operation.query.model_json_schema(ref_template=REF)["properties"].items():
            found.append({"name": name, "in": "query", "required": False, "schema": schema})
    if operation.rows:
        for name, description in (
            ("page", "Page, from 1."),
            ("per_page", "Rows a page."),
            ("perPage", "Another spelling of `per_page`."),
        ):
            schema = {"type": "integer", "minimum": 1}
            found.append({"name": name, "in": "query", "required": False, "schema": schema, "description": description})
    return found


def _responses(operation: Operation, refs: dict[tuple[type[BaseModel], str], Object]) -> Object:
    answer: Object = {"description": "Done."}
    if operation.rows:
        kinds = [refs[model, "serialization"] for model in operation.rows]
        plural = operation.plural or operation.path.rpartition("/")[2]
        answer["content"] = {operation.media: {"schema": _page({"anyOf": kinds}, plural)}}
    elif operation.response is not None:
        answer["content"] = {operation.media: {"schema": refs[operation.response, "serialization"]}}
    elif operation.media != "application/json":
        answer["content"] = {operation.media: {"schema": {"type": "string", "format": "binary"}}}
    statuses = {401, 429, *operation.errors}
    if operation.body or operation.query or operation.rows:
        statuses.add(operation.surface.invalid)
    if operation.body:
        statuses |= {400, 413}
    if operation.parameters:
        statuses.add(operation.surface.malformed)
    failures = {str(status): _failure(status, operation.surface) for status in sorted(statuses)}
    return {str(operation.status): answer, **_accepted(operation, refs), **failures}


def _accepted(operation: Operation, refs: dict[tuple[type[BaseModel], str], Object]) -> Object:
    if operation.accepted is None:
        return {}
    schema = refs[operation.accepted, "serialization"]
    return {"202": {"description": "Not done yet; ask again.", "content": {operation.media: {"schema": schema}}}}


def _page(row: Object, plural: str) -> Object:
    """The page stands under `pagination` and, again, under the plural noun."""
    number = {"type": "integer"}
    maybe = {"type": ["integer", "null"]}
    page = {
        "type": "object",
        "properties": {
            "current_page": number,
            "from": maybe,
            "to": maybe,
            "per_page": number,
            "last_page": number,
            "total": number,
            "next_page": maybe,
            "prev_page": maybe,
            "data": {"type": "array", "items": row},
        },
        "required": ["current_page", "from", "to", "per_page", "last_page", "total", "next_page", "prev_page", "data"],
    }
    return {
        "type": "object",
        "properties": {"status": {"const": "success"}, "pagination": page, plural: page},
        "required": ["status", "pagination", plural],
    }


def _failure(status: int, surface: Surface) -> Object:
    schema = {"$ref": REF.format(model=SHAPES.get(surface.tag, "ContentError"))}
    return {"description": f"{TITLES[status]}.", "content": {"application/json": {"schema": schema}}}


SHAPES = {DASHBOARD.tag: "DashboardError", INSIGHTS.tag: "InsightsError", LABEL_APP.tag: "LabelAppError"}
_MESSAGE = {"type": "string"}
ERROR_SCHEMAS: Object = {
    "ContentError": {
        "type": "object",
        "required": ["message"],
        "properties": {
            "message": _MESSAGE,
            "errors": {"type": "object", "additionalProperties": {"type": "array", "items": {"type": "string"}}},
            "error_code": {"type": "string"},
        },
    },
    "DashboardError": {
        "type": "object",
        "required": ["success", "message"],
        "properties": {"success": {"const": False}, "message": _MESSAGE},
    },
    "InsightsError": {
        "type": "object",
        "required": ["success", "message", "error"],
        "properties": {"success": {"const": False}, "message": _MESSAGE, "error": {"type": "string"}},
    },
    "LabelAppError": {
        "type": "object",
        "required": ["statusCode", "message"],
        "properties": {
            "statusCode": {"type": "integer"},
            "message": {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
            "error": {"type": "string"},
        },
    },
}
