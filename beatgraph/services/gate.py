"""The gate that every event passes: whose turn it is, and whether it has been seen before."""

from collections.abc import Collection
from operator import attrgetter
from uuid import UUID

from sqlalchemy import ARRAY, Uuid, cast, func, select, type_coerce

from beatgraph.models import SeenEvent
from beatgraph.services import bulk, turns, upserts
from beatgraph.work import Work

IMPORTS = 0x6265_6174
"""Name of the lock that one import holds alone and live events share. SQLite has one writer at a time anyhow."""


async def enter(work: Work) -> None:
    """Wait until no import is writing; to be done before anything of an event is written, its salt included."""
    if not upserts.is_sqlite(work):
        await work.session.execute(select(func.pg_advisory_xact_lock_shared(IMPORTS)))


async def take_turn(work: Work, listener: bytes) -> None:
    """Wait until no other event of this listener is being judged."""
    await turns.take(work, listener)


async def enter_alone(work: Work) -> None:
    """Wait until nobody else is writing events, and keep them waiting until this work is on disk."""
    if not upserts.is_sqlite(work):
        await work.session.execute(select(func.pg_advisory_xact_lock(IMPORTS)))


async def is_first(work: Work, event_id: UUID) -> bool:
    """Whether an event comes for the first time; from now on it has been seen."""
    statement = upserts.insert(work, SeenEvent).values(event_id=event_id).on_conflict_do_nothing()
    return bool((await work.session.execute(statement)).rowcount)


async def first_of(work: Work, event_ids: Collection[UUID]) -> set[UUID]:
    """Those of some events that come for the first time; from now on all have been seen."""
    if not event_ids:
        return set()
    rows = [{"event_id": each} for each in sorted(event_ids, key=attrgetter("int"))]
    statement = upserts.insert(work, SeenEvent).values(rows).on_conflict_do_nothing().returning(SeenEvent.event_id)
    return set((await work.session.execute(statement)).scalars())


async def unseen(work: Work, event_ids: Collection[UUID]) -> set[UUID]:
    """Those of many events that come for the first time, for whoever has entered alone."""
    # In the order of the index that they are looked up in and go into.
    wanted = sorted(event_ids, key=attrgetter("int"))
    if not upserts.is_sqlite(work):
        each = func.unnest(cast(wanted, ARRAY(Uuid))).table_valued("id", name="wanted").render_derived()
        statement = upserts.insert(work, SeenEvent).from_select(["event_id"], select(each.c.id))
        taken = statement.on_conflict_do_nothing().returning(type_coerce(SeenEvent.event_id, Uuid()))
        return set((await work.session.execute(taken)).scalars())
    known = await bulk.known_events(work, SeenEvent.event_id, wanted)
    found = [each for each in wanted if each not in known] if known else wanted
    await bulk.write(work, SeenEvent, ["event_id"], [(each,) for each in found])
    return set(found)
