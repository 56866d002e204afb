"""Items: tracks, albums, artists and posts, alike as far as people take to them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from beatgraph.errors import NotFoundError
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


async def get(work: Work, kind: ItemKind, item_id: int) -> Item:
    (item,) = await get_all(work, kind, [item_id])
    return item


async def get_all(work: Work, kind: ItemKind, item_ids: Sequence[int]) -> list[Item]:
    """Items of a kind in the order in which they are named: all of them, or none."""
    found = await BY_IDS[kind](work, item_ids)
    if not found.keys() >= set(item_ids):
        raise NotFoundError(kind.value.capitalize())
    rows = [found[item_id] for item_id in item_ids]
    own = await _insiders(work, kind, rows)
    bot = audiences.is_bot(work)
    return [Item(kind, row, not (bot or row.id in own)) for row in rows]


async def _insiders(work: Work, kind: ItemKind, rows: Sequence[Any]) -> set[int]:
    """Those that the viewer runs, and is no audience of."""
    match kind:
        case ItemKind.TRACK:
            return await audiences.insiders_of_tracks(work, rows)
        case ItemKind.ALBUM:
            return await audiences.insiders_of_albums(work, rows)
        case ItemKind.ARTIST:
            return {row.id for row in rows if audiences.is_insider_of_artist(work, row.id)}
        case ItemKind.POST:
            return {row.id for row in rows if audiences.is_insider_of_post(work, row)}


async def seek(work: Work, kind: ItemKind, item_id: int) -> Any | None:
    """The row of an item, if the viewer may see it."""
    return (await BY_IDS[kind](work, [item_id])).get(item_id)
