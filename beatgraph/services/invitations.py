"""Invitations: how people come to edit another's playlist, and how they cease to."""

import math
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, or_
from sqlmodel import col, delete, select
from sqlmodel.sql.expression import SelectOfScalar

from beatgraph.auth import policy
from beatgraph.auth.viewer import Viewer
from beatgraph.errors import (
    BeatgraphError,
    ConflictError,
    InvalidError,
    NotFoundError,
    QuotaError,
    TooManyRequestsError,
)
from beatgraph.models import InvitationState, Playlist, PlaylistEditor, PlaylistInvitation, User
from beatgraph.paging import Order, Slice, SortKey, Window, slices_of
from beatgraph.services import playlists, users
from beatgraph.services.batches import grouped, pairs
from beatgraph.work import Work

EDITORS_AT_MOST = 10
LIVES = timedelta(days=7)
COOLDOWN = timedelta(hours=24)

its_playlist = col(PlaylistInvitation.playlist_id)
invitee = col(PlaylistInvitation.user_id)
NEWEST = Order("newest", (SortKey(col(PlaylistInvitation.id), int),), descending=True)


class AlreadyInvitedError(ConflictError):
    code = "ALREADY_INVITED"
    message = "This person has been invited already."


class AlreadyEditorError(ConflictError):
    code = "ALREADY_EDITOR"
    message = "This person is an editor already."


class EditorLimitError(QuotaError):
    """Accepted or not: everybody who could be an editor counts, but for the owner."""

    code = "MAX_EDITORS"
    message = f"A playlist has at most {EDITORS_AT_MOST} editors, open invitations included."

    def __init__(self, retry_after: int | None) -> None:
        super().__init__()
        self.retry_after = retry_after

    @property
    def details(self) -> Mapping[str, object]:
        """Seconds until an invitation expires and leaves room, if there is one."""
        return {} if self.retry_after is None else {"retry_after": self.retry_after}


class CooldownError(TooManyRequestsError):
    code = "INVITE_COOLDOWN"
    message = "24 hours must pass before this person is invited again."


class InvitationExpiredError(BeatgraphError):
    code = "INVITATION_EXPIRED"
    status = 410
    message = "This invitation has expired."


def visible(viewer: Viewer) -> SelectOfScalar[PlaylistInvitation]:
    """Every read starts here: those that one got, and those to one's own playlists."""
    statement = select(PlaylistInvitation).join(Playlist, its_playlist == Playlist.id)
    statement = statement.where(col(Playlist.deleted_at).is_(None))
    if viewer.is_admin:
        return statement
    return statement.where(or_(invitee == viewer.user_id, playlists.owned_by(viewer)))


def open_at(now: datetime) -> ColumnElement[bool]:
    return (col(PlaylistInvitation.state) == InvitationState.PENDING) & (col(PlaylistInvitation.expires_at) > now)


def has_expired(invitation: PlaylistInvitation, now: datetime) -> bool:
    return invitation.state == InvitationState.PENDING and invitation.expires_at <= now


async def by_ids(work: Work, ids: Sequence[int]) -> dict[int, PlaylistInvitation]:
    rows = await work.session.exec(visible(work.viewer).where(col(PlaylistInvitation.id).in_(ids)))
    return {row.id: row for row in rows}


async def get(work: Work, invitation_id: int) -> PlaylistInvitation:
    policy.signed_in(work.viewer)
    invitation = (await by_ids(work, [invitation_id])).get(invitation_id)
    if invitation is None:
        raise NotFoundError("Invitation")
    return invitation


async def names(work: Work, invitation_ids: Sequence[int]) -> dict[int, str]:
    """What the playlists behind many invitations are called: who is invited may know, private or not."""
    statement = visible(work.viewer).where(col(PlaylistInvitation.id).in_(invitation_ids))
    return await pairs(work, statement.with_only_columns(col(PlaylistInvitation.id), col(Playlist.name)))


async def by_playlists(work: Work, playlist_ids: Sequence[int]) -> dict[int, list[PlaylistInvitation]]:
    """Open invitations to many playlists, the oldest first: for their owners."""
    statement = visible(work.viewer).where(its_playlist.in_(playlist_ids), open_at(work.now))
    if not work.viewer.is_admin:
        statement = statement.where(playlists.owned_by(work.viewer))
    return await grouped(work, statement.order_by(col(PlaylistInvitation.id)), its_playlist)


def _received(work: Work) -> SelectOfScalar[PlaylistInvitation]:
    statement = visible(work.viewer).where(open_at(work.now))
    return statement if work.viewer.is_admin else statement.where(invitee == work.viewer.user_id)


async def by_invitees(
    work: Work, user_ids: Sequence[int], piece: Window, _options: object
) -> dict[int, Slice[PlaylistInvitation]]:
    """Open invitations that people have got: one's own and, to an admin, everybody's."""
    return await slices_of(work, _received(work), invitee, user_ids, NEWEST, piece)


async def count_by_invitees(work: Work, user_ids: Sequence[int]) -> dict[int, int]:
    statement = _received(work).where(invitee.in_(user_ids)).with_only_columns(invitee, func.count())
    return await pairs(work, statement.group_by(invitee))


async def editors_by_playlists(work: Work, playlist_ids: Sequence[int]) -> dict[int, list[User]]:
    """Editors of many playlists, in the order in which they joined; the owner is not among them."""
    playlist = col(PlaylistEditor.playlist_id)
    statement = (
        users.visible(work.viewer)
        .join(PlaylistEditor, col(PlaylistEditor.user_id) == User.id)
        .where(playlist.in_(playlist_ids))
        .order_by(playlist, col(PlaylistEditor.created_at), col(User.id))
    )
    return await grouped(work, statement, playlist)


