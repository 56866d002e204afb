"""Collaborations: an artist's public tracks that credit somebody else as well; any producer may look."""

from collections.abc import Sequence

from sqlalchemy import func
from sqlalchemy.orm import aliased
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from beatgraph.auth import policy
from beatgraph.auth.viewer import ANONYMOUS
from beatgraph.models import Artist, Track, TrackArtist
from beatgraph.paging import Page, Slice, Window, page_of, slices_of
from beatgraph.services import artists, tracks
from beatgraph.services.batches import grouped, pairs
from beatgraph.services.tracks import TrackOrder
from beatgraph.work import Work

AT_MOST = 500
"""How many tracks are listed where nobody asks for a piece."""


def visible() -> SelectOfScalar[Track]:
    """Every read starts here: public tracks of two artists or more, once for each of them."""
    other = aliased(TrackArtist)
    with_another = (
        artists.visible(ANONYMOUS)
        .join(other, col(other.artist_id) == col(Artist.id))
        .where(col(other.track_id) == col(Track.id), col(other.artist_id) != col(TrackArtist.artist_id))
        .correlate(Track, TrackArtist)
    )
    credited = tracks.visible(ANONYMOUS).join(TrackArtist, col(TrackArtist.track_id) == Track.id)
    return credited.where(with_another.exists())


async def of_artist(work: Work, artist_id: int) -> Sequence[Track]:
    """An artist's collaborative tracks, the newest first."""
    policy.producer(work.viewer)
    artist = await artists.get(work, artist_id)
    statement = visible().where(col(TrackArtist.artist_id) == artist.id)
    return (await page_of(work, statement, TrackOrder.NEWEST.value, Page(size=AT_MOST, counted=False))).rows


async def by_artists(
    work: Work, artist_ids: Sequence[int], piece: Window, order: TrackOrder
) -> dict[int, Slice[Track]]:
    policy.producer(work.viewer)
    return await slices_of(work, visible(), col(TrackArtist.artist_id), artist_ids, order.value, piece)


async def leaders(work: Work, track_ids: Sequence[int]) -> dict[int, Artist]:
    """The first credit of many tracks, also one who is hidden: nobody else moves up to be the main artist."""
    track = col(TrackArtist.track_id)
    statement = (
        select(Artist)
        .join(TrackArtist, col(TrackArtist.artist_id) == col(Artist.id))
        .where(track.in_(track_ids), col(Artist.deleted_at).is_(None))
        .order_by(track, col(TrackArtist.position), col(Artist.id))
    )
    return {track_id: rows[0] for track_id, rows in (await grouped(work, statement, track)).items()}


async def count_by_artists(work: Work, artist_ids: Sequence[int]) -> dict[int, int]:
    policy.producer(work.viewer)
    statement = (
        visible()
        .where(col(TrackArtist.artist_id).in_(artist_ids))
        .with_only_columns(col(TrackArtist.artist_id), func.count())
        .group_by(col(TrackArtist.artist_id))
    )
    return await pairs(work, statement)
