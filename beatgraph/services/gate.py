"""The gate that every event passes: whose turn it is, and whether it has been seen before."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import func, select

from beatgraph.models import SeenEvent
from beatgraph.services import upserts
from beatgraph.work import Work

IMPORTS = 0x6265_6174
"""Name of the lock that one import holds alone and live events share. SQLite has one writer at a time anyhow."""


async def enter(work: Work, listener: bytes) -> None:
    """Wait until no import and no other event of this listener is being judged."""
    if not upserts.is_sqlite(work):
        await work.session.execute(select(func.pg_advisory_xact_lock_shared(IMPORTS)))
        own = int.from_bytes(listener[:8], "big", signed=True)
        await work.session.execute(select(func.pg_advisory_xact_lock(own)))


async def enter_alone(work: Work) -> None:
    """Wait until nobody else is writing events, and keep them waiting until this work is on disk."""
    if not upserts.is_sqlite(work):
        await work.session.execute(select(func.pg_advisory_xact_lock(IMPORTS)))


async def unseen(work: Work, event_ids: Collection[UUID]) -> set[UUID]:
    """Those of these events that come for the first time; from now on they have been seen."""
    found: set[UUID] = set()
    wanted = list(event_ids)
    for some in upserts.chunks(wanted):
        found |= await _claimed(work, some)
    return found


async def _claimed(work: Work, event_ids: Sequence[UUID]) -> set[UUID]:
    statement = upserts.insert(work, SeenEvent).on_conflict_do_nothing().returning(SeenEvent.event_id)
    rows = await work.session.execute(statement, [{"event_id": each} for each in event_ids])
    return set(rows.scalars())
