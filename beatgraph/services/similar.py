"""Likeness: artists whose music is of the same genres."""

from collections.abc import Sequence

from sqlalchemy import Select, func
from sqlmodel import col, select

from beatgraph.models import Artist, Track, TrackArtist, TrackGenre
from beatgraph.services import artists, tracks
from beatgraph.services.batches import grouped
from beatgraph.work import Work

SIMILAR_AT_MOST = 10


async def by_artists(work: Work, artist_ids: Sequence[int]) -> dict[int, list[Artist]]:
    """For many artists, those who share most genres with them."""
    mine = _genres(work).where(col(TrackArtist.artist_id).in_(artist_ids)).subquery()
    theirs = _genres(work).where(col(TrackGenre.genre_id).in_(select(mine.c.genre_id))).subquery()
    place = func.row_number().over(partition_by=mine.c.artist_id, order_by=(func.count().desc(), col(Artist.id)))
    shared = (
        artists.visible(work.viewer)
        .join(theirs, theirs.c.artist_id == Artist.id)
        .join(mine, (mine.c.genre_id == theirs.c.genre_id) & (mine.c.artist_id != theirs.c.artist_id))
        .with_only_columns(mine.c.artist_id.label("parent"), col(Artist.id).label("other"), place.label("place"))
        .group_by(mine.c.artist_id, col(Artist.id))
        .subquery()
    )
    statement = (
        select(Artist)
        .join(shared, shared.c.other == Artist.id)
        .where(shared.c.place <= SIMILAR_AT_MOST)
        .order_by(shared.c.parent, shared.c.place)
    )
    return await grouped(work, statement, shared.c.parent)


def _genres(work: Work) -> Select[int, int]:
    """Which artist has which genres, by the tracks that the viewer may see."""
    return (
        tracks.visible(work.viewer)
        .join(TrackArtist, col(TrackArtist.track_id) == col(Track.id))
        .join(TrackGenre, col(TrackGenre.track_id) == col(Track.id))
        .with_only_columns(col(TrackArtist.artist_id), col(TrackGenre.genre_id), maintain_column_froms=True)
        .distinct()
    )
