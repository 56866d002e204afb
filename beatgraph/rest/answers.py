"""Answers in the reference: pages, headers, and the refusals of each surface as they are really written."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from beatgraph import errors
from beatgraph.errors import BeatgraphError
from beatgraph.rest.surfaces import CONTENT, DASHBOARD, INSIGHTS, LABEL_APP, Surface

Object = dict[str, Any]
JSON = "application/json"
_STANDING = ("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset")
_WHOLE = {"type": "integer"}
HEADERS: Object = {
    "X-RateLimit-Limit": {"description": "How many requests a client has in a window.", "schema": _WHOLE},
    "X-RateLimit-Remaining": {"description": "How many are left.", "schema": _WHOLE},
    "X-RateLimit-Reset": {"description": "When the window ends, in seconds since 1970.", "schema": _WHOLE},
    "Retry-After": {"description": "Seconds until another attempt makes sense.", "schema": _WHOLE},
}


def described(description: str, content: Object | None = None, *more: str) -> Object:
    headers = {name: {"$ref": f"#/components/headers/{name}"} for name in (*_STANDING, *more)}
    return {"description": description, "headers": headers, **({"content": content} if content else {})}


def answer(description: str, schema: Object, example: Any) -> Object:
    return described(description, {JSON: {"schema": schema, "example": example}})


def page(row: Object, plural: str) -> Object:
    """The page stands under `pagination` and, again, under the plural noun."""
    either = {"anyOf": [_numbered(row), _uncounted(row)]}
    return {
        "type": "object",
        "properties": {"status": {"const": "success"}, "pagination": either, plural: either},
        "required": ["status", "pagination", plural],
    }


def _pages(row: Object, **more: Object) -> Object:
    maybe = {"type": ["integer", "null"]}
    place = {"current_page": _WHOLE, "from": maybe, "to": maybe, "per_page": _WHOLE}
    fields = {**place, **more, "data": {"type": "array", "items": row}}
    return {"type": "object", "properties": fields, "required": list(fields)}


def _numbered(row: Object) -> Object:
    maybe = {"type": ["integer", "null"]}
    return _pages(row, last_page=_WHOLE, total=_WHOLE, next_page=maybe, prev_page=maybe)


def _uncounted(row: Object) -> Object:
    url, maybe = {"type": "string"}, {"type": ["string", "null"]}
    return _pages(row, first_page_url=url, next_page_url=maybe, prev_page_url=maybe, path=url)


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
    500: "A fault of ours",
    502: "Somebody else's server has failed",
    503: "Unavailable for the moment",
    504: "Somebody else's server takes too long",
    507: "The storage is full",
}


class _GoneError(BeatgraphError):
    status = 410
    message = "This invitation has expired."


SAMPLES: dict[int, BeatgraphError] = {
    400: errors.BadRequestError("The body is not valid JSON."),
    401: errors.UnauthenticatedError(),
    403: errors.ForbiddenError(),
    404: errors.NotFoundError(),
    409: errors.ConflictError("This is there already."),
    410: _GoneError(),
    413: errors.TooLargeError(),
    415: errors.UnsupportedMediaError("Send the body as application/json."),
    422: errors.InvalidError(errors={"name": ["This is required."]}),
    429: errors.TooManyRequestsError(),
    503: errors.UnavailableError(),
    507: errors.StorageFullError(),
}


def refusal(status: int, surface: Surface) -> Object:
    """Where a refusal in the words of a surface is described: once, for all routes."""
    return {"$ref": f"#/components/responses/{_name(status, surface)}"}


def refusals(found: Iterable[tuple[int, Surface]]) -> Object:
    return {_name(status, surface): _refusal(status, surface) for status, surface in found}


def _name(status: int, surface: Surface) -> str:
    return f"{SHAPES[surface.tag]}{status}"


def _refusal(status: int, surface: Surface) -> Object:
    title = f"{TITLES.get(status) or HTTPStatus(status).phrase}."
    if status == 416:
        return described(title)
    sample = SAMPLES[422] if status == surface.invalid else SAMPLES.get(status)
    schema = {"$ref": f"#/components/schemas/{SHAPES[surface.tag]}"}
    content = {JSON: {"schema": schema, "example": surface.failure(sample) if sample else surface.fault()}}
    return described(title, content, *(["Retry-After"] if status == 429 else []))


SHAPES = {
    CONTENT.tag: "ContentError",
    DASHBOARD.tag: "DashboardError",
    INSIGHTS.tag: "InsightsError",
    LABEL_APP.tag: "LabelAppError",
}
_TEXT: Object = {"type": "string"}
_FIELDS: Object = {
    "type": "object",
    "description": "What is wrong, by field.",
    "additionalProperties": {"type": "array", "items": _TEXT},
}
_WAIT: Object = {"type": "integer", "description": "Seconds to wait."}
SCHEMAS: Object = {
    "ContentError": {
        "type": "object",
        "required": ["message"],
        "properties": {
            "message": _TEXT,
            "status": {"const": "error"},
            "errors": _FIELDS,
            "error_code": {"type": "string", "description": "What it is about, where the status leaves it open."},
            "retry_after": _WAIT,
        },
    },
    "DashboardError": {
        "type": "object",
        "required": ["success", "message"],
        "properties": {"success": {"const": False}, "message": _TEXT, "errors": _FIELDS, "retry_after": _WAIT},
    },
    "InsightsError": {
        "type": "object",
        "required": ["success", "message", "error"],
        "properties": {
            "success": {"const": False},
            "message": _TEXT,
            "error": _TEXT,
            "errors": _FIELDS,
            "retry_after": _WAIT,
        },
    },
    "LabelAppError": {
        "type": "object",
        "required": ["message"],
        "properties": {
            "statusCode": {"type": "integer", "description": "Left out when an account exists already."},
            "message": {"anyOf": [_TEXT, {"type": "array", "items": _TEXT}]},
            "error": _TEXT,
            "data": {"type": "object", "description": "The account that exists already."},
        },
    },
}
