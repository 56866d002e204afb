"""Retries: a POST with an `Idempotency-Key` is carried out once, and answered as often as it is asked."""

import hashlib
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Message

from beatgraph.rest.operations import Operation
from beatgraph.rest.requests import small_body
from beatgraph.services import answers
from beatgraph.settings import MEBIBYTE
from loaders.caller import Caller

HEADER = "Idempotency-Key"
AGAIN = "Idempotent-Replayed"
KEPT_AT_MOST = MEBIBYTE


async def once(asking: Caller, key: str, question: bytes, answer: Callable[[], Awaitable[Response]]) -> Response:
    """The answer, or the one that this question was given before; what failed may be tried again under its key.

    Raises:
        InvalidError: this can be no key.
        OtherwiseAskedError: the key belongs to another question.
        UnderWayError: the same question is being answered at this moment.
    """
    answers.checked(key)
    async with asking.writing() as work:
        kept = await answers.begin(work, key, hashlib.sha256(question).digest())
    if kept is not None:
        return Response(kept.body, kept.status or 200, {AGAIN: "true"}, kept.media_type)
    keeping = None
    try:
        response = await answer()
        # A stream is not held back to be kept: it only reads, and may be asked for again.
        held = getattr(response, "body", None)
        if held is not None and 200 <= response.status_code < 300 and len(held) <= KEPT_AT_MOST:
            keeping = response
        return response
    finally:
        async with asking.writing() as work:
            if keeping is None:
                await answers.forget(work, key)
            else:
                await answers.keep(
                    work, key, keeping.status_code, keeping.headers.get("content-type"), bytes(keeping.body)
                )


async def repeatable(request: Request) -> tuple[bytes, Request]:
    """What is asked, in bytes that are equal when it is asked again, and the request to be read from the beginning.

    Of an upload its length stands for its bytes: each try draws its form's lines between, and all would wait on disk.
    """
    operation: Operation = request.state.operation
    begun = f"{request.method} {request.url.path}?{request.url.query}\n".encode()
    if operation.upload:
        return begun + request.headers.get("content-length", "").encode(), request
    body = await small_body(request, MEBIBYTE)

    async def again() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    return begun + body, Request(request.scope, again)
