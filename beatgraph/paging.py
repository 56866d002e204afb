"""Lists in pieces: keyset windows for the graph, numbered pages for REST."""

import base64
import binascii
import json
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Select, func, label, select, tuple_
from sqlalchemy.sql.elements import SQLCoreOperations
from sqlmodel.sql.expression import SelectOfScalar

from beatgraph.errors import BadRequestError
from beatgraph.work import Work

T = TypeVar("T")
KeyT = TypeVar("KeyT", bound=Hashable)

WINDOW_DEFAULT = 20
WINDOW_AT_MOST = 100
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
ID_AT_MOST = 2**63 - 1
IDS_AT_MOST = 100
"""How many rows may be named at once, in either door."""


@dataclass(frozen=True)
class SortKey:
    """One expression of an order, and the type its cursor value must have."""

    expression: SQLCoreOperations[Any]
    type: type[int] | type[float] | type[str] | type[datetime]


@dataclass(frozen=True)
class Order:
    """A total order of a list: every key in one direction, the last one unique."""

    name: str
    keys: tuple[SortKey, ...]
    descending: bool = False
    join: Callable[[Select[Any]], Select[Any]] | None = None
    """Joins the table that the keys are read from, when it is another one."""

    def towards(self, *, descending: bool | None) -> "Order":
        """The same keys in this direction; None leaves it as it is."""
        return self if descending is None else replace(self, descending=descending)


@dataclass(frozen=True)
class Window:
    """Which piece of a list: the first so many after a cursor, or the last so many before one."""

    size: int = WINDOW_DEFAULT
    cursor: str | None = None
    backward: bool = False


@dataclass(frozen=True)
class Edge(Generic[T]):
    row: T
    cursor: str


@dataclass(frozen=True)
class Slice(Generic[T]):
    edges: Sequence[Edge[T]] = ()
    has_next: bool = False
    has_previous: bool = False

    @property
    def rows(self) -> list[T]:
        return [edge.row for edge in self.edges]


def window(
    first: int | None = None, after: str | None = None, last: int | None = None, before: str | None = None
) -> Window:
    """The window that Relay's four arguments ask for."""
    if first is not None and last is not None:
        raise BadRequestError("Give either `first` or `last`, not both.", field="last")
    if (before is not None and first is not None) or (after is not None and last is not None):
        raise BadRequestError("`after` goes with `first`, `before` with `last`.", field="after" if after else "before")
    backward = last is not None or before is not None
    size = (last if backward else first) if (last if backward else first) is not None else WINDOW_DEFAULT
    if size is None or not 0 <= size <= WINDOW_AT_MOST:
        name = "last" if backward else "first"
        raise BadRequestError(f"`{name}` must be between 0 and {WINDOW_AT_MOST}.", field=name)
    return Window(size=size, cursor=before if backward else after, backward=backward)


async def slice_of(work: Work, statement: SelectOfScalar[T], order: Order, piece: Window) -> Slice[T]:
    """One window of a list, in one statement."""
    found = _sought(statement, order, piece)
    rows = (await work.session.execute(found.limit(piece.size + 1))).all()
    return _slice([(row[0], row[1:]) for row in rows], order, piece)


async def slices_of(
    work: Work,
    statement: SelectOfScalar[T],
    parent: SQLCoreOperations[Any],
    parents: Sequence[KeyT],
    order: Order,
    piece: Window,
) -> dict[KeyT, Slice[T]]:
    """The same window of many parents' lists, in one statement."""
    descending = order.descending is not piece.backward
    ranking = [key.expression.desc() if descending else key.expression.asc() for key in order.keys]
    place = func.row_number().over(partition_by=parent, order_by=ranking).label("place")
    joined = order.join(statement) if order.join else statement
    if piece.cursor is not None:
        joined = joined.where(_beyond(order, piece))
    names = [f"sort_{index}" for index in range(len(order.keys))]
    inner = (
        joined.where(parent.in_(parents))
        .with_only_columns(
            _identity(statement).label("found_id"),
            label("parent", parent),
            place,
            *(label(name, key.expression) for key, name in zip(order.keys, names, strict=True)),
            maintain_column_froms=True,
        )
        .order_by(None)
        .subquery()
    )
    entity = statement.column_descriptions[0]["entity"]
    outer = (
        select(entity, inner.c.parent, *(inner.c[name] for name in names))
        .join(inner, entity.id == inner.c.found_id)
        .where(inner.c.place <= piece.size + 1)
        .order_by(inner.c.parent, inner.c.place)
    )
    found: dict[KeyT, list[tuple[T, Sequence[Any]]]] = {}
    for row in (await work.session.execute(outer)).all():
        found.setdefault(row[1], []).append((row[0], row[2:]))
    return {key: _slice(rows, order, piece) for key, rows in found.items()}


