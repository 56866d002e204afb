"""Views: opening the page of a track, an artist or a post; again within half an hour, it is the same view."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from beatgraph.models import ArtistLifetime, PageView, TrackLifetime
from beatgraph.services import items, repeats, standings
from beatgraph.services.signals import ItemKind, Signal, SignalKind, tell
from beatgraph.work import Work

REPEAT_WITHIN = timedelta(minutes=30)
VIEWED = (ItemKind.TRACK, ItemKind.ARTIST, ItemKind.POST)


async def record(work: Work, kind: ItemKind, item_id: int) -> Any:
    """Note that the caller, who may be a guest, opens its page; its row comes back."""
    # The half hour runs from the first opening: who looks again and again is not silent for ever.
    item = await items.get(work, kind, item_id)
    listener = await repeats.enter(work, REPEAT_WITHIN)
    if await repeats.is_repeat(work, PageView, item, listener, REPEAT_WITHIN):
        return item.row
    await work.add(repeats.row(work, PageView, item, listener, counted=item.counted))
    await tell(work, Signal(SignalKind.VIEW, kind, item.id, work.now, item.counted, listener=listener.key))
    return item.row


async def counts_by_tracks(work: Work, track_ids: Sequence[int]) -> dict[int, int]:
    return await standings.sums(work, TrackLifetime, "views", track_ids)


async def counts_by_artists(work: Work, artist_ids: Sequence[int]) -> dict[int, int]:
    return await standings.sums(work, ArtistLifetime, "views", artist_ids)
