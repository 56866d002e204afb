"""Genres: what kind of music a track or an album is."""

from collections.abc import Sequence

from sqlalchemy import func
from sqlmodel import col, select

from beatgraph.models import AlbumGenre, Genre, Track, TrackArtist, TrackGenre
from beatgraph.paging import Order, Page, Paged, Slice, SortKey, Window, count_of, page_of, slice_of
from beatgraph.services import tracks, words
from beatgraph.services.batches import grouped
from beatgraph.work import Work

OF_ARTIST_AT_MOST = 10
BY_NAME = Order("name", (SortKey(col(Genre.name), str), SortKey(col(Genre.id), int)))


async def by_ids(work: Work, ids: Sequence[int]) -> dict[int, Genre]:
    return await words.by_ids(work, Genre, ids)


async def by_name(work: Work, name: str) -> Genre | None:
    return await words.find(work, Genre, name)


async def window(work: Work, piece: Window) -> Slice[Genre]:
    return await slice_of(work, select(Genre), BY_NAME, piece)


async def page(work: Work, page: Page) -> Paged[Genre]:
    return await page_of(work, select(Genre), BY_NAME, page)


async def count(work: Work) -> int:
    return await count_of(work, select(Genre))


async def by_tracks(work: Work, track_ids: Sequence[int]) -> dict[int, list[Genre]]:
    return await words.by_parents(work, Genre, TrackGenre, "track_id", track_ids)


async def by_albums(work: Work, album_ids: Sequence[int]) -> dict[int, list[Genre]]:
    return await words.by_parents(work, Genre, AlbumGenre, "album_id", album_ids)


async def by_artists(work: Work, artist_ids: Sequence[int]) -> dict[int, list[Genre]]:
    """What many artists' music is, the kind of most tracks first."""
    artist, genre = col(TrackArtist.artist_id), col(TrackGenre.genre_id)
    place = func.row_number().over(partition_by=artist, order_by=(func.count().desc(), genre))
    made = (
        tracks.visible(work.viewer)
        .join(TrackArtist, col(TrackArtist.track_id) == Track.id)
        .join(TrackGenre, col(TrackGenre.track_id) == Track.id)
        .where(artist.in_(artist_ids))
        .with_only_columns(artist, genre, place.label("place"), maintain_column_froms=True)
        .group_by(artist, genre)
        .subquery()
    )
    statement = (
        select(Genre)
        .join(made, made.c.genre_id == Genre.id)
        .where(made.c.place <= OF_ARTIST_AT_MOST)
        .order_by(made.c.artist_id, made.c.place)
    )
    return await grouped(work, statement, made.c.artist_id)