def _identity(statement: Select[Any]) -> ColumnElement[Any]:
    entity = statement.column_descriptions[0]["entity"]
    identity: ColumnElement[Any] = entity.id
    return identity


def _sought(statement: Select[Any], order: Order, piece: Window) -> Select[Any]:
    descending = order.descending is not piece.backward
    found = order.join(statement) if order.join else statement
    found = found.add_columns(*(key.expression for key in order.keys))
    if piece.cursor is not None:
        found = found.where(_beyond(order, piece))
    ranking = [key.expression.desc() if descending else key.expression.asc() for key in order.keys]
    return found.order_by(None).order_by(*ranking)


def _beyond(order: Order, piece: Window) -> ColumnElement[bool]:
    values = decode_cursor(piece.cursor or "", order)
    descending = order.descending is not piece.backward
    row = tuple_(*(key.expression for key in order.keys))
    return row < values if descending else row > values


def _slice(rows: Sequence[tuple[T, Sequence[Any]]], order: Order, piece: Window) -> Slice[T]:
    more = len(rows) > piece.size
    kept = list(rows[: piece.size])
    if piece.backward:
        kept.reverse()
    edges = [Edge(row, encode_cursor(order, values)) for row, values in kept]
    if piece.backward:
        return Slice(edges, has_next=piece.cursor is not None, has_previous=more)
    return Slice(edges, has_next=more, has_previous=piece.cursor is not None)


def encode_cursor(order: Order, values: Sequence[Any]) -> str:
    plain = [(value - EPOCH) // timedelta(microseconds=1) if isinstance(value, datetime) else value for value in values]
    return base64.urlsafe_b64encode(json.dumps([order.name, *plain], separators=(",", ":")).encode()).decode()


def decode_cursor(cursor: str, order: Order) -> tuple[Any, ...]:
    """The sort values in a cursor of ours; one that was made up or belongs to another order is refused."""
    try:
        name, *plain = json.loads(base64.b64decode(cursor, altchars=b"-_", validate=True))
        if name != order.name or len(plain) != len(order.keys):
            raise ValueError("A cursor of another order.")
        return tuple(_typed(value, key) for value, key in zip(plain, order.keys, strict=True))
    except (ValueError, TypeError, OverflowError, RecursionError, binascii.Error) as error:
        raise BadRequestError("This cursor does not belong to this list.", field="cursor") from error


def _typed(value: Any, key: SortKey) -> Any:
    if isinstance(value, bool):
        raise TypeError("No sort key is a boolean.")
    if key.type is datetime:
        if not isinstance(value, int):
            raise TypeError("An instant is a number of microseconds.")
        return EPOCH + timedelta(microseconds=value)
    if key.type is float and isinstance(value, int | float):
        return float(value)
    if not isinstance(value, key.type):
        raise TypeError("A sort value of another type.")
    if isinstance(value, int) and abs(value) > ID_AT_MOST:
        raise ValueError("Beyond 64 bits.")
    if isinstance(value, str):
        value.encode()
        if "\x00" in value:
            raise ValueError("NUL in a sort value.")
    return value


@dataclass(frozen=True)
class Page:
    """A numbered page, from 1."""

    number: int = 1
    size: int = 15
    counted: bool = True
    """Whether it is to be known how long the list is, which takes a statement of its own."""

    @property
    def begin(self) -> int:
        """How many rows lie before it."""
        return (self.number - 1) * self.size


@dataclass(frozen=True)
class Paged(Generic[T]):
    rows: Sequence[T]
    page: Page
    total: int = field(default=0)
    """How long the list is, as far as that is known."""
    more: bool = False
    """Whether something follows."""


async def page_of(work: Work, statement: SelectOfScalar[T], order: Order, page: Page) -> Paged[T]:
    """One numbered page of a list and, if it is to be counted, how long the list is."""
    total = await count_of(work, statement) if page.counted else None
    if total is not None and total <= page.begin:
        return Paged([], page, total)
    sought = _sought(statement, order, Window(page.size))
    found = await work.session.execute(sought.limit(page.size + 1).offset(page.begin))
    rows = [row[0] for row in found.all()]
    kept = rows[: page.size]
    return Paged(kept, page, page.begin + len(kept) if total is None else total, more=len(rows) > page.size)


async def count_of(work: Work, statement: Select[Any]) -> int:
    inner = statement.with_only_columns(_identity(statement), maintain_column_froms=True).order_by(None)
    return int((await work.session.execute(select(func.count()).select_from(inner.subquery()))).scalar_one())
