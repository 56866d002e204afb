"""Playlists: who sees them, how they are listed, and how they come to be."""

import hashlib
from collections.abc import Collection, Sequence
from datetime import datetime
from enum import Enum

from sqlalchemy import ColumnElement, func, or_
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from beatgraph.auth import policy
from beatgraph.auth.viewer import Viewer
from beatgraph.drafts.playlists import PlaylistChanges, PlaylistDraft
from beatgraph.errors import ForbiddenError, InvalidError, NotFoundError, QuotaError
from beatgraph.models import Playlist, PlaylistEditor, PlaylistTrack
from beatgraph.paging import Order, Page, Paged, Slice, SortKey, Window, count_of, page_of, slice_of, slices_of
from beatgraph.services import saves, turns, uploads
from beatgraph.services.batches import pairs
from beatgraph.services.saves import Listed
from beatgraph.services.searching import found_by
from beatgraph.work import Work

PLAYLISTS_AT_MOST = 100
ID = SortKey(col(Playlist.id), int)


class PlaylistOrder(Enum):
    NEWEST = Order("newest", (SortKey(col(Playlist.created_at), datetime), ID), descending=True)
    NAME = Order("name", (SortKey(func.lower(col(Playlist.name)), str), ID))
    MOST_FOLLOWED = Order("most_followed", (SortKey(col(Playlist.follower_count), int), ID), descending=True)


class PlaylistLimitError(QuotaError):
    code = "PLAYLIST_LIMIT"
    message = f"One has at most {PLAYLISTS_AT_MOST} playlists."


class PrivatePlaylistError(ForbiddenError):
    """Not hidden as other private things are: its address is shared, and whoever has it is told why it stays shut."""

    message = "This playlist is private."


def standing() -> SelectOfScalar[Playlist]:
    """Playlists that are not deleted, whoever may see them."""
    return select(Playlist).where(col(Playlist.deleted_at).is_(None))


def visible(viewer: Viewer) -> SelectOfScalar[Playlist]:
    """Every read starts here: public playlists, one's own, and those that one edits."""
    if viewer.is_admin:
        return standing()
    public = col(Playlist.public).is_(True)
    if viewer.user_id is None:
        return standing().where(public)
    return standing().where(or_(public, col(Playlist.user_id) == viewer.user_id, col(Playlist.id).in_(_edited(viewer))))


def _edited(viewer: Viewer) -> SelectOfScalar[int]:
    return select(PlaylistEditor.playlist_id).where(col(PlaylistEditor.user_id) == viewer.user_id)


async def seek(work: Work, playlist_id: int) -> Playlist | None:
    """A playlist, or None if there is none; one that is private to the viewer is refused."""
    found = (await by_ids(work, [playlist_id])).get(playlist_id)
    if found is None and (await work.session.exec(standing().where(col(Playlist.id) == playlist_id))).first():
        raise PrivatePlaylistError
    return found


async def get(work: Work, playlist_id: int) -> Playlist:
    playlist = await seek(work, playlist_id)
    if playlist is None:
        raise NotFoundError("Playlist")
    return playlist


async def by_ids(work: Work, ids: Sequence[int]) -> dict[int, Playlist]:
    rows = await work.session.exec(visible(work.viewer).where(col(Playlist.id).in_(ids)))
    return {row.id: row for row in rows}


async def window(work: Work, text: str | None, order: PlaylistOrder, piece: Window) -> Slice[Playlist]:
    return await slice_of(work, _named(visible(work.viewer), text), order.value, piece)


async def page(
    work: Work, text: str | None, order: PlaylistOrder, page: Page, *, descending: bool | None = None
) -> Paged[Playlist]:
    ordered = order.value.towards(descending=descending)
    return await page_of(work, _named(visible(work.viewer), text), ordered, page)


async def count(work: Work, text: str | None = None) -> int:
    return await count_of(work, _named(visible(work.viewer), text))


def _named(statement: SelectOfScalar[Playlist], text: str | None) -> SelectOfScalar[Playlist]:
    return statement.where(found_by(Playlist, text)) if text else statement


async def by_owners(
    work: Work, user_ids: Sequence[int], piece: Window, order: PlaylistOrder
) -> dict[int, Slice[Playlist]]:
    """Playlists that people own, as far as the viewer may see them."""
    return await slices_of(work, visible(work.viewer), col(Playlist.user_id), user_ids, order.value, piece)


async def count_by_owners(work: Work, user_ids: Sequence[int]) -> dict[int, int]:
    owner = col(Playlist.user_id)
    statement = visible(work.viewer).where(owner.in_(user_ids)).with_only_columns(owner, func.count()).group_by(owner)
    return await pairs(work, statement)


async def page_by_owner(work: Work, user_id: int, order: PlaylistOrder, page: Page) -> Paged[Playlist]:
    return await page_of(work, visible(work.viewer).where(col(Playlist.user_id) == user_id), order.value, page)


def _shared(viewer: Viewer) -> SelectOfScalar[Playlist]:
    """Playlists beside their editors: one's own editing and, to an admin, everybody's."""
    statement = visible(viewer).join(PlaylistEditor, col(PlaylistEditor.playlist_id) == Playlist.id)
    return statement if viewer.is_admin else statement.where(col(PlaylistEditor.user_id) == viewer.user_id)


async def by_editors(
    work: Work, user_ids: Sequence[int], piece: Window, order: PlaylistOrder
) -> dict[int, Slice[Playlist]]:
    """Playlists of others that people edit."""
    return await slices_of(work, _shared(work.viewer), col(PlaylistEditor.user_id), user_ids, order.value, piece)


