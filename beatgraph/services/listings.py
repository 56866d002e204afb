"""Listings: lists that belong to a parent, as windows for the graph and as numbered pages for REST."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import func
from sqlmodel.sql.expression import SelectOfScalar

from beatgraph.auth.viewer import Viewer
from beatgraph.paging import Order, Page, Paged, Slice, Window, page_of, slices_of
from beatgraph.services.batches import pairs
from beatgraph.work import Work

RowT = TypeVar("RowT")


@dataclass(frozen=True)
class Listing(Generic[RowT]):
    """What the viewer may see of it, joined to the table that has the parent; the parent's column; the order."""

    rows: Callable[[Viewer], SelectOfScalar[RowT]]
    parent: Any
    order: Order

    async def slices(
        self, work: Work, parents: Sequence[int], piece: Window, _: object = None
    ) -> dict[int, Slice[RowT]]:
        return await slices_of(work, self.rows(work.viewer), self.parent, parents, self.order, piece)

    async def counts(self, work: Work, parents: Sequence[int]) -> dict[int, int]:
        statement = self.rows(work.viewer).where(self.parent.in_(parents))
        return await pairs(work, statement.with_only_columns(self.parent, func.count()).group_by(self.parent))

    async def page(self, work: Work, parent: int, page: Page) -> Paged[RowT]:
        return await page_of(work, self.rows(work.viewer).where(self.parent == parent), self.order, page)
