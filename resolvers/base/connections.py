"""Connections: windows of long lists, as Relay has them, with `nodes` beside `edges`."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated, Any, Generic, TypeVar

import strawberry
from strawberry import UNSET

from beatgraph import paging

NodeT = TypeVar("NodeT")

First = Annotated[int | None, strawberry.argument(description="How many from the start, 0 to 100; 20 if absent.")]
After = Annotated[str | None, strawberry.argument(description="Cursor after which the window begins.")]
Last = Annotated[int | None, strawberry.argument(description="How many from the end, 0 to 100.")]
Before = Annotated[str | None, strawberry.argument(description="Cursor before which the window ends.")]


def window(
    first: int | None = UNSET, after: str | None = UNSET, last: int | None = UNSET, before: str | None = UNSET
) -> paging.Window:
    """The window that Relay's four arguments ask for; null is as good as absent."""
    # An argument that was left out is UNSET, which is false as None is; 0 is not.
    sizes = [None if size is UNSET else size for size in (first, last)]
    return paging.window(sizes[0], after or None, sizes[1], before or None)


@dataclass(frozen=True)
class Connected:
    """One window of a list, and how to count the whole list if somebody asks."""

    slice: paging.Slice[Any]
    count: Callable[[], Awaitable[int]]


@strawberry.type(description="Where a window lies in its list.")
class PageInfo:
    has_next_page: bool = strawberry.field(description="Whether there is more after this window.")
    has_previous_page: bool = strawberry.field(description="Whether there is more before this window.")
    start_cursor: str | None = strawberry.field(description="Cursor of the first edge.")
    end_cursor: str | None = strawberry.field(description="Cursor of the last edge.")


@strawberry.type(description="One entry of a list, and its place in it.")
class Edge(Generic[NodeT]):
    node: NodeT = strawberry.field(description="Entry itself.", resolver=lambda root: root.row)
    cursor: str = strawberry.field(description="Place in the list, to go on from.")

    @classmethod
    def is_type_of(cls, obj: Any, _info: Any) -> bool:
        return isinstance(obj, paging.Edge)


@strawberry.type(description="One window of a list.")
class Connection(Generic[NodeT]):
    edges: list[Edge[NodeT]] = strawberry.field(
        description="Entries with their cursors. At most 100.", resolver=lambda root: root.slice.edges
    )
    nodes: list[NodeT] = strawberry.field(
        description="Entries alone. At most 100.", resolver=lambda root: root.slice.rows
    )

    @strawberry.field(description="Where this window lies in the list.")
    def page_info(root: Any) -> PageInfo:
        edges = root.slice.edges
        return PageInfo(
            has_next_page=root.slice.has_next,
            has_previous_page=root.slice.has_previous,
            start_cursor=edges[0].cursor if edges else None,
            end_cursor=edges[-1].cursor if edges else None,
        )

    @strawberry.field(description="How long the whole list is; counted only when asked for.")
    async def total_count(root: Any) -> int:
        return int(await root.count())

    @classmethod
    def is_type_of(cls, obj: Any, _info: Any) -> bool:
        return isinstance(obj, Connected)
