"""Standings: beginning and ending what stands between a person and an item, and reading it for many items at once."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from sqlmodel import SQLModel, col, func, select

from beatgraph.auth import policy
from beatgraph.errors import QuotaError
from beatgraph.services import engagements, items
from beatgraph.services.batches import pairs
from beatgraph.services.engagements import Pair
from beatgraph.services.items import Item
from beatgraph.services.signals import ItemKind
from beatgraph.services.subjects import Subject
from beatgraph.work import Work

LIBRARY_AT_MOST = 10_000


class LibraryFullError(QuotaError):
    code = "LIBRARY_FULL"
    message = "One can keep at most 10 000 items of a kind."


async def keep(work: Work, subject: Subject, item: Item) -> None:
    """Begin it, unless as many stand as there can; doing so again changes nothing."""
    pair = Pair(policy.signed_in(work.viewer), item.id)
    await engagements.take_turn(work, pair.user_id)
    if await engagements.stands(work, subject, pair):
        return
    await make_room(work, subject, pair.user_id)
    await begin(work, subject, item)


async def make_room(work: Work, subject: Subject, user_id: int, new: int = 1) -> None:
    """Refuse to keep more of a kind than one can."""
    table = subject.standing
    held = select(func.count()).select_from(table).where(col(table.user_id) == user_id, subject.outright)
    if (await work.session.exec(held)).one() + new > LIBRARY_AT_MOST:
        raise LibraryFullError


async def begin(work: Work, subject: Subject, item: Item) -> None:
    """From the viewer's own hand; one's own stand and are not counted."""
    pair = Pair(policy.signed_in(work.viewer), item.id)
    await engagements.set_standing(work, subject, pair, wanted=True, counted=item.counted)


async def end(work: Work, subject: Subject, item_id: int) -> Any | None:
    """From the viewer's own hand; the item's row comes back or, if it has been hidden meanwhile, None."""
    pair = Pair(policy.signed_in(work.viewer), item_id)
    kind = ItemKind(subject.name)
    if await engagements.stands(work, subject, pair):
        await engagements.set_standing(work, subject, pair, wanted=False, counted=True)
        return await items.seek(work, kind, item_id)
    return (await items.get(work, kind, item_id)).row


async def sums(work: Work, lifetime: type[SQLModel], name: str, ids: Sequence[int]) -> dict[int, int]:
    """One of the sums that are kept beside many things; 0 where there is no row yet."""
    (key,) = lifetime.__table__.primary_key  # type: ignore[attr-defined]
    statement = select(key, getattr(lifetime, name)).where(key.in_(ids))
    return dict.fromkeys(ids, 0) | await pairs(work, statement)


def summed(lifetime: type[SQLModel], name: str) -> Callable[[Work, Sequence[int]], Awaitable[dict[int, int]]]:
    """The batch read of one of those sums."""

    async def read(work: Work, ids: Sequence[int]) -> dict[int, int]:
        return await sums(work, lifetime, name, ids)

    return read


async def totals(work: Work, subject: Subject, ids: Sequence[int]) -> dict[int, int]:
    return await sums(work, subject.lifetime, subject.total, ids)


async def viewers(work: Work, subject: Subject, ids: Sequence[int]) -> dict[int, bool]:
    """Whether it stands between the viewer and each of these; nothing is known of nobody."""
    if work.viewer.user_id is None:
        return {}
    table: Any = subject.standing
    key = getattr(table, subject.key)
    statement = select(key).where(col(table.user_id) == work.viewer.user_id, key.in_(ids), subject.outright)
    found = set((await work.session.exec(statement)).all())
    return {each: each in found for each in ids}
