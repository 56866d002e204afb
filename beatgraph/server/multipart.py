"""Uploads to the graph, by the multipart request spec: operations, a map, and the files it names."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import orjson
from starlette.requests import Request

from beatgraph.drafts import holds_nul
from beatgraph.errors import BadRequestError
from beatgraph.rest.forms import received
from beatgraph.services.receiving import Incoming

FILES_AT_MOST = 10
PREFLIGHT = ("authorization", "x-apollo-operation-name", "apollo-require-preflight", "x-requested-with")
"""A browser sends none of these to another site without asking first."""


@asynccontextmanager
async def read_multipart(request: Request) -> AsyncIterator[Any]:
    """The operations, with each file put where the map says. Files lie on disk until the block ends."""
    if not any(name in request.headers for name in PREFLIGHT):
        raise BadRequestError("Multipart requests need an Authorization or apollo-require-preflight header.")
    async with received(request, files=FILES_AT_MOST) as form:
        operations, places = _part(form.texts, "operations"), _part(form.texts, "map")
        for name, paths in places.items():
            file = form.files.get(name)
            if file is None:
                raise BadRequestError(f"There is no file “{name[:40]}”.", field="map")
            if not isinstance(paths, list) or not all(isinstance(path, str) for path in paths):
                raise BadRequestError("Each entry of `map` is a list of paths.", field="map")
            for path in paths:
                _put(operations, path.split("."), file)
        yield operations


def _part(texts: Any, name: str) -> dict[str, Any]:
    try:
        found = orjson.loads(texts[name]) if name in texts else None
    except orjson.JSONDecodeError as error:
        raise BadRequestError(f"`{name}` is not valid JSON.", field=name) from error
    if not isinstance(found, dict):
        raise BadRequestError(f"`{name}` must be an object.", field=name)
    if "\\u0000" in texts[name] and holds_nul(found):
        raise BadRequestError("Text cannot hold NUL characters.", field=name)
    return found


def _put(operations: Any, path: list[str], file: Incoming) -> None:
    """Only a null that is already there is replaced, as the spec says."""
    place = operations
    *way, last = path
    try:
        for step in way:
            place = place[int(step)] if isinstance(place, list) else place[step]
        key = int(last) if isinstance(place, list) else last
        if place[key] is not None or path[0] != "variables":
            raise KeyError(last)
        place[key] = file
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise BadRequestError(f"`{'.'.join(path)[:80]}` is no empty variable.", field="map") from error
