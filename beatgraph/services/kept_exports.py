"""Kept exports: who asked for which, how far it is, and until when it can be read."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, update
from sqlmodel import col, false, select
from sqlmodel.sql.expression import SelectOfScalar

from beatgraph.auth import policy
from beatgraph.auth.viewer import Viewer
from beatgraph.errors import NotFoundError, QuotaError
from beatgraph.models import Export, ExportState
from beatgraph.paging import Order, Slice, SortKey, Window, count_of, slice_of
from beatgraph.work import Work

JOB = "make-export"
LINK_LIVES = timedelta(hours=1)
"""How long an export can be read after it was made."""
KEPT = 2 * LINK_LIVES
"""How long its file stays: who began to read at the last moment has as long again."""
AT_ONCE = 5
"""Exports of one person that may be waiting or under way."""
UNFINISHED = (ExportState.QUEUED, ExportState.RUNNING)
UNSYNCED = {"synchronize_session": False}
NEWEST = Order("newest", (SortKey(col(Export.id), int),), descending=True)


def visible(viewer: Viewer) -> SelectOfScalar[Export]:
    """Every read starts here: one's own, and not even to admins another's."""
    if viewer.user_id is None:
        return select(Export).where(false())
    return select(Export).where(col(Export.user_id) == viewer.user_id)


async def get(work: Work, export_id: int) -> Export:
    policy.signed_in(work.viewer)
    found = (await by_ids(work, [export_id])).get(export_id)
    if found is None:
        raise NotFoundError("Export")
    return found


async def by_ids(work: Work, ids: Sequence[int]) -> dict[int, Export]:
    rows = await work.session.exec(visible(work.viewer).where(col(Export.id).in_(ids)))
    return {row.id: row for row in rows}


async def window(work: Work, piece: Window) -> Slice[Export]:
    """The viewer's own, newest first."""
    return await slice_of(work, visible(work.viewer), NEWEST, piece)


async def count(work: Work) -> int:
    return await count_of(work, visible(work.viewer))


def expires_at(export: Export) -> datetime | None:
    """When it can be read no more; unknown while it is not done."""
    if export.state != ExportState.DONE or export.finished_at is None:
        return None
    return export.finished_at + LINK_LIVES


async def keep(work: Work, export: Export, size: int) -> Export:
    """Note an export whose file has been stored."""
    export.state, export.progress = ExportState.DONE, 1.0
    export.size, export.finished_at = size, work.now
    return await work.add(export)


async def order(work: Work, export: Export) -> Export:
    """Have an export made in the background once this work is on disk."""
    waiting = visible(work.viewer).where(col(Export.state).in_(UNFINISHED))
    if await count_of(work, waiting) >= AT_ONCE:
        raise QuotaError(f"At most {AT_ONCE} exports may be under way. Wait until one of them is done.")
    await work.add(export)
    work.later(JOB, {"export_id": export.id}, key=str(export.id))
    return export


async def begin(work: Work, export_id: int) -> Export | None:
    """Note that it is being made, from its beginning; none if it is gone, or was made before."""
    export = await _unfinished(work, export_id)
    if export is not None:
        export.state, export.progress = ExportState.RUNNING, 0.0
        await work.session.flush()
    return export


async def progressed(work: Work, export_id: int, share: float) -> None:
    statement = update(Export).where(col(Export.id) == export_id, col(Export.state) == ExportState.RUNNING)
    await work.session.execute(
        statement.values(progress=min(share, 1.0), updated_at=work.now), execution_options=UNSYNCED
    )


async def succeed(work: Work, export_id: int, size: int) -> None:
    export = await _unfinished(work, export_id)
    if export is not None:
        export.state, export.progress = ExportState.DONE, 1.0
        export.size, export.finished_at = size, work.now
        await work.session.flush()


async def fail(work: Work, export_id: int, reason: str) -> None:
    export = await _unfinished(work, export_id)
    if export is not None:
        export.state, export.reason, export.finished_at = ExportState.FAILED, reason[:40], work.now
        await work.session.flush()


async def unfinished(work: Work) -> list[int]:
    """Exports that are still to be made, the oldest first."""
    statement = select(Export.id).where(col(Export.state).in_(UNFINISHED)).order_by(col(Export.id))
    return list((await work.session.exec(statement)).all())


async def forget_expired(work: Work) -> None:
    """Let go of those that nobody can read any more, and of their files."""
    old: Any = col(Export.finished_at) < work.now - KEPT
    work.leftovers += (await work.session.exec(select(Export.storage_key).where(old))).all()
    await work.session.execute(delete(Export).where(old), execution_options=UNSYNCED)


async def keys(work: Work) -> set[str]:
    """Where the files lie of those that are kept."""
    return set((await work.session.exec(select(Export.storage_key))).all())


async def _unfinished(work: Work, export_id: int) -> Export | None:
    found = await work.session.get(Export, export_id, with_for_update=True)
    return found if found is not None and found.state in UNFINISHED else None
