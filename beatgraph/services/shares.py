"""Shares: passing a track or a post on; each time counts, and what is sent twice at once is one time."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from beatgraph.models import Share, TrackLifetime
from beatgraph.services import items, repeats, standings
from beatgraph.services.signals import ItemKind, Signal, SignalKind, tell
from beatgraph.work import Work

REPEAT_WITHIN = timedelta(seconds=10)
SHARED = (ItemKind.TRACK, ItemKind.POST)


async def share(work: Work, kind: ItemKind, item_id: int) -> Any:
    """Note that the caller, who may be a guest, passes it on; its row comes back."""
    item = await items.get(work, kind, item_id)
    listener = await repeats.enter(work, REPEAT_WITHIN)
    if await repeats.is_repeat(work, Share, item, listener, REPEAT_WITHIN):
        return item.row
    await work.add(repeats.row(work, Share, item, listener, counted=item.counted))
    await tell(work, Signal(SignalKind.SHARE, kind, item.id, work.now, item.counted))
    return item.row


async def counts_by_tracks(work: Work, track_ids: Sequence[int]) -> dict[int, int]:
    return await standings.sums(work, TrackLifetime, "shares", track_ids)