async def count_by_editors(work: Work, user_ids: Sequence[int]) -> dict[int, int]:
    editor = col(PlaylistEditor.user_id)
    statement = _shared(work.viewer).where(editor.in_(user_ids)).with_only_columns(editor, func.count())
    return await pairs(work, statement.group_by(editor))


def owned_by(viewer: Viewer) -> ColumnElement[bool]:
    return col(Playlist.user_id) == viewer.user_id


async def manageable(work: Work, playlist_ids: Sequence[int]) -> dict[int, bool]:
    """Whether the viewer may change each playlist and say who edits it: its owner and admins may."""
    return await _allowed(work, playlist_ids, owned_by(work.viewer))


async def editable(work: Work, playlist_ids: Sequence[int]) -> dict[int, bool]:
    """Whether the viewer may change each playlist's tracks: its editors may as well, while it is collaborative."""
    edits = col(Playlist.collaborative).is_(True) & col(Playlist.id).in_(_edited(work.viewer))
    return await _allowed(work, playlist_ids, or_(owned_by(work.viewer), edits))


async def _allowed(work: Work, playlist_ids: Sequence[int], condition: ColumnElement[bool]) -> dict[int, bool]:
    if work.viewer.is_anonymous or work.viewer.is_admin:
        return dict.fromkeys(playlist_ids, work.viewer.is_admin)
    statement = select(Playlist.id).where(col(Playlist.id).in_(playlist_ids), condition)
    found = set((await work.session.exec(statement)).all())
    return {playlist_id: playlist_id in found for playlist_id in playlist_ids}


async def held(work: Work, playlist_id: int) -> Playlist:
    """A playlist that the viewer sees, held until they are done: those who change it at once take turns."""
    policy.signed_in(work.viewer)
    playlist = await get(work, playlist_id)
    await work.session.refresh(playlist, with_for_update=True)
    return await get(work, playlist_id)


async def managed(work: Work, playlist_id: int) -> Playlist:
    """A playlist that the viewer may change in every way, held until they have."""
    playlist = await held(work, playlist_id)
    if not (await manageable(work, [playlist.id]))[playlist.id]:
        raise ForbiddenError
    return playlist


async def edited(work: Work, playlist_id: int) -> Playlist:
    """A playlist whose tracks the viewer may change, held until they have."""
    playlist = await held(work, playlist_id)
    if not (await editable(work, [playlist.id]))[playlist.id]:
        raise ForbiddenError
    return playlist


async def create(work: Work, draft: PlaylistDraft) -> Playlist:
    """A new playlist, the owner's alone unless it is to be public."""
    user_id = policy.signed_in(work.viewer)
    await _take_turn(work, user_id)
    if await count_of(work, standing().where(col(Playlist.user_id) == user_id)) >= PLAYLISTS_AT_MOST:
        raise PlaylistLimitError
    playlist = Playlist(
        name=draft.name,
        folded_name=await _free(work, user_id, draft.name),
        description=draft.description,
        image=await uploads.picture(work, draft.image),
        public=draft.public,
        collaborative=draft.collaborative,
        user_id=user_id,
    )
    return await work.add(playlist)


async def update(work: Work, playlist_id: int, changes: PlaylistChanges) -> Playlist:
    playlist = await managed(work, playlist_id)
    given = changes.given
    for name in ("description", "public", "collaborative"):
        if name in given:
            setattr(playlist, name, given[name])
    if changes.name is not None:
        await _take_turn(work, playlist.user_id)
        playlist.folded_name = await _free(work, playlist.user_id, changes.name, but=playlist.id)
        playlist.name = changes.name
    if "image" in given:
        playlist.image = await uploads.picture(work, changes.image)
    await work.session.flush()
    return playlist


async def delete(work: Work, playlist_ids: Sequence[int]) -> list[int]:
    """Delete all of these or, when one is not the viewer's, none; what is already gone is passed over."""
    policy.signed_in(work.viewer)
    statement = standing().where(col(Playlist.id).in_(playlist_ids)).order_by(col(Playlist.id)).with_for_update()
    found = (await work.session.exec(statement)).all()
    allowed = await manageable(work, [playlist.id for playlist in found])
    if not all(allowed.values()):
        raise ForbiddenError
    tracks = await listed(work, list(allowed))
    for playlist in found:
        playlist.deleted_at = work.now
    await work.session.flush()
    await saves.taken(work, tracks)
    return list(allowed)


async def listed(
    work: Work, playlist_ids: Sequence[int], track_ids: Collection[int] | None = None
) -> Collection[Listed]:
    """Who has put which tracks into these playlists: all, or those of these."""
    statement = select(PlaylistTrack.user_id, PlaylistTrack.track_id).where(
        col(PlaylistTrack.playlist_id).in_(playlist_ids)
    )
    if track_ids is not None:
        statement = statement.where(col(PlaylistTrack.track_id).in_(track_ids))
    return {Listed(*row) for row in (await work.session.execute(statement)).all()}


async def _take_turn(work: Work, user_id: int) -> None:
    # Of two new playlists at once, the second one finds the first one's name, and the first one counted.
    await turns.take(work, hashlib.sha256(f"playlists of {user_id}".encode()).digest())


async def _free(work: Work, user_id: int, name: str, *, but: int | None = None) -> str:
    """A name without case, if the owner has no other playlist of that name."""
    folded = name.casefold()
    statement = standing().where(col(Playlist.user_id) == user_id, col(Playlist.folded_name) == folded)
    if (await work.session.exec(statement.where(col(Playlist.id) != (but or 0)))).first() is not None:
        raise InvalidError("There is a playlist of this name already.", field="name")
    return folded
