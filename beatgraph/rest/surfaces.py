"""Surfaces: the families of documented routes, each with its own way to say that something went wrong."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic.alias_generators import to_camel

from beatgraph.errors import BeatgraphError, InvalidError, TooManyRequestsError, UnauthenticatedError

Body = dict[str, Any]


@dataclass(frozen=True)
class Surface:
    """`tag` groups its routes in the reference; `failure` renders an expected error, `fault` hides a bug."""

    tag: str
    description: str
    failure: Callable[[BeatgraphError], Body]
    fault: Callable[[], Body]
    malformed: int = 404
    """The status of an id that cannot be one."""
    invalid: int = 422
    """The status of a body or query that breaks a rule."""


FAULT = "There was an issue. Please try again later."


def _content(error: BeatgraphError) -> Body:
    body: Body = {"message": error.text}
    if isinstance(error, UnauthenticatedError) and error.code == "UNAUTHENTICATED":
        return body
    if isinstance(error, InvalidError):
        body |= {"status": "error", "errors": error.errors}
    body |= _waiting(error)
    if error.code not in STATUS_CODES:
        body |= {"error_code": error.code.lower(), **error.details}
    return body


STATUS_CODES = frozenset(
    (
        "ERROR",
        "BAD_USER_INPUT",
        "UNAUTHENTICATED",
        "FORBIDDEN",
        "NOT_FOUND",
        "METHOD_NOT_ALLOWED",
        "CONFLICT",
        "UNSUPPORTED_MEDIA_TYPE",
        "INVALID",
        "RATE_LIMITED",
    )
)
"""Codes that say no more than the status does."""


def _waiting(error: BeatgraphError) -> Body:
    """After how many seconds another attempt makes sense, where it is a matter of waiting."""
    return {"retry_after": error.retry_after} if isinstance(error, TooManyRequestsError) else {}


def _dashboard(error: BeatgraphError) -> Body:
    body: Body = {"success": False, "message": error.text}
    if isinstance(error, InvalidError):
        body["errors"] = error.errors
    return body | _waiting(error)


def _insights(error: BeatgraphError) -> Body:
    words = {401: "unauthorized", 403: "forbidden", 404: "not_found", 422: "validation_failed"}
    word = words.get(error.status, error.code.lower())
    body: Body = {"success": False, "message": error.text, "error": word, **_waiting(error)}
    if isinstance(error, InvalidError) and error.errors:
        body |= {"message": _named(error)[0], "errors": error.errors}
    return body


def _named(error: InvalidError, spelled: Callable[[str], str] = str) -> list[str]:
    """Each sentence behind the name of its field."""
    return [f"{spelled(name)}: {sentence}" for name, sentences in error.errors.items() for sentence in sentences]


def _label_app(error: BeatgraphError) -> Body:
    texts = {401: "Unauthorized", 403: "Forbidden"}
    names = {400: "Bad Request", 422: "Bad Request", 409: "Conflict"}
    status = 400 if error.status == 422 else error.status
    generic = error.code in STATUS_CODES
    body: Body = {"statusCode": status, "message": texts.get(status, error.text) if generic else error.text}
    if isinstance(error, InvalidError) and error.errors:
        body["message"] = _named(error, to_camel)
    if status in names:
        body["error"] = names[status]
    return body


CONTENT = Surface(
    "Content", "Tracks, albums, artists, playlists and those who make them.", _content, lambda: {"message": FAULT}
)
DASHBOARD = Surface(
    "Artist dashboard",
    "A producer's own profile and how it does.",
    _dashboard,
    lambda: {"success": False, "message": FAULT},
)
INSIGHTS = Surface(
    "Insights",
    "Figures of single tracks, albums and artists.",
    _insights,
    lambda: {"success": False, "message": FAULT, "error": "server_error"},
)
LABEL_APP = Surface(
    "Label app",
    "Artists and labels by UUID, in camelCase, from page zero.",
    _label_app,
    lambda: {"statusCode": 500, "message": "Internal server error"},
    malformed=400,
    invalid=400,
)
SURFACES = (CONTENT, DASHBOARD, INSIGHTS, LABEL_APP)

HOMES = {
    "/api/v1/artist/": DASHBOARD,
    "/api/v1/producer/": DASHBOARD,
    "/api/v1/producer-intelligence/insights/": INSIGHTS,
    "/api/v1/producer-intelligence/": DASHBOARD,
    "/api/v1/": CONTENT,
    "/api/": LABEL_APP,
}
"""Where the routes of each surface begin, the narrower ones first."""


def surface_of(path: str) -> Surface:
    """The surface that a path belongs to, whether there is such a route or not."""
    return next((surface for home, surface in HOMES.items() if f"{path}/".startswith(home)), CONTENT)
