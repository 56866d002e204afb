"""Rollups: sums and sketches of any stretch of days: merged months where they lie within it, days beside them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, func, literal, or_, select, union_all

from beatgraph.analytics.periods import Period, reporting_day
from beatgraph.services import months, upserts
from beatgraph.services.owners import Owner
from beatgraph.services.sums import month_of
from beatgraph.work import Work

FIRST_DAY = date(1970, 1, 1)
LAST_DAY = date(9999, 12, 30)
OWNERS_AT_ONCE = 1000


Named = Mapping[str, int]
"""Sums by their names."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days in a row, as months that are merged and the days that are left."""

    months: tuple[date, ...]
    days: tuple[Period, ...]


class Cell(NamedTuple):
    """One owner in one of the stretches, by its place among them."""

    owner_id: int
    stretch: int


def until(after: date) -> Period:
    """All days before one."""
    return Period(min(FIRST_DAY, after), after)


def since(first: date) -> Period:
    """All days from one on."""
    return Period(first, LAST_DAY + timedelta(days=1))


async def stretches(work: Work, windows: Sequence[Period]) -> list[Stretch]:
    """How these windows are read; months are looked up if one of them can lie within."""
    today = reporting_day(work.now)
    merged = await months.merged(work) if any(_holds_a_month(window, today) for window in windows) else []
    return [_stretch(window, merged) for window in windows]


def _holds_a_month(window: Period, today: date) -> bool:
    first = window.first if window.first.day == 1 else months.after(month_of(window.first))
    return months.after(first) <= min(window.after, today)


def _stretch(window: Period, merged: Iterable[date]) -> Stretch:
    whole = [month for month in merged if window.first <= month and months.after(month) <= window.after]
    days, first = [], window.first
    for month in whole:
        if first < month:
            days.append(Period(first, month))
        first = months.after(month)
    if first < window.after:
        days.append(Period(first, window.after))
    return Stretch(tuple(whole), tuple(days))


async def sums(
    work: Work, owner: Owner, ids: Collection[int], names: Sequence[str], wanted: Sequence[Stretch]
) -> dict[Cell, Named]:
    """Sums of these columns; an owner of whom nothing was counted in a stretch is not there."""
    found: dict[Cell, dict[str, int]] = {}
    for some in upserts.chunks(sorted(ids), OWNERS_AT_ONCE):
        parts = []
        for place, stretch in enumerate(wanted):
            for table, condition in _tables(owner.day, owner.month, stretch):
                key = table.c[owner.key]
                parts.append(
                    select(literal(place), key, *(func.sum(table.c[name]) for name in names))
                    .where(key.in_(some), condition(table))
                    .group_by(key)
                )
        if not parts:
            continue
        for place, owner_id, *numbers in (await work.session.execute(union_all(*parts))).all():
            cell = found.setdefault(Cell(owner_id, place), dict.fromkeys(names, 0))
            for name, number in zip(names, numbers, strict=True):
                cell[name] += int(number)
    return dict(found)


async def sketches(
    work: Work, owner: Owner, ids: Collection[int], wanted: Sequence[Stretch]
) -> dict[Cell, list[bytes]]:
    """Sketches of listeners, which together are those of the stretch."""
    found: dict[Cell, list[bytes]] = {}
    for some in upserts.chunks(sorted(ids), OWNERS_AT_ONCE):
        parts = []
        for place, stretch in enumerate(wanted):
            for table, condition in _tables(owner.sketch, owner.month_sketch, stretch):
                key = table.c[owner.key]
                parts.append(
                    select(literal(place), key, table.c.listeners).where(
                        key.in_(some), condition(table), func.length(table.c.listeners) > 0
                    )
                )
        if not parts:
            continue
        for place, owner_id, listeners in (await work.session.execute(union_all(*parts))).all():
            found.setdefault(Cell(owner_id, place), []).append(listeners)
    return found


def _tables(by_day: Any, by_month: Any, stretch: Stretch) -> Iterable[Any]:
    """The tables that a stretch is read from, each with its condition."""
    if stretch.days:
        yield by_day.__table__, lambda table: _on(table.c.day, stretch.days)
    if stretch.months:
        yield by_month.__table__, lambda table: table.c.month.in_(stretch.months)


def _on(day: Any, periods: Sequence[Period]) -> ColumnElement[bool]:
    return or_(*(day.between(each.first, each.last) for each in periods))
