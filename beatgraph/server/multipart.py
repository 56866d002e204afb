"""Uploads to the graph, by the multipart request spec: operations, a map, and the files it names."""

from typing import Any

import orjson
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException
from starlette.requests import Request

from beatgraph.errors import BadRequestError, TooLargeError
from beatgraph.rest.requests import workshop

FILES_AT_MOST = 10
PREFLIGHT = ("authorization", "x-apollo-operation-name", "apollo-require-preflight", "x-requested-with")
"""A browser sends none of these to another site without asking first."""


async def read_multipart(request: Request) -> Any:
    """The operations, with each file put where the map says. Files stay on disk until the request ends."""
    if not any(name in request.headers for name in PREFLIGHT):
        raise BadRequestError("Multipart requests need an Authorization or apollo-require-preflight header.")
    settings = workshop(request).settings
    most = settings.upload_bytes + settings.json_bytes
    if int(request.headers.get("content-length") or 0) > most:
        raise TooLargeError(f"The body is larger than {most} bytes.")
    try:
        form = await request.form(max_files=FILES_AT_MOST, max_fields=FILES_AT_MOST, max_part_size=settings.json_bytes)
    except MultiPartException as error:
        raise BadRequestError(error.message) from error
    operations, places = _part(form.get("operations"), "operations"), _part(form.get("map"), "map")
    for name, paths in places.items():
        file = form.get(name)
        if not isinstance(file, UploadFile):
            raise BadRequestError(f"There is no file “{name[:40]}”.", field="map")
        if not isinstance(paths, list) or not all(isinstance(path, str) for path in paths):
            raise BadRequestError("Each entry of `map` is a list of paths.", field="map")
        for path in paths:
            _put(operations, path.split("."), file)
    return operations


def _part(text: Any, name: str) -> dict[str, Any]:
    try:
        found = orjson.loads(text) if isinstance(text, str) else None
    except orjson.JSONDecodeError as error:
        raise BadRequestError(f"`{name}` is not valid JSON.", field=name) from error
    if not isinstance(found, dict):
        raise BadRequestError(f"`{name}` must be an object.", field=name)
    return found


def _put(operations: Any, path: list[str], file: UploadFile) -> None:
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
