"""Routes from the table: one a path shape, which knows the caller and renders failures before any handler does."""

from collections.abc import Callable, Iterable
from typing import Any

import structlog
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from beatgraph.errors import BeatgraphError, InvalidError, UnauthenticatedError
from beatgraph.rest.operations import Operation
from beatgraph.rest.requests import client_of, workshop
from beatgraph.rest.responses import Json
from beatgraph.rest.retries import HEADER, once, repeatable
from loaders.caller import Caller

log = structlog.get_logger("beatgraph.rest")


def routes(operations: Iterable[Operation]) -> list[Route]:
    """Literal segments before parameters, so that `/tracks/wave-batch` is no track."""
    shapes: dict[str, dict[str, Operation]] = {}
    for operation in operations:
        shapes.setdefault(operation.shape, {})[operation.method] = operation
    ordered = sorted(shapes.items(), key=lambda item: [part.startswith("{") for part in item[0].split("/")])
    return [
        Route(shape, _endpoint(methods), methods=sorted(methods), include_in_schema=False) for shape, methods in ordered
    ]


def _endpoint(methods: dict[str, Operation]) -> Callable[[Request], Any]:
    async def endpoint(request: Request) -> Response:
        operation = methods["GET" if request.method == "HEAD" else request.method]
        request.state.operation = operation
        surface = operation.surface
        try:
            client = client_of(request)
            viewer = await workshop(request).identify(request.headers.get("authorization"), client)
            if operation.token and viewer.is_anonymous:
                raise UnauthenticatedError
            asking = Caller(workshop(request), viewer, client)
            request.state.caller = asking
            try:
                return await _answer(request, operation, asking)
            except InvalidError:
                if operation.gate is not None:
                    async with asking.writing() as work:
                        await operation.gate(request, work)
                raise
            finally:
                await asking.close()
        except BeatgraphError as error:
            status = surface.invalid if error.status == 422 else error.status
            headers = {"Retry-After": str(error.details["retry_after"])} if "retry_after" in error.details else None
            return Json(surface.failure(error), status, headers=headers)
        except Exception:
            log.exception("a request failed", operation=operation.name, path=request.url.path)
            return Json(surface.fault(), 500)

    return endpoint


async def _answer(request: Request, operation: Operation, asking: Caller) -> Response:
    key = request.headers.get(HEADER) if operation.retried else None
    if key is None:
        return await operation.handler(request)
    question, again = await repeatable(request)
    return await once(asking, key, question, lambda: operation.handler(again))
