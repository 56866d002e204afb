"""Items: tracks, albums, artists and posts, alike as far as people take to them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from beatgraph.models import Album, Artist, Post, Track
from beatgraph.services import albums, artists, audiences, posts, tracks
from beatgraph.services.signals import ItemKind
from beatgraph.work import Work


@dataclass(frozen=True, slots=True)
class Item:
    """Something that the viewer sees: a row of its kind. What they do to it is `counted` if they are an audience.

    Those who run it are none, nor are admins and bots.
    """

    kind: ItemKind
    row: Any
    counted: bool

    @property
    def id(self) -> int:
        return int(self.row.id)


BY_IDS: dict[ItemKind, Callable[..., Any]] = {
    ItemKind.TRACK: tracks.by_ids,
    ItemKind.ALBUM: albums.by_ids,
    ItemKind.ARTIST: artists.by_ids,
    ItemKind.POST: posts.by_ids,
}
GET: dict[ItemKind, Callable[..., Any]] = {
    ItemKind.TRACK: tracks.get,
    ItemKind.ALBUM: albums.get,
    ItemKind.ARTIST: artists.get,
    ItemKind.POST: posts.get,
}


async def get(work: Work, kind: ItemKind, item_id: int) -> Item:
    row = await GET[kind](work, item_id)
    return Item(kind, row, not (audiences.is_bot(work) or await _is_insider(work, row)))


async def _is_insider(work: Work, row: Track | Album | Artist | Post) -> bool:
    if isinstance(row, Track):
        return await audiences.is_insider_of_track(work, row)
    if isinstance(row, Album):
        return await audiences.is_insider_of_album(work, row)
    if isinstance(row, Artist):
        return audiences.is_insider_of_artist(work, row.id)
    return audiences.is_insider_of_post(work, row)


async def seek(work: Work, kind: ItemKind, item_id: int) -> Any | None:
    """The row of an item, if the viewer may see it."""
    return (await BY_IDS[kind](work, [item_id])).get(item_id)
