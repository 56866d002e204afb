"""Items: tracks, albums, artists and posts, alike as far as people take to them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from beatgraph.services import albums, artists, audiences, posts, tracks
from beatgraph.services.signals import ItemKind
from beatgraph.work import Work


@dataclass(frozen=True, slots=True)
class Item:
    """Something that the viewer sees: a row of its kind. Those who run it are not `counted`: they are no audience."""

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


async def get(work: Work, kind: ItemKind, item_id: int) -> Item:
    if kind is ItemKind.TRACK:
        track = await tracks.get(work, item_id)
        return Item(kind, track, not await audiences.is_insider_of_track(work, track))
    if kind is ItemKind.ALBUM:
        album = await albums.get(work, item_id)
        return Item(kind, album, not await audiences.is_insider_of_album(work, album))
    if kind is ItemKind.ARTIST:
        artist = await artists.get(work, item_id)
        return Item(kind, artist, not audiences.is_insider_of_artist(work, artist.id))
    post = await posts.get(work, item_id)
    return Item(kind, post, not audiences.is_insider_of_post(work, post))


async def seek(work: Work, kind: ItemKind, item_id: int) -> Any | None:
    """The row of an item, if the viewer may see it."""
    return (await BY_IDS[kind](work, [item_id])).get(item_id)
