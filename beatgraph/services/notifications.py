"""Notifications: the platform's word to somebody, read by nobody else."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import false, func
from sqlmodel import col, select, update
from sqlmodel.sql.expression import SelectOfScalar

from beatgraph.auth import policy
from beatgraph.auth.viewer import Viewer
from beatgraph.models import Notification, NotificationKind
from beatgraph.paging import Order, Slice, SortKey, Window, slices_of
from beatgraph.services.batches import pairs
from beatgraph.work import Work

NEWEST = Order("newest", (SortKey(col(Notification.id), int),), descending=True)


def visible(viewer: Viewer) -> SelectOfScalar[Notification]:
    """Every read starts here: one's own, and not even to admins another's."""
    statement = select(Notification)
    if viewer.user_id is None:
        return statement.where(false())
    return statement.where(col(Notification.user_id) == viewer.user_id)


async def by_ids(work: Work, ids: Sequence[int]) -> dict[int, Notification]:
    rows = await work.session.exec(visible(work.viewer).where(col(Notification.id).in_(ids)))
    return {row.id: row for row in rows}


async def by_users(
    work: Work, user_ids: Sequence[int], piece: Window, _: object = None
) -> dict[int, Slice[Notification]]:
    return await slices_of(work, visible(work.viewer), col(Notification.user_id), user_ids, NEWEST, piece)


async def counts_by_users(work: Work, user_ids: Sequence[int]) -> dict[int, int]:
    return await pairs(work, _counted(work, user_ids))


async def unread_by_users(work: Work, user_ids: Sequence[int]) -> dict[int, int]:
    """How many are not read yet; of others nothing is known."""
    found = await pairs(work, _counted(work, user_ids).where(col(Notification.read_at).is_(None)))
    return {user_id: found.get(user_id, 0) for user_id in user_ids if user_id == work.viewer.user_id}


def _counted(work: Work, user_ids: Sequence[int]) -> Any:
    whose = col(Notification.user_id)
    statement = visible(work.viewer).with_only_columns(whose, func.count()).where(whose.in_(user_ids))
    return statement.group_by(whose)


async def notify(
    work: Work, user_id: int, kind: NotificationKind, message: str, data: Mapping[str, Any] | None = None
) -> Notification:
    """Tell somebody something; it is told if and when this work is on disk."""
    return await work.add(Notification(user_id=user_id, kind=kind, message=message, data=dict(data or {})))


async def mark_read(work: Work, ids: Sequence[int] | None = None) -> int:
    """Note that the viewer has read these, or all of theirs; how many were unread. Others' are passed over."""
    policy.signed_in(work.viewer)
    unread = visible(work.viewer).where(col(Notification.read_at).is_(None))
    if ids is not None:
        unread = unread.where(col(Notification.id).in_(ids))
    statement = update(Notification).where(col(Notification.id).in_(unread.with_only_columns(col(Notification.id))))
    marked = await work.session.execute(
        statement.where(col(Notification.read_at).is_(None))
        .values(read_at=work.now, updated_at=work.now)
        .execution_options(synchronize_session=False)
    )
    return int(marked.rowcount)
