"""Stored files as answers: whole, in part or not at all, as the request's conditions say."""

import re
from collections.abc import AsyncIterator
from contextlib import aclosing
from datetime import timedelta
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.types import Send

from beatgraph.errors import NotFoundError
from beatgraph.formats import media_type
from beatgraph.rest.requests import workshop
from beatgraph.services.receiving import storing
from beatgraph.storage import MissingFileError, portion

PRIVATE = "private, no-cache"
"""To be asked for again each time: who may read it can change."""
FOREVER = "public, max-age=31536000, immutable"
"""A key is never used for another file."""
REDIRECT_LIVES = timedelta(minutes=10)


class Streamed(StreamingResponse):
    """Closes its source when it ends, and also when the client leaves before that."""

    body_iterator: AsyncIterator[bytes]

    async def stream_response(self, send: Send) -> None:
        async with aclosing(self.body_iterator):  # type: ignore[type-var]
            await super().stream_response(send)


async def stored_file(request: Request, key: str, *, cache: str = PRIVATE, file_name: str | None = None) -> Response:
    """The file, to be saved under a name if one is given.

    A store with a server of its own is pointed to; a file on disk may be left to the proxy in front.
    """
    store = workshop(request).storage
    with storing():
        try:
            if store.redirects and request.method == "GET":
                address = await store.url(key, expires_in=REDIRECT_LIVES)
                return RedirectResponse(address, 302, headers={"Cache-Control": "no-store"})
            stored = await store.head(key)
            headers = {"Cache-Control": cache, "X-Content-Type-Options": "nosniff"}
            if file_name is not None:
                headers["Content-Disposition"] = attachment(file_name)
            if (accel := workshop(request).settings.accel_path) and not store.redirects:
                # The proxy in front reads the file itself, and answers conditions and ranges.
                headers["X-Accel-Redirect"] = f"{accel.rstrip('/')}/{quote(key)}"
                return Response(None, 200, headers, media_type(key))
            part = portion(stored, request.headers, method=request.method)
            headers |= part.headers
            if request.method == "HEAD" or part.status not in (200, 206):
                return Response(None, part.status, headers, media_type(key))
            return Streamed(await store.get(key, part.start, part.end), part.status, headers, media_type(key))
        except MissingFileError as error:
            raise NotFoundError("File") from error


def attachment(file_name: str) -> str:
    """A Content-Disposition that every client understands and none can be tricked by."""
    plain = re.sub(r"[^ !#$&+\-.0-9A-Z^_`a-z{}~()\[\]]", "_", file_name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(file_name, safe='')}"
