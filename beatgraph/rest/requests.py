"""Reading a request: ids in the path, numbers in the query, drafts in the body."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import urlencode
from uuid import UUID

import orjson
from starlette.requests import Request

from beatgraph.auth.viewer import Client, Viewer
from beatgraph.drafts import Draft, holds_nul
from beatgraph.errors import BadRequestError, InvalidError, NotFoundError, TooLargeError, UnsupportedMediaError
from beatgraph.paging import ID_AT_MOST, IDS_AT_MOST, Page
from beatgraph.workshop import Workshop
from loaders.caller import Caller

DraftT = TypeVar("DraftT", bound=Draft)


def workshop(request: Request) -> Workshop:
    found: Workshop = request.app.state.workshop
    return found


def caller(request: Request) -> Caller:
    """Who asks; known before any handler runs."""
    found: Caller = request.state.caller
    return found


def viewer(request: Request) -> Viewer:
    return caller(request).viewer


def client_of(request: Request) -> Client:
    address = request.client.host if request.client else ""
    purposes = (request.headers.get(name, "") for name in ("purpose", "sec-purpose", "x-purpose"))
    return Client(
        address=address,
        user_agent=request.headers.get("user-agent", ""),
        # Who asks for the headers alone hears and sees nothing either.
        prefetches=request.scope.get("method") == "HEAD" or any("prefetch" in purpose.lower() for purpose in purposes),
        private="1" in (request.headers.get("dnt"), request.headers.get("sec-gpc")),
    )


def word(request: Request, name: str) -> str:
    """A path parameter as it was sent."""
    operation = request.state.operation
    return str(request.path_params[f"p{operation.parameters.index(name)}"])


def number(text: str, noun: str) -> int:
    """An id in a path: plain digits within 64 bits; anything else names nothing."""
    if not (text.isascii() and text.isdigit()) or len(text) > 19 or int(text) > ID_AT_MOST:
        raise NotFoundError(noun)
    return int(text)


def row_id(request: Request, name: str, noun: str | None = None) -> int:
    return number(word(request, name), noun or name.capitalize())


def row_ids(request: Request, name: str = "ids") -> list[int]:
    """A comma-separated list of ids in the path, at most a hundred."""
    parts = [part.strip() for part in word(request, name).split(",") if part.strip()]
    if len(parts) > IDS_AT_MOST:
        raise InvalidError(f"At most {IDS_AT_MOST} ids at once.", field=name)
    path = request.state.operation.path.split("/")
    noun = path[path.index(f"{{{name}}}") - 1].removesuffix("s").capitalize()
    if not parts:
        raise NotFoundError(noun)
    return list(dict.fromkeys(number(part, noun) for part in parts))


def uuid(request: Request, name: str) -> UUID:
    return as_uuid(word(request, name))


def as_uuid(text: str) -> UUID:
    """A UUID as it is written everywhere, in five groups; Python would also take braces and prefixes."""
    try:
        found = UUID(text)
    except ValueError as error:
        raise BadRequestError("Validation failed (uuid is expected)") from error
    if str(found) != text.lower():
        raise BadRequestError("Validation failed (uuid is expected)")
    return found


async def small_body(request: Request, most: int | None = None) -> bytes:
    """A body up to the cap for JSON, or a route's own; beyond it, it is refused before the rest has been read."""
    most = most or workshop(request).settings.json_bytes
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            raise TooLargeError(f"The body is larger than {most} bytes.")
    return bytes(body)


async def json_body(request: Request, most: int | None = None) -> Any:
    """The JSON of a body, or an empty object where there is none; what does not say that it is JSON may be."""
    if request.headers.get("content-encoding", "identity") != "identity":
        raise UnsupportedMediaError("Compressed bodies are not taken.")
    body = await small_body(request, most)
    if not body.strip():
        return {}
    if not _may_be_json(request.headers.get("content-type", "")):
        raise UnsupportedMediaError("Send the body as application/json.")
    try:
        found = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise _unread(body) from error
    if b"\\u0000" in body and holds_nul(found):
        raise InvalidError("Text cannot hold NUL characters.", field="body")
    return found


def _may_be_json(content_type: str) -> bool:
    media = content_type.partition(";")[0].strip().lower()
    return media in ("", "application/json") or (media.startswith("application/") and media.endswith("+json"))


def _unread(body: bytes) -> BadRequestError | InvalidError:
    """Why a body is refused: NaN and Infinity are no JSON, but it is clear what is wrong with them."""
    unlikely: list[str] = []
    try:
        json.loads(body, parse_constant=unlikely.append)
    except (ValueError, RecursionError):
        pass
    else:
        if unlikely:
            return InvalidError(f"{unlikely[0]} is not a number.", field="body")
    return BadRequestError("The body is not valid JSON.")


async def draft(request: Request, kind: type[DraftT]) -> DraftT:
    return kind.read(await json_body(request))


def query(request: Request, kind: type[DraftT]) -> DraftT:
    values = dict(request.query_params)
    if any(holds_nul(value) for value in values.values()):
        raise InvalidError("Text cannot hold NUL characters.", field="query")
    return kind.read(values)


@dataclass(frozen=True)
class SimplePage(Page):
    """A page of a list that nobody counts, with the addresses of its neighbours: `paginate=simple`."""

    counted: bool = False
    path: str = ""
    """Address of the list."""
    asked: Mapping[str, str] = field(default_factory=dict)
    """What was asked beside the page."""

    def address(self, number: int) -> str:
        return f"{self.path}?{urlencode({**self.asked, 'page': number})}"


def page(request: Request, *, default: int = 20, most: int = 100) -> Page:
    """`page` from 1, `per_page` or `perPage`; and `paginate=simple`, where a page is all of the answer."""
    size = _whole(request, "per_page" if "per_page" in request.query_params else "perPage", default)
    number = _whole(request, "page", 1)
    if not 1 <= size <= most:
        raise InvalidError(f"The page size must be between 1 and {most}.", field="per_page")
    if not 1 <= number <= ID_AT_MOST // (most + 1):
        raise InvalidError("The page must be 1 or more.", field="page")
    if request.query_params.get("paginate") == "simple" and request.state.operation.page_of:
        asked = {name: value for name, value in request.query_params.items() if name != "page"}
        return SimplePage(number, size, path=address_of(request, request.url.path), asked=asked)
    return Page(number, size)


def address_of(request: Request, path: str) -> str:
    """How clients reach a path of ours."""
    return workshop(request).settings.public_url.rstrip("/") + path


def _whole(request: Request, name: str, default: int) -> int:
    text = request.query_params.get(name)
    if text is None or text == "":
        return default
    if not (text.lstrip("-").isascii() and text.lstrip("-").isdigit()) or len(text) > 19:
        raise InvalidError(f"{name} must be a whole number.", field=name)
    return int(text)


def last_page(total: int, size: int) -> int:
    return max(1, math.ceil(total / size))
