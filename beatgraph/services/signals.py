"""Signals: what happens and does not stand, such as views, shares and comments, and the sums that it adds to."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlmodel import SQLModel

from beatgraph.analytics.periods import reporting_day
from beatgraph.models import ArtistLifetime, PostLifetime, TrackLifetime
from beatgraph.services import folding
from beatgraph.services.sums import Effects, Sign, Tally
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
    listener: bytes | None = None
    """Key of who did it; views count different ones."""
    booked_day: date | None = None
    """The day that it counts for; None is the day on which it occurred."""


async def tell(work: Work, signal: Signal) -> None:
    """Everything that happens passes here once a unit of work, after its own row has been written."""
    if signal.counted:
        await folding.fold(work, (), effects_of([signal]))


def effects_of(signals: Sequence[Signal]) -> Effects:
    """What counted signals add to the sums of their items, and to the numbers of their days."""
    growth: dict[tuple[ItemKind, SignalKind], Counter[int]] = {}
    for signal in signals:
        growth.setdefault((signal.item, signal.kind), Counter())[signal.item_id] += signal.by
    tallies = [Tally(LIFETIMES[item], kind.value, by) for (item, kind), by in growth.items()]
    return Effects(signs_of(signals), tallies)


def signs_of(signals: Sequence[Signal]) -> list[Sign]:
    """What counted signals add to the numbers of tracks, artists and posts."""
    return [
        Sign(
            signal.kind.value,
            signal.booked_day or reporting_day(signal.occurred_at),
            signal.occurred_at,
            track_id=signal.item_id if signal.item is ItemKind.TRACK else None,
            artist_id=signal.item_id if signal.item is ItemKind.ARTIST else None,
            post_id=signal.item_id if signal.item is ItemKind.POST else None,
            by=signal.by,
            listener=signal.listener if signal.kind is SignalKind.VIEW else None,
        )
        for signal in signals
        if signal.item in LIFETIMES
    ]
