"""Slots: what tracks and artists gained by days of a time zone, summed from quarter-hours, and how long these stay."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import reduce
from itertools import pairwise
from operator import add
from typing import Any

from sqlalchemy import ColumnElement, case, delete, func, select

from beatgraph.analytics.periods import Period
from beatgraph.analytics.zones import QUARTERS_A_DAY, UNIX_DAY, begins, offsets, quarter_of, quarters_of
from beatgraph.services.months import before
from beatgraph.services.owners import OWNERS, Owner
from beatgraph.services.sums import SLOTS, month_of
from beatgraph.work import Work

MONTHS = 25
"""So long quarter-hours are kept: two years, and what is left of a month that has begun."""


@dataclass(frozen=True, slots=True)
class SlotSums:
    """What a local day says; likes, reposts and saves are those that began on it and stand."""

    plays: int = 0
    qualified: int = 0
    views: int = 0
    likes: int = 0
    reposts: int = 0
    saves: int = 0
    comments: int = 0
    shares: int = 0
    downloads: int = 0

    def __add__(self, other: "SlotSums") -> "SlotSums":
        return SlotSums(*(getattr(self, name) + getattr(other, name) for name in SLOTS))


NOTHING = SlotSums()


def kept_from(at: datetime) -> date:
    """The first UTC day whose quarter-hours are kept at that time."""
    month = month_of(at.astimezone(UTC).date())
    for _ in range(MONTHS):
        month = before(month)
    return month


def oldest(at: datetime) -> int:
    """The first quarter-hour that is kept at that time: a day earlier, because it is morning elsewhere."""
    return quarter_of(begins(kept_from(at) - timedelta(days=1), UTC))


async def by_days(
    work: Work, owner: Owner, ids: Sequence[int], window: Period, zone: tzinfo
) -> dict[int, dict[date, SlotSums]]:
    """Of each of these the local days on which there was something; the statement is one, however many they are.

    Where quarter-hours are no longer kept, a local day is the UTC day of the same date.
    """
    if not ids:
        return {}
    kept, quarters = kept_from(work.now), quarters_of(window, zone)
    sums: dict[int, dict[date, SlotSums]] = {}
    if window.first < kept:
        seam = quarter_of(begins(kept, UTC))
        quarters = range(min(seam, quarters.stop), quarters.stop)
        _take(sums, await _by_days(work, owner, ids, Period(window.first, min(window.after, kept))))
    if quarters:
        _take(sums, await _by_quarters(work, owner, ids, quarters, _local_day(owner, window, zone)))
    return sums


def total(days: Mapping[date, SlotSums], window: Period) -> SlotSums:
    """What a period adds up to."""
    return reduce(add, (sums for day, sums in days.items() if day in window), NOTHING)


async def forget(work: Work) -> None:
    """Let go of quarter-hours that are too old; to be done by whoever has entered the gate alone."""
    for owner in OWNERS:
        table: Any = owner.slot.__table__  # type: ignore[union-attr]
        await work.session.execute(delete(table).where(table.c.slot < oldest(work.now)))


def _take(sums: dict[int, dict[date, SlotSums]], rows: Iterable[Any]) -> None:
    for owner_id, day, *numbers in rows:
        days = sums.setdefault(owner_id, {})
        on = day if isinstance(day, date) else UNIX_DAY + timedelta(days=day)
        found = days.get(on, NOTHING) + SlotSums(*map(int, numbers))
        if found != NOTHING:
            days[on] = found


async def _by_quarters(
    work: Work, owner: Owner, ids: Sequence[int], quarters: range, day: ColumnElement[int]
) -> Iterable[Any]:
    table: Any = owner.slot.__table__  # type: ignore[union-attr]
    key, slot = table.c[owner.key], table.c.slot
    sums = (func.sum(table.c[name]) for name in SLOTS)
    statement = select(key, day.label("day"), *sums).where(key.in_(ids), slot >= quarters.start, slot < quarters.stop)
    rows: Iterable[Any] = await work.session.execute(statement.group_by(key, "day"))
    return rows


def _local_day(owner: Owner, window: Period, zone: tzinfo) -> ColumnElement[int]:
    """Days since 1970 by the local calendar: where the clock is put forward or back, a day is shorter or longer."""
    slot: Any = owner.slot.__table__.c.slot  # type: ignore[union-attr]
    found = offsets(window, zone)
    until = [(slot < after.first, each.quarters) for each, after in pairwise(found)]
    ahead: Any = case(*until, else_=found[-1].quarters) if until else found[-1].quarters
    day: ColumnElement[int] = (slot + ahead) // QUARTERS_A_DAY
    return day


async def _by_days(work: Work, owner: Owner, ids: Sequence[int], window: Period) -> Iterable[Any]:
    table: Any = owner.day.__table__  # type: ignore[union-attr]
    statement = select(table.c[owner.key], table.c.day, *(table.c[name] for name in SLOTS)).where(
        table.c[owner.key].in_(ids), table.c.day.between(window.first, window.last)
    )
    rows: Iterable[Any] = await work.session.execute(statement)
    return rows