async def invite(work: Work, playlist_id: int, user_id: int) -> PlaylistInvitation:
    """Invite somebody to edit a playlist, if there is room for one more and they have not just been asked."""
    playlist = await playlists.managed(work, playlist_id)
    if user_id == playlist.user_id:
        raise InvalidError("The owner edits the playlist anyhow.", field="user_id")
    if user_id not in await users.by_ids(work, [user_id]):
        raise InvalidError("There is no such user.", field="user_id")
    if not playlist.collaborative:
        raise InvalidError("The playlist is not collaborative.")
    editors = await _editor_ids(work, playlist)
    if user_id in editors:
        raise AlreadyEditorError
    history = (await work.session.exec(_of(playlist.id).where(invitee == user_id))).all()
    if any(_is_open(each, work.now) for each in history):
        raise AlreadyInvitedError
    _refuse_haste(history, work.now)
    open_ones = (await work.session.exec(_of(playlist.id).where(open_at(work.now)))).all()
    if len(editors) + len(open_ones) >= EDITORS_AT_MOST:
        ends = min((each.expires_at for each in open_ones), default=None)
        raise EditorLimitError(None if ends is None else _seconds(ends - work.now))
    return await work.add(
        PlaylistInvitation(
            playlist_id=playlist.id,
            user_id=user_id,
            invited_by=policy.signed_in(work.viewer),
            expires_at=work.now + LIVES,
        )
    )


async def accept(work: Work, playlist_id: int, *, invitation_id: int | None = None) -> Playlist:
    """Become an editor; `invitation_id` says which invitation is expected to be the latest."""
    invitation = await _latest(work, playlist_id, invitation_id)
    if invitation.state == InvitationState.ACCEPTED:
        raise InvalidError("The invitation has been accepted already.")
    _refuse_unless_open(work, invitation)
    playlist = await work.session.get_one(Playlist, playlist_id)
    if not playlist.collaborative:
        raise InvalidError("The playlist is not collaborative at the moment.")
    invitation.state = InvitationState.ACCEPTED
    await work.add(PlaylistEditor(playlist_id=playlist_id, user_id=invitation.user_id, created_at=work.now))
    return playlist


async def decline(work: Work, playlist_id: int, *, invitation_id: int | None = None) -> PlaylistInvitation:
    invitation = await _latest(work, playlist_id, invitation_id)
    _refuse_unless_open(work, invitation)
    return await _end(work, invitation, InvitationState.DECLINED)


async def remove(work: Work, playlist_id: int, user_id: int) -> Playlist:
    """Take the right to edit from an editor, or withdraw the invitation of somebody who has not answered."""
    playlist = await playlists.managed(work, playlist_id)
    if user_id == playlist.user_id:
        raise InvalidError("The owner cannot be removed.", field="user_id")
    invitation = (await work.session.exec(_of(playlist.id).where(invitee == user_id))).first()
    if invitation is None or not (invitation.state == InvitationState.ACCEPTED or _is_open(invitation, work.now)):
        raise InvalidError("This person is not an editor.", field="user_id")
    was_editor = invitation.state == InvitationState.ACCEPTED
    await _end(work, invitation, InvitationState.REMOVED if was_editor else InvitationState.WITHDRAWN)
    await work.session.exec(
        delete(PlaylistEditor).where(
            col(PlaylistEditor.playlist_id) == playlist.id, col(PlaylistEditor.user_id) == user_id
        )
    )
    return playlist


def _of(playlist_id: int) -> SelectOfScalar[PlaylistInvitation]:
    """All invitations to a playlist that there have been, the latest first."""
    return select(PlaylistInvitation).where(its_playlist == playlist_id).order_by(col(PlaylistInvitation.id).desc())


async def _editor_ids(work: Work, playlist: Playlist) -> set[int]:
    statement = select(PlaylistEditor.user_id).where(col(PlaylistEditor.playlist_id) == playlist.id)
    return set((await work.session.exec(statement)).all())


def _is_open(invitation: PlaylistInvitation, now: datetime) -> bool:
    return invitation.state == InvitationState.PENDING and not has_expired(invitation, now)


def _refuse_haste(history: Sequence[PlaylistInvitation], now: datetime) -> None:
    instants = [instant for each in history for instant in (each.created_at, each.ended_at) if instant is not None]
    again_at = max(instants, default=now - COOLDOWN) + COOLDOWN
    if again_at > now:
        raise CooldownError(retry_after=_seconds(again_at - now))


def _seconds(duration: timedelta) -> int:
    return math.ceil(duration.total_seconds())


async def _latest(work: Work, playlist_id: int, invitation_id: int | None) -> PlaylistInvitation:
    """The viewer's latest invitation to a playlist, private or not; the playlist is held until they have answered."""
    user_id = policy.signed_in(work.viewer)
    held = playlists.standing().where(col(Playlist.id) == playlist_id).with_for_update()
    found = (await work.session.exec(_of(playlist_id).where(invitee == user_id))).first()
    playlist = (await work.session.exec(held)).first() if found else None
    if found is None or playlist is None or invitation_id not in (None, found.id):
        raise NotFoundError("Invitation")
    await work.session.refresh(found)
    return found


def _refuse_unless_open(work: Work, invitation: PlaylistInvitation) -> None:
    if invitation.state != InvitationState.PENDING:
        raise NotFoundError("Invitation")
    if has_expired(invitation, work.now):
        raise InvitationExpiredError


async def _end(work: Work, invitation: PlaylistInvitation, state: InvitationState) -> PlaylistInvitation:
    invitation.state = state
    invitation.ended_at = work.now
    await work.session.flush()
    return invitation
