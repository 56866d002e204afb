"""Months: days that will hardly change any more, merged, so that long periods are read from few rows."""

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import delete, func, insert, literal, select, update
from sqlmodel import col

from beatgraph.analytics.acceptance import LATE_AFTER
from beatgraph.analytics.sketches import counted, united
from beatgraph.models import MergedMonth
from beatgraph.services import keyed, upserts
from beatgraph.services.keyed import Merge
from beatgraph.services.owners import OWNERS, Owner, columns
from beatgraph.services.sums import month_of
from beatgraph.work import Work

OWNERS_AT_ONCE = 500


def after(month: date) -> date:
    """The first day of the next month."""
    return (month + timedelta(days=31)).replace(day=1)


def before(month: date) -> date:
    """The first day of the month before."""
    return (month - timedelta(days=1)).replace(day=1)


def is_sealed(day: date, at: datetime) -> bool:
    """Whether live events can no longer be booked on a day: 72 hours after its end."""
    return datetime.combine(day + timedelta(days=1), time(), UTC) + LATE_AFTER <= at


async def merged(work: Work) -> list[date]:
    """Months whose rows can be read in place of their days."""
    statement = select(MergedMonth.month).where(col(MergedMonth.merged)).order_by(col(MergedMonth.month))  # type: ignore[call-overload]
    return list((await work.session.execute(statement)).scalars())


async def plays(work: Work, owner: Owner, ids: Sequence[int], last: date) -> dict[int, dict[date, int]]:
    """Plays of each month up to a day, by its first day: of what is merged from the months, of the rest from the days.

    Months without plays are left out.
    """
    table: Any = owner.month.__table__  # type: ignore[union-attr]
    day: Any = owner.day.__table__  # type: ignore[union-attr]
    states = select(MergedMonth.month, MergedMonth.merged)  # type: ignore[call-overload]
    known = {month: is_merged for month, is_merged in (await work.session.execute(states)).all()}
    whole = {month for month, is_merged in known.items() if is_merged and month < month_of(last)}
    first = min((month for month in known if month not in whole), default=month_of(last))
    of_months = select(table.c[owner.key], table.c.month, table.c.plays).where(
        table.c[owner.key].in_(ids), table.c.month < month_of(last), table.c.plays > 0
    )
    of_days = select(day.c[owner.key], day.c.day, day.c.plays).where(
        day.c[owner.key].in_(ids), day.c.day.between(first, last), day.c.plays > 0
    )
    found: dict[int, dict[date, int]] = {}
    for key, month, number in (await work.session.execute(of_months)).all():
        if month in whole:
            found.setdefault(key, {})[month] = number
    for key, on, number in (await work.session.execute(of_days)).all():
        month = month_of(on)
        if month not in whole:
            sums = found.setdefault(key, {})
            sums[month] = sums.get(month, 0) + number
    return found


async def take_back(work: Work, days: Iterable[date]) -> set[date]:
    """Note that days are written to: their months are not merged, or no longer; the latter come back."""
    wanted = {month_of(day) for day in days}
    known = await keyed.fetch(work, MergedMonth, [(month,) for month in wanted], ["merged"])
    changed = {month for month in wanted if known.get((month,))}
    new = sorted(month for month in wanted if (month,) not in known)
    if new:
        statement = upserts.insert(work, MergedMonth).on_conflict_do_nothing()
        await work.session.execute(statement, [{"month": month, "merged": False} for month in new])
    if changed:
        await work.session.execute(update(MergedMonth).where(col(MergedMonth.month).in_(changed)).values(merged=False))
    return changed


async def due(work: Work) -> list[date]:
    """Months that are over, sealed, and not merged."""
    statement = select(MergedMonth.month).where(col(MergedMonth.merged).is_(False)).order_by(col(MergedMonth.month))  # type: ignore[call-overload]
    waiting = (await work.session.execute(statement)).scalars()
    return [month for month in waiting if is_sealed(after(month) - timedelta(days=1), work.now)]


async def merge(work: Work, month: date) -> None:
    """Merge the days of a month; to be done by whoever has entered the gate alone."""
    for owner in OWNERS:
        await merge_owner(work, owner, month)
    await work.session.execute(update(MergedMonth).where(col(MergedMonth.month) == month).values(merged=True))


async def merge_owner(work: Work, owner: Owner, month: date, ids: Collection[int] | None = None) -> None:
    """Merge a month of one kind of owner: of all of them, or of these."""
    table: Any = owner.month.__table__  # type: ignore[union-attr]
    day: Any = owner.day.__table__  # type: ignore[union-attr]
    names = columns(owner.day)
    within = day.c.day.between(month, after(month) - timedelta(days=1))
    gone = table.c.month == month
    if ids is not None:
        within, gone = within & day.c[owner.key].in_(ids), gone & table.c[owner.key].in_(ids)
    await work.session.execute(delete(table).where(gone))
    sums = select(day.c[owner.key], literal(month), literal(0), *(func.sum(day.c[name]) for name in names))
    into = [owner.key, "month", "listeners", *names]
    await work.session.execute(insert(table).from_select(into, sums.where(within).group_by(day.c[owner.key])))
    there = (await work.session.execute(select(table.c[owner.key]).where(gone))).scalars().all()
    for some in upserts.chunks(sorted(there), OWNERS_AT_ONCE):
        await _merge_sketches(work, owner, month, some)


async def _merge_sketches(work: Work, owner: Owner, month: date, ids: Sequence[int]) -> None:
    day: Any = owner.sketch.__table__  # type: ignore[union-attr]
    statement = select(day.c[owner.key], day.c.listeners, day.c.viewers).where(
        day.c[owner.key].in_(ids), day.c.day.between(month, after(month) - timedelta(days=1))
    )
    listeners: dict[int, list[bytes]] = {}
    viewers: dict[int, list[bytes]] = {}
    for owner_id, listened, viewed in (await work.session.execute(statement)).all():
        listeners.setdefault(owner_id, []).append(listened)
        viewers.setdefault(owner_id, []).append(viewed)
    rows = [(each, month, united(listeners[each]).write(), united(viewers[each]).write()) for each in listeners]
    await keyed.merge(work, owner.month_sketch, Merge(puts=("listeners", "viewers")), rows)
    counts = [(row[0], month, counted(row[2])) for row in rows]
    await keyed.merge(work, owner.month, Merge(puts=("listeners",)), counts)
