"""Likes: the tracks, albums and posts that people like; the tracks and albums are their library."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import col
from sqlmodel.sql.expression import SelectOfScalar

from beatgraph.auth import policy
from beatgraph.auth.viewer import Viewer
from beatgraph.models import Album, AlbumLike, Like, Track, User
from beatgraph.paging import Order, SortKey
from beatgraph.services import albums, items, standings, tracks, users
from beatgraph.services.listings import Listing
from beatgraph.services.signals import ItemKind
from beatgraph.services.subjects import ALBUM_LIKES, POST_LIKES, TRACKS, Subject
from beatgraph.work import Work

SUBJECTS: dict[ItemKind, Subject] = {
    ItemKind.TRACK: TRACKS,
    ItemKind.ALBUM: ALBUM_LIKES,
    ItemKind.POST: POST_LIKES,
}
LATEST_TRACK = Order("latest", (SortKey(col(Like.created_at), datetime), SortKey(col(Track.id), int)), descending=True)
LATEST_ALBUM = Order(
    "latest", (SortKey(col(AlbumLike.created_at), datetime), SortKey(col(Album.id), int)), descending=True
)


async def like(work: Work, track_id: int) -> Track:
    """Like a track; one's own likes stand and are not counted."""
    track: Track = await like_item(work, ItemKind.TRACK, track_id)
    return track


async def unlike(work: Work, track_id: int) -> Track | None:
    """No longer like a track, even one that has been hidden meanwhile: then None comes back."""
    track: Track | None = await unlike_item(work, ItemKind.TRACK, track_id)
    return track


async def like_item(work: Work, kind: ItemKind, item_id: int) -> Any:
    """Like a track, an album or a post, whose row comes back; doing so again changes nothing."""
    policy.signed_in(work.viewer)
    item = await items.get(work, kind, item_id)
    await standings.keep(work, SUBJECTS[kind], item)
    return item.row


async def unlike_item(work: Work, kind: ItemKind, item_id: int) -> Any | None:
    """No longer like it, even when it has been hidden meanwhile: then None comes back."""
    return await standings.end(work, SUBJECTS[kind], item_id)


def _person(viewer: Viewer, table: type[Like] | type[AlbumLike]) -> ColumnElement[bool]:
    """Whoever likes it is somebody whom the viewer may see."""
    return users.visible(viewer).where(col(User.id) == table.user_id).correlate(table).exists()


def tracks_liked(viewer: Viewer) -> SelectOfScalar[Track]:
    """Tracks beside their likes, of people whom the viewer may see."""
    statement = tracks.visible(viewer).join(Like, col(Like.track_id) == Track.id)
    return statement.where(_person(viewer, Like))


def albums_liked(viewer: Viewer) -> SelectOfScalar[Album]:
    statement = albums.visible(viewer).join(AlbumLike, col(AlbumLike.album_id) == Album.id)
    return statement.where(_person(viewer, AlbumLike))


TRACKS_BY_USER = Listing(tracks_liked, col(Like.user_id), LATEST_TRACK)
ALBUMS_BY_USER = Listing(albums_liked, col(AlbumLike.user_id), LATEST_ALBUM)


async def counts_by_tracks(work: Work, track_ids: Sequence[int]) -> dict[int, int]:
    return await standings.totals(work, TRACKS, track_ids)


async def counts_by_albums(work: Work, album_ids: Sequence[int]) -> dict[int, int]:
    return await standings.totals(work, ALBUM_LIKES, album_ids)


async def liked(work: Work, track_ids: Sequence[int]) -> dict[int, bool]:
    """Whether the viewer likes each track; nothing is known of nobody."""
    return await standings.viewers(work, TRACKS, track_ids)


async def liked_albums(work: Work, album_ids: Sequence[int]) -> dict[int, bool]:
    return await standings.viewers(work, ALBUM_LIKES, album_ids)


async def liked_posts(work: Work, post_ids: Sequence[int]) -> dict[int, bool]:
    return await standings.viewers(work, POST_LIKES, post_ids)
