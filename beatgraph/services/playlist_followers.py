"""Playlist followers: the playlists that people keep at hand."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, false, func
from sqlmodel import col, delete, select, update
from sqlmodel.sql.expression import SelectOfScalar

from beatgraph.auth import policy
from beatgraph.auth.viewer import Viewer
from beatgraph.models import Playlist, PlaylistFollower
from beatgraph.paging import Order, Slice, SortKey, Window, slices_of
from beatgraph.services import audiences, playlists, upserts
from beatgraph.services.batches import pairs
from beatgraph.work import Work

follower = col(PlaylistFollower.user_id)
LATEST = Order(
    "latest", (SortKey(col(PlaylistFollower.created_at), datetime), SortKey(col(Playlist.id), int)), descending=True
)


def visible(viewer: Viewer) -> SelectOfScalar[Playlist]:
    """Every read starts here: what people follow is between them and admins."""
    statement = playlists.visible(viewer).join(PlaylistFollower, col(PlaylistFollower.playlist_id) == Playlist.id)
    return statement if viewer.is_admin else statement.where(_own(viewer))


def _own(viewer: Viewer) -> ColumnElement[bool]:
    return false() if viewer.user_id is None else follower == viewer.user_id


async def by_followers(
    work: Work, user_ids: Sequence[int], piece: Window, _options: object
) -> dict[int, Slice[Playlist]]:
    return await slices_of(work, visible(work.viewer), follower, user_ids, LATEST, piece)


async def count_by_followers(work: Work, user_ids: Sequence[int]) -> dict[int, int]:
    statement = visible(work.viewer).where(follower.in_(user_ids)).with_only_columns(follower, func.count())
    return await pairs(work, statement.group_by(follower))


async def followed(work: Work, playlist_ids: Sequence[int]) -> dict[int, bool]:
    """Whether the viewer follows each playlist; nothing is known of nobody."""
    if work.viewer.is_anonymous:
        return {}
    statement = select(PlaylistFollower.playlist_id).where(
        _own(work.viewer), col(PlaylistFollower.playlist_id).in_(playlist_ids)
    )
    found = set((await work.session.exec(statement)).all())
    return {playlist_id: playlist_id in found for playlist_id in playlist_ids}


async def follow(work: Work, playlist_id: int) -> Playlist:
    """Follow a playlist; the owner's own follow stands and is not counted, nor are those of admins and bots."""
    user_id = policy.signed_in(work.viewer)
    playlist = await playlists.get(work, playlist_id)
    counted = playlist.user_id != user_id and audiences.is_any(work)
    row = PlaylistFollower(playlist_id=playlist.id, user_id=user_id, created_at=work.now, counted=counted)
    if await upserts.once(work, row) and counted:
        await _count(work, playlist.id, 1)
    await work.session.refresh(playlist)
    return playlist


async def unfollow(work: Work, playlist_id: int) -> Playlist | None:
    """No longer follow a playlist, even one that is private or gone by now: then None comes back."""
    user_id = policy.signed_in(work.viewer)
    statement = delete(PlaylistFollower).where(col(PlaylistFollower.playlist_id) == playlist_id, follower == user_id)
    ended = (await work.session.execute(statement.returning(col(PlaylistFollower.counted)))).scalars().all()
    if not ended:
        return await playlists.get(work, playlist_id)
    if ended[0]:
        await _count(work, playlist_id, -1)
    return (await playlists.by_ids(work, [playlist_id])).get(playlist_id)


async def _count(work: Work, playlist_id: int, by: int) -> None:
    await work.session.exec(
        update(Playlist)
        .where(col(Playlist.id) == playlist_id)
        .values(follower_count=col(Playlist.follower_count) + by)
        .execution_options(synchronize_session=False)
    )
