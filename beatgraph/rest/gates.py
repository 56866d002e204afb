"""Gates: whom a route lets in. What is wrong with a request is told only to those who may make it."""

from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request

from beatgraph.auth.viewer import Viewer
from beatgraph.rest.requests import row_id, uuid
from beatgraph.services import readers
from beatgraph.services.readers import Whose
from beatgraph.work import Work

Gate = Callable[[Request, Work], Awaitable[object]]
"""Raises what the caller is refused with; asked when a body or a query is invalid, so that good requests are quick."""


def thing(check: Callable[..., Awaitable[object]], *names: str, **more: Any) -> Gate:
    """Those let in by a service's check of the things that the path names by number."""
    return lambda request, work: check(work, *(row_id(request, name) for name in names), **more)


def unique(find: Callable[..., Awaitable[Any]], check: Callable[..., Awaitable[object]]) -> Gate:
    """Those let in by a service's check of the thing that the path names by UUID."""

    async def gate(request: Request, work: Work) -> object:
        return await check(work, await find(work, uuid(request, "id")))

    return gate


def viewer(check: Callable[[Viewer], object]) -> Gate:
    """Those let in for who they are."""

    async def gate(_request: Request, work: Work) -> object:
        return check(work.viewer)

    return gate


def figures(whose: Whose, name: str) -> Gate:
    """Those who may read the figures of the thing that the path names by number."""
    return lambda request, work: readers.seen(work, whose, row_id(request, name, whose.capitalize()))
