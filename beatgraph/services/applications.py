"""Applications to the producer programme: one at a time, decided by those who may, and taken back by them."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import case, false, func
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from beatgraph.auth import policy
from beatgraph.auth.viewer import Viewer
from beatgraph.drafts.applications import ApplicationDraft, ApplicationFilter, DecisionDraft
from beatgraph.errors import ConflictError, ForbiddenError, InvalidError, NotFoundError
from beatgraph.models import Application, ApplicationStatus, ApplicationType, NotificationKind, User
from beatgraph.paging import Order, Page, Paged, Slice, SortKey, Window, count_of, page_of, slice_of, slices_of
from beatgraph.services import artists, grants, notifications, turns, users
from beatgraph.services.batches import grouped, pairs
from beatgraph.work import Work

HANDLE = "backstageRequests.handle"
CONTACT = "/contact"
ID = SortKey(col(Application.id), int)
NEWEST = Order("newest", (ID,), descending=True)
_rank = case({each.value: rank for rank, each in enumerate(ApplicationStatus)}, value=col(Application.status))
QUEUE = Order("queue", (SortKey(_rank, int), ID))
"""What waits for a decision first, and of that what has waited longest."""


class BlockReason(StrEnum):
    PENDING = "pending"
    REVOKED = "revoked"


BLOCKED = {
    BlockReason.PENDING: "Your application is already under review. "
    "Please wait for the decision email before submitting another request.",
    BlockReason.REVOKED: "Your producer access was revoked. "
    "To appeal, contact support at /contact so admins can review your request for reinstatement.",
}
TOLD = {
    NotificationKind.APPLICATION_APPROVED: {
        ApplicationType.BECOME_ARTIST: "Your request was approved: you can upload tracks now.",
        ApplicationType.VERIFY_ARTIST: "Your request was approved: your artist profile is verified now.",
        ApplicationType.CLAIM_ARTIST: "Your request was approved: the artist you claimed is yours now.",
    },
    NotificationKind.APPLICATION_DENIED: dict.fromkeys(ApplicationType, "Your request was denied."),
    NotificationKind.APPLICATION_REVOKED: dict.fromkeys(
        ApplicationType, f"Your producer access was revoked. To appeal, contact support at {CONTACT}."
    ),
}


class PendingError(ConflictError):
    code = "BACKSTAGE_REQUEST_PENDING"
    message = BLOCKED[BlockReason.PENDING]


class RevokedError(ConflictError):
    code = "BACKSTAGE_REQUEST_REVOKED"
    message = BLOCKED[BlockReason.REVOKED]


@dataclass(frozen=True, slots=True)
class Submission:
    """Whether somebody may apply, and what stands in the way."""

    blocking: Application | None

    @property
    def can_submit(self) -> bool:
        return self.blocking is None

    @property
    def reason(self) -> BlockReason | None:
        return BlockReason(self.blocking.status) if self.blocking else None

    @property
    def message(self) -> str | None:
        return BLOCKED[self.reason] if self.reason else None

    @property
    def contact_url(self) -> str | None:
        return CONTACT if self.reason is BlockReason.REVOKED else None


def handles(viewer: Viewer) -> bool:
    return policy.holds(viewer, HANDLE)


def visible(viewer: Viewer) -> SelectOfScalar[Application]:
    """Every read starts here: one's own, and to those who handle them all."""
    statement = select(Application)
    if handles(viewer):
        return statement
    return statement.where(col(Application.user_id) == viewer.user_id if viewer.user_id is not None else false())


async def get(work: Work, application_id: int) -> Application:
    found = (await work.session.exec(visible(work.viewer).where(col(Application.id) == application_id))).first()
    if found is None:
        raise NotFoundError("Backstage request")
    return found


async def by_ids(work: Work, ids: Sequence[int]) -> dict[int, Application]:
    rows = await work.session.exec(visible(work.viewer).where(col(Application.id).in_(ids)))
    return {row.id: row for row in rows}


async def page(work: Work, wanted: ApplicationFilter, page: Page) -> Paged[Application]:
    return await page_of(work, _filtered(work, wanted), _order(work), page)


async def window(work: Work, wanted: ApplicationFilter, piece: Window) -> Slice[Application]:
    return await slice_of(work, _filtered(work, wanted), _order(work), piece)


async def count(work: Work, wanted: ApplicationFilter) -> int:
    return await count_of(work, _filtered(work, wanted))


def _order(work: Work) -> Order:
    return QUEUE if handles(work.viewer) else NEWEST


def _filtered(work: Work, wanted: ApplicationFilter) -> SelectOfScalar[Application]:
    policy.signed_in(work.viewer)
    statement = visible(work.viewer)
    if wanted.status is not None:
        statement = statement.where(col(Application.status) == wanted.status)
    if wanted.user_id is not None:
        statement = statement.where(col(Application.user_id) == wanted.user_id)
    return statement


async def by_users(
    work: Work, user_ids: Sequence[int], piece: Window, _: object = None
) -> dict[int, Slice[Application]]:
    return await slices_of(work, visible(work.viewer), col(Application.user_id), user_ids, NEWEST, piece)


