"""Genres: what kind of music a track or an album is."""

from collections.abc import Sequence

from sqlmodel import col, select

from beatgraph.models import AlbumGenre, Genre, TrackGenre
from beatgraph.paging import Order, Page, Paged, Slice, SortKey, Window, count_of, page_of, slice_of
from beatgraph.services import words
from beatgraph.work import Work

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
