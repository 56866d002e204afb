"""Members: on which days those who sign in listened, and how often."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from beatgraph.analytics import attendance
from beatgraph.analytics.attendance import Attended
from beatgraph.analytics.periods import Period
from beatgraph.services.owners import Owner
from beatgraph.services.readers import Parts
from beatgraph.services.sums import month_of
from beatgraph.work import Work

Days = dict[date, Attended]
Attendance = dict[int, dict[int, Days]]
"""By thing and user."""


async def attended(work: Work, owner: Owner, parts: Parts, window: Period) -> Attendance:
    """All days of the months that the window touches."""
    table: Any = owner.listener.__table__  # type: ignore[union-attr]
    key, month = table.c[owner.key], table.c.month
    owners = {each for some in parts.values() for each in some}
    statement = select(key, month, table.c.user_id, table.c.days).where(
        key.in_(owners), month.between(month_of(window.first), month_of(window.last))
    )
    things: dict[int, list[int]] = {}
    for thing, its in parts.items():
        for each in its:
            things.setdefault(each, []).append(thing)
    found: Attendance = {thing: {} for thing in parts}
    for owner_id, first, user_id, stored in (await work.session.execute(statement)).all():
        for number, told in attendance.read(stored).items():
            day = first + timedelta(days=number - 1)
            for thing in things[owner_id]:
                days = found[thing].setdefault(user_id, {})
                days[day] = days.get(day, attendance.NONE) + told
    return found


def within(days: Days, window: Period) -> Attended:
    return sum((told for day, told in days.items() if day in window), attendance.NONE)


async def since_long(work: Work, owner: Owner, parts: Parts, window: Period) -> dict[int, set[int]]:
    """Who listened in a month before those of the window, of those who did in these."""
    table: Any = owner.listener
    earlier: Any = aliased(table)
    later: Any = aliased(table)
    owners = {each for some in parts.values() for each in some}
    key, again = getattr(earlier, owner.key), getattr(later, owner.key)
    came_again = select(later.user_id).where(
        again.in_(owners),
        later.user_id == earlier.user_id,
        later.month.between(month_of(window.first), month_of(window.last)),
    )
    statement = (
        select(key, earlier.user_id)
        .where(key.in_(owners), earlier.month < month_of(window.first), came_again.exists())
        .distinct()
    )
    users: dict[int, set[int]] = {}
    for owner_id, user_id in (await work.session.execute(statement)).all():
        users.setdefault(owner_id, set()).add(user_id)
    return {thing: set().union(*(users.get(each, set()) for each in its)) for thing, its in parts.items()}


def listened(days: Collection[date], window: Period) -> bool:
    return any(day in window for day in days)