async def counts_by_users(work: Work, user_ids: Sequence[int]) -> dict[int, int]:
    whose = col(Application.user_id)
    statement = visible(work.viewer).with_only_columns(whose, func.count()).where(whose.in_(user_ids))
    return await pairs(work, statement.group_by(whose))


async def submission(work: Work) -> Submission:
    """Whether the viewer may apply, whatever for; what is pending weighs more than what was revoked."""
    statement = (
        select(Application)
        .where(col(Application.user_id) == policy.signed_in(work.viewer))
        .where(col(Application.status).in_(list(BlockReason)))
        .order_by(_rank, col(Application.id).desc())
        .limit(1)
    )
    return Submission((await work.session.exec(statement)).first())


async def create(work: Work, values: Any) -> Application:
    """Apply, unless something stands in the way; that is said before anything is said of the values."""
    user_id = policy.signed_in(work.viewer)
    await _take_turn(work, user_id)
    reason = (await submission(work)).reason
    if reason is not None:
        raise PendingError if reason is BlockReason.PENDING else RevokedError
    draft = ApplicationDraft.read(values)
    return await work.add(
        Application(
            user_id=user_id,
            type=draft.type,
            artist_name=draft.artist_name,
            artist_id=await _about(work, user_id, draft),
            data=draft.data,
        )
    )


async def _about(work: Work, user_id: int, draft: ApplicationDraft) -> int | None:
    """The artist that an application is about: to be claimed any, else one's own.

    None where the application tells it by its name alone: whoever decides finds out who that is.
    """
    wanted = draft.artist_id if isinstance(draft.artist_id, int) else None
    if draft.artist_id is None and draft.type is not ApplicationType.VERIFY_ARTIST:
        return None
    if draft.type is ApplicationType.CLAIM_ARTIST and wanted is not None:
        if wanted not in await artists.by_ids(work, [wanted]):
            raise InvalidError(f"There is no artist {wanted}.", field="artist_id")
        return wanted
    own = await grants.owned(work, user_id, wanted)
    if own is None and wanted is not None:
        raise InvalidError("This must be an artist profile of your own.", field="artist_id")
    return own.id if own else None


async def approve(work: Work, application_id: int, decision: DecisionDraft) -> Application:
    """Let somebody in, or in again; what they applied for is theirs at once."""
    row = await handled(work, application_id)
    if row.status not in (ApplicationStatus.PENDING, ApplicationStatus.REVOKED):
        raise ConflictError("Only a pending or a revoked request can be approved.")
    await grants.give(work, row)
    return await _decide(work, row, ApplicationStatus.APPROVED, NotificationKind.APPLICATION_APPROVED, decision)


async def deny(work: Work, application_id: int, decision: DecisionDraft) -> Application:
    row = await handled(work, application_id)
    if row.status != ApplicationStatus.PENDING:
        raise ConflictError("Only a pending request can be denied.")
    return await _decide(work, row, ApplicationStatus.DENIED, NotificationKind.APPLICATION_DENIED, decision)


async def revoke(work: Work, application_id: int, decision: DecisionDraft) -> Application:
    """Take back what an approval gave."""
    row = await handled(work, application_id)
    if row.status != ApplicationStatus.APPROVED:
        raise ConflictError("Only an approved request can be revoked.")
    await grants.take(work, row)
    return await _decide(work, row, ApplicationStatus.REVOKED, NotificationKind.APPLICATION_REVOKED, decision)


async def handled(work: Work, application_id: int) -> Application:
    """An application that the viewer is to decide on, while nobody else does."""
    handler = policy.permitted(work.viewer, HANDLE)
    row = await get(work, application_id)
    if row.user_id == handler and not work.viewer.is_admin:
        raise ForbiddenError("Nobody decides on their own request.")
    await _take_turn(work, row.user_id)
    await work.session.refresh(row)
    return row


async def _decide(
    work: Work, row: Application, status: ApplicationStatus, kind: NotificationKind, decision: DecisionDraft
) -> Application:
    row.status, row.notes = status, decision.notes or None
    row.handled_by, row.handled_at = work.viewer.user_id, work.now
    told = TOLD[kind][ApplicationType(row.type)]
    data = {"application_id": row.id, "type": row.type, "status": status, "notes": row.notes}
    await notifications.notify(work, row.user_id, kind, f"{told} {row.notes}" if row.notes else told, data)
    return row


async def _take_turn(work: Work, user_id: int) -> None:
    """All that happens to one person's applications happens one after another."""
    await turns.take(work, hashlib.sha256(f"applications of {user_id}".encode()).digest())


async def handlers(work: Work, application_ids: Sequence[int]) -> dict[int, User]:
    """Who decided on each, for those who decide themselves."""
    if not handles(work.viewer):
        return {}
    statement = users.visible(work.viewer).join(Application, col(Application.handled_by) == User.id)
    found = await grouped(work, statement.where(col(Application.id).in_(application_ids)), col(Application.id))
    return {application_id: rows[0] for application_id, rows in found.items()}
