"""Tags: free words for the mood and sound of a track or an album."""

from collections.abc import Sequence

from sqlmodel import col, select

from beatgraph.models import AlbumTag, Tag, TrackTag
from beatgraph.paging import Order, Page, Paged, Slice, SortKey, Window, count_of, page_of, slice_of
from beatgraph.services import words
from beatgraph.work import Work

BY_NAME = Order("name", (SortKey(col(Tag.name), str), SortKey(col(Tag.id), int)))


async def by_ids(work: Work, ids: Sequence[int]) -> dict[int, Tag]:
    return await words.by_ids(work, Tag, ids)


async def by_name(work: Work, name: str) -> Tag | None:
    return await words.find(work, Tag, name)


async def window(work: Work, piece: Window) -> Slice[Tag]:
    return await slice_of(work, select(Tag), BY_NAME, piece)


async def page(work: Work, page: Page) -> Paged[Tag]:
    return await page_of(work, select(Tag), BY_NAME, page)


async def count(work: Work) -> int:
    return await count_of(work, select(Tag))


async def by_tracks(work: Work, track_ids: Sequence[int]) -> dict[int, list[Tag]]:
    return await words.by_parents(work, Tag, TrackTag, "track_id", track_ids)


async def by_albums(work: Work, album_ids: Sequence[int]) -> dict[int, list[Tag]]:
    return await words.by_parents(work, Tag, AlbumTag, "album_id", album_ids)
