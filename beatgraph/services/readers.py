"""Readers: who may read the figures of a track, an album or an artist, and whose numbers these add up."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlmodel import col

from beatgraph.auth import policy
from beatgraph.auth.viewer import ANONYMOUS, Viewer
from beatgraph.errors import ForbiddenError
from beatgraph.models import Album, AlbumArtist, Artist, Label, Track, TrackArtist
from beatgraph.services import albums, artists, liveness, tracks
from beatgraph.services.owners import ARTISTS, TRACKS, Owner
from beatgraph.work import Work


class Whose(StrEnum):
    """What has figures."""

    TRACK = "track"
    ALBUM = "album"
    ARTIST = "artist"

    @property
    def owner(self) -> Owner:
        """In whose numbers they are; an album's are in those of its tracks."""
        return ARTISTS if self is Whose.ARTIST else TRACKS


Parts = dict[int, tuple[int, ...]]
"""By thing, the owners whose numbers it adds up: itself or, of an album, its live tracks."""


async def seen(work: Work, whose: Whose, thing_id: int) -> Any:
    """The thing itself, for a caller who may read its figures; what they may not even see does not exist."""
    policy.signed_in(work.viewer)
    match whose:
        case Whose.TRACK:
            row: Any = await tracks.get(work, thing_id)
        case Whose.ALBUM:
            row = await albums.get(work, thing_id)
        case _:
            row = await artists.get(work, thing_id)
    if not await permitted(work, whose, [thing_id]):
        raise ForbiddenError
    return row


async def permitted(work: Work, whose: Whose, ids: Sequence[int]) -> list[int]:
    """Those of these whose figures the viewer may read.

    That is who owns a thing, who is credited on it, whose label one of its artists is signed to, and admins. Producers
    lose it with their upload access (analytics 1.11).
    """
    viewer = work.viewer
    owned_by = None if viewer.artist_ids and not viewer.uploading_ids else viewer.user_id
    if viewer.is_anonymous or not ids:
        return []
    match whose:
        case Whose.TRACK:
            statement: Any = tracks.visible(viewer).where(col(Track.id).in_(ids)).with_only_columns(col(Track.id))
            mine = or_(col(Track.user_id) == owned_by, col(Track.id).in_(_credited(viewer, TrackArtist.track_id)))
        case Whose.ALBUM:
            statement = albums.visible(viewer).where(col(Album.id).in_(ids)).with_only_columns(col(Album.id))
            mine = or_(col(Album.user_id) == owned_by, col(Album.id).in_(_credited(viewer, AlbumArtist.album_id)))
        case _:
            statement = artists.visible(viewer).where(col(Artist.id).in_(ids)).with_only_columns(col(Artist.id))
            mine = _is_mine(viewer)
    return list((await work.session.execute(statement if viewer.is_admin else statement.where(mine))).scalars())


def _is_mine(viewer: Viewer) -> ColumnElement[bool]:
    """Artists that the viewer runs, while one of theirs may upload, or that are signed to the viewer's label."""
    labels = select(col(Label.id)).where(col(Label.user_id) == viewer.user_id, col(Label.deleted_at).is_(None))
    own = viewer.artist_ids if viewer.uploading_ids else ()
    return or_(col(Artist.id).in_(own), col(Artist.label_id).in_(labels))


def _credited(viewer: Viewer, parent: Any) -> Any:
    """Tracks or albums of such artists."""
    link = TrackArtist if parent is TrackArtist.track_id else AlbumArtist
    return (
        select(col(parent))
        .join(Artist, col(Artist.id) == col(link.artist_id))
        .where(col(Artist.deleted_at).is_(None), _is_mine(viewer))
    )


async def parts(work: Work, whose: Whose, ids: Sequence[int]) -> Parts:
    """Whose numbers each of these adds up; an album's tracks are those that are on it now and live."""
    if whose is not Whose.ALBUM:
        return {each: (each,) for each in ids}
    statement = (
        tracks.visible(ANONYMOUS)
        .where(col(Track.album_id).in_(ids))
        .with_only_columns(col(Track.album_id), col(Track.id))
        .order_by(col(Track.album_id), col(Track.number), col(Track.id))
    )
    found: dict[int, list[int]] = {each: [] for each in ids}
    for album_id, track_id in (await work.session.execute(statement)).all():
        found[album_id].append(track_id)
    return {each: tuple(track_ids) for each, track_ids in found.items()}


async def live_tracks(work: Work, whose: Whose, ids: Sequence[int]) -> Parts:
    """The live tracks of each of these; a track's is itself, whatever becomes of it."""
    if whose is not Whose.ARTIST:
        return await parts(work, whose, ids)
    statement = (
        liveness.live()
        .join(TrackArtist, col(TrackArtist.track_id) == Track.id)
        .where(col(TrackArtist.artist_id).in_(ids))
        .with_only_columns(col(TrackArtist.artist_id), col(Track.id))
        .order_by(col(TrackArtist.artist_id), col(Track.id))
    )
    found: dict[int, list[int]] = {each: [] for each in ids}
    for artist_id, track_id in (await work.session.execute(statement)).all():
        found[artist_id].append(track_id)
    return {each: tuple(track_ids) for each, track_ids in found.items()}
