"""Signals: what happens and does not stand, such as views, shares and comments, and the sums that it adds to."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlmodel import SQLModel

from beatgraph.models import ArtistLifetime, PostLifetime, TrackLifetime
from beatgraph.services import upserts
from beatgraph.work import Work


class SignalKind(StrEnum):
    """Each by the name of its sum."""

    VIEW = "views"
    SHARE = "shares"
    COMMENT = "comments"


class ItemKind(StrEnum):
    """What people view, share and comment on, like, repost and save."""

    TRACK = "track"
    ALBUM = "album"
    ARTIST = "artist"
    POST = "post"


LIFETIMES: dict[ItemKind, type[SQLModel]] = {
    ItemKind.TRACK: TrackLifetime,
    ItemKind.ARTIST: ArtistLifetime,
    ItemKind.POST: PostLifetime,
}


@dataclass(frozen=True, slots=True)
class Signal:
    """Something that happened to an item, or, with `by` -1, that is taken back: a comment that is deleted."""

    kind: SignalKind
    item: ItemKind
    item_id: int
    occurred_at: datetime
    counted: bool = True
    by: int = 1


async def tell(work: Work, signal: Signal) -> None:
    """Everything that happens passes here once, after its own row has been written."""
    if signal.counted:
        await upserts.increase(work, LIFETIMES[signal.item], signal.kind, {signal.item_id: signal.by})
