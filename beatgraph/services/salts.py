"""Salts: the secret of each UTC day under which guests are hashed, made when first needed and soon destroyed."""

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import update
from sqlmodel import col, delete, select

from beatgraph.analytics import listeners
from beatgraph.models import ListenerSalt
from beatgraph.services import upserts
from beatgraph.work import Work

KEPT_FOR = timedelta(hours=48)
"""After that nobody, ourselves included, can tell whether two guests were one."""


async def known(work: Work, days: Collection[date]) -> dict[date, bytes]:
    """The salts of these days, as far as there are any."""
    statement = select(ListenerSalt).where(col(ListenerSalt.day).in_(days), col(ListenerSalt.delete_after) > work.now)
    return {row.day: row.salt for row in (await work.session.exec(statement)).all()}


async def of_day(work: Work, day: date) -> bytes:
    """The salt of a day of live events, 48 hours from its beginning."""
    found = await known(work, [day])
    if day not in found:
        found = await _made(work, [day], datetime.combine(day, time(), UTC) + KEPT_FOR)
    return found[day]


async def of_imported(work: Work, days: Collection[date]) -> dict[date, bytes]:
    """The salts of the days of an import, kept until 48 hours after it."""
    found = await known(work, days)
    missing = [day for day in days if day not in found]
    until = work.now + KEPT_FOR
    if missing:
        found |= await _made(work, missing, until)
    short = col(ListenerSalt.day).in_(days) & (col(ListenerSalt.delete_after) < until)
    await work.session.execute(update(ListenerSalt).where(short).values(delete_after=until))
    return found


async def are_over(work: Work) -> bool:
    """Whether there are salts whose time is over."""
    over = select(ListenerSalt).where(col(ListenerSalt.delete_after) <= work.now).limit(1)
    return (await work.session.exec(over)).first() is not None


async def destroy(work: Work) -> None:
    """Destroy the salts whose time is over."""
    await work.session.execute(delete(ListenerSalt).where(col(ListenerSalt.delete_after) <= work.now))


async def _made(work: Work, days: Collection[date], delete_after: datetime) -> dict[date, bytes]:
    """New salts, unless somebody else has just made them; whoever makes one destroys those whose time is over."""
    await destroy(work)
    statement = upserts.insert(work, ListenerSalt).on_conflict_do_nothing()
    rows = [{"day": day, "salt": listeners.new_salt(), "delete_after": delete_after} for day in sorted(days)]
    await work.session.execute(statement, rows)
    return await known(work, days)
