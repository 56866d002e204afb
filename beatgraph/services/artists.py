"""Artist profiles: who sees them, who runs them, and how they are listed."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import or_
from sqlmodel import col, delete, select
from sqlmodel.sql.expression import SelectOfScalar

from beatgraph.auth import policy
from beatgraph.auth.viewer import Viewer
from beatgraph.errors import ForbiddenError, InvalidError, NotFoundError
from beatgraph.models import AlbumArtist, Artist, ArtistStatus, TrackArtist
from beatgraph.paging import Order, SortKey
from beatgraph.services.batches import grouped
from beatgraph.work import Work

BY_NAME = Order("name", (SortKey(col(Artist.name), str), SortKey(col(Artist.id), int)))
NEWEST = Order("newest", (SortKey(col(Artist.id), int),), descending=True)


def visible(viewer: Viewer) -> SelectOfScalar[Artist]:
    """Every read starts here: active artists, and one's own whatever their status."""
    statement = select(Artist).where(col(Artist.deleted_at).is_(None))
    if viewer.is_admin:
        return statement
    return statement.where(
        or_(col(Artist.status) == ArtistStatus.ACTIVE, col(Artist.id).in_(viewer.artist_ids))
        if viewer.artist_ids
        else col(Artist.status) == ArtistStatus.ACTIVE
    )


async def get(work: Work, artist_id: int) -> Artist:
    artist = (await work.session.exec(visible(work.viewer).where(col(Artist.id) == artist_id))).first()
    if artist is None:
        raise NotFoundError("Artist")
    return artist


async def by_ids(work: Work, ids: Sequence[int]) -> dict[int, Artist]:
    rows = await work.session.exec(visible(work.viewer).where(col(Artist.id).in_(ids)))
    return {row.id: row for row in rows}


async def by_tracks(work: Work, track_ids: Sequence[int]) -> dict[int, list[Artist]]:
    """Credited producers of many tracks, the main one first."""
    return await _in_order(work, TrackArtist, col(TrackArtist.track_id), track_ids)


async def by_albums(work: Work, album_ids: Sequence[int]) -> dict[int, list[Artist]]:
    return await _in_order(work, AlbumArtist, col(AlbumArtist.album_id), album_ids)


async def _in_order(
    work: Work, link: type[TrackArtist] | type[AlbumArtist], parent: Any, parents: Sequence[int]
) -> dict[int, list[Artist]]:
    statement = (
        visible(work.viewer)
        .join(link, col(link.artist_id) == Artist.id)
        .where(parent.in_(parents))
        .order_by(parent, col(link.position), col(Artist.id))
    )
    return await grouped(work, statement, parent)


async def credited(work: Work, references: Sequence[int | str] | None) -> list[int]:
    """The artists that a track or an album is to be credited to, in order; `CURRENT_USER` is the viewer's profile.

    One of them must be the viewer's own, so that nobody publishes in another's name.
    """
    mine = policy.producer(work.viewer) if references is None or "CURRENT_USER" in references else None
    wanted = [mine if ref == "CURRENT_USER" else ref for ref in references] if references else [mine]
    ids = list(dict.fromkeys(int(ref) for ref in wanted if ref is not None))
    known = await by_ids(work, ids)
    for artist_id in ids:
        if artist_id not in known:
            raise InvalidError(f"There is no artist {artist_id}.", field="artists")
    if not any(policy.acts_for(work.viewer, artist_id) for artist_id in ids):
        raise ForbiddenError("One of the artists must be your own profile.")
    return ids


async def attach(
    work: Work, link: type[TrackArtist] | type[AlbumArtist], parent: str, parent_id: int, artist_ids: Sequence[int]
) -> None:
    """Make these the artists of a track or an album, in this order."""
    await work.session.exec(delete(link).where(getattr(link, parent) == parent_id))
    for position, artist_id in enumerate(artist_ids):
        fields: dict[str, Any] = {parent: parent_id, "artist_id": artist_id, "position": position}
        work.session.add(link(**fields))
    await work.session.flush()
