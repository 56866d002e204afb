"""Edges: fields that load through a loader, and the declarations that an executor may read instead."""

from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass
from typing import Annotated, Any

import strawberry

from beatgraph.paging import Slice, Window
from beatgraph.work import Work
from loaders.base import Loader, Many, Pages, Piece
from resolvers.base.connections import After, Before, Connected, Connection, First, Last, window
from resolvers.base.context import Info
from resolvers.base.guards import refused

LIST_BOUND = 50
"""No plain list of the graph is longer than this; each edge may say less."""

ORDER_BY = strawberry.argument(description="In which order.")


@dataclass(frozen=True)
class EdgeDeclaration:
    """What the field reads: which loader, by which column of the parent."""

    loader: type[Loader[Any, Any]]
    key: str
    many: bool
    token: bool
    at_most: int = 1
    options: Hashable = None
    """What a long list's batch read is told; an `orderBy` argument takes its place."""


def edge(
    loader: type[Loader[Any, Any]],
    *,
    key: str,
    type: Any,
    description: str,
    token: bool = False,
    at_most: int = LIST_BOUND,
) -> Any:
    """A field that follows an edge to one row or to a short list; `key` is the parent's column."""
    many = issubclass(loader, Many)

    async def resolve(root: Any, info: Info) -> Any:
        if token and refused(info):
            return None
        value = getattr(root, key)
        return None if value is None else await info.context.loaders[loader].load(value)

    resolve.__annotations__["return"] = type | None if token else type
    return strawberry.field(
        resolver=resolve,
        description=_described(description, token=token, at_most=at_most if many else None),
        metadata={"edge": EdgeDeclaration(loader, key, many, token, at_most)},
    )


def pages(
    loader: type[Pages[Any, Any]],
    *,
    key: str,
    node: Any,
    description: str,
    token: bool = False,
    options: Hashable = None,
    order: bool = False,
) -> Any:
    """A field that follows an edge to a long list, as a connection; `options` go to the batch read as they are.

    With `order`, the options are a value of a described enum, and callers may ask for another one.
    """

    async def load(root: Any, info: Info, piece: Window, chosen: Hashable) -> Any:
        if token and refused(info):
            return None
        parent = getattr(root, key)
        found = await info.context.loaders[loader].load(Piece(parent, piece, chosen))
        return Connected(found, lambda: _counted(info, loader, parent))

    async def resolve(
        root: Any,
        info: Info,
        first: First = strawberry.UNSET,
        after: After = strawberry.UNSET,
        last: Last = strawberry.UNSET,
        before: Before = strawberry.UNSET,
    ) -> Any:
        return await load(root, info, window(first, after, last, before), options)

    async def resolve_in_order(
        root: Any,
        info: Info,
        order_by: Any = options,
        first: First = strawberry.UNSET,
        after: After = strawberry.UNSET,
        last: Last = strawberry.UNSET,
        before: Before = strawberry.UNSET,
    ) -> Any:
        return await load(root, info, window(first, after, last, before), order_by)

    connection = Connection[node]
    resolver: Callable[..., Any] = resolve
    if order:
        resolver = resolve_in_order
        resolver.__annotations__["order_by"] = Annotated[type(options), ORDER_BY]
    resolver.__annotations__["return"] = connection | None if token else connection
    return strawberry.field(
        resolver=resolver,
        description=_described(description, token=token),
        metadata={"edge": EdgeDeclaration(loader, key, many=True, token=token, at_most=100, options=options)},
    )


async def _counted(info: Info, loader: type[Pages[Any, Any]], parent: Any) -> int:
    return await info.context.loaders[loader.count].load(parent) or 0


def _described(description: str, *, token: bool, at_most: int | None = None) -> str:
    bound = f" At most {at_most}." if at_most is not None else ""
    return f"{description}{bound}{' Needs a token.' if token else ''}"


async def listed(
    info: Info,
    piece: Window,
    read: Callable[[Work, Window], Awaitable[Slice[Any]]],
    count: Callable[[Work], Awaitable[int]],
) -> Any:
    """A root list as a connection; `count` runs only when `totalCount` is asked for."""
    async with info.context.reading() as work:
        found = await read(work, piece)

    async def counted() -> int:
        async with info.context.reading() as work:
            return await count(work)

    return Connected(found, counted)
