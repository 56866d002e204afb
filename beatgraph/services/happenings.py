"""Happenings: views, shares and downloads in batches; what one listener repeats at once is not taken twice."""

from bisect import bisect_left, insort
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from beatgraph.drafts.events import Event
from beatgraph.models import Download, PageView, Share
from beatgraph.services import bulk, listeners, upserts
from beatgraph.services.listeners import Listener
from beatgraph.services.signals import ItemKind, Signal, SignalKind
from beatgraph.services.sums import Sign
from beatgraph.work import Work

ITEMS = (ItemKind.TRACK, ItemKind.ARTIST, ItemKind.POST)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of happening: where it is stored, under which name its instant, and how soon it is a repeat."""

    event: str
    table: type[PageView] | type[Share] | type[Download]
    at: str
    within: timedelta
    items: tuple[ItemKind, ...]
    of_guests: bool = False
    """Whether only a guest's can be a repeat."""


VIEWS = Kind("view", PageView, "created_at", timedelta(minutes=30), ITEMS)
SHARES = Kind("share", Share, "created_at", timedelta(seconds=10), (ItemKind.TRACK, ItemKind.POST))
DOWNLOADS = Kind("download", Download, "occurred_at", timedelta(hours=24), (ItemKind.TRACK,), of_guests=True)
KINDS = (VIEWS, SHARES, DOWNLOADS)


@dataclass(frozen=True, slots=True)
class Item:
    kind: ItemKind
    id: int


@dataclass(frozen=True, slots=True)
class Happened:
    """One event, whose listener is behind it, and whether those who run its item, or a bot, did it."""

    event: Event
    item: Item
    listener: Listener
    counted: bool


def item_of(event: Event) -> Item | None:
    """What an event is about."""
    for kind in ITEMS:
        found = getattr(event, f"{kind}_id")
        if found is not None:
            return Item(kind, found)
    return None


async def take(work: Work, kind: Kind, happened: Sequence[Happened]) -> list[Happened]:
    """Store what is no repeat, in its order; what of that counts comes back."""
    known = await _known(work, kind, happened)
    kept: list[Happened] = []
    for each in happened:
        if kind.of_guests and each.event.user_id is not None:
            kept.append(each)
            continue
        at = each.event.occurred_at
        keys = each.listener.key, *each.listener.aliases
        if any(_is_near(known.get((key, each.item), ()), at, kind.within) for key in keys):
            continue
        insort(known.setdefault((each.listener.key, each.item), []), at)
        kept.append(each)
    await _store(work, kind, kept)
    return [each for each in kept if each.counted]


def _is_near(instants: Sequence[datetime], at: datetime, within: timedelta) -> bool:
    place = bisect_left(instants, at)
    return any(abs(each - at) < within for each in instants[max(0, place - 1) : place + 1])


async def _known(work: Work, kind: Kind, happened: Collection[Happened]) -> dict[tuple[bytes, Item], list[datetime]]:
    """When the same listeners did it before or after, as far as it matters."""
    found: dict[tuple[bytes, Item], list[datetime]] = {}
    if not happened:
        return found
    first = min(each.event.occurred_at for each in happened) - kind.within
    last = max(each.event.occurred_at for each in happened) + kind.within
    keys = {key for each in happened for key in (each.listener.key, *each.listener.aliases)}
    table: Any = kind.table
    at = col(getattr(table, kind.at))
    for some in upserts.chunks(sorted(keys)):
        columns = [col(getattr(table, f"{item}_id")) for item in kind.items]
        statement = select(col(table.listener_key), at, *columns).where(
            bulk.among(work, table.listener_key, some), at > first, at < last
        )
        for key, instant, *ids in (await work.session.execute(statement.order_by(at))).all():
            for item, item_id in zip(kind.items, ids, strict=True):
                if item_id is not None:
                    found.setdefault((key, Item(item, item_id)), []).append(instant)
    return found


async def _store(work: Work, kind: Kind, kept: Sequence[Happened]) -> None:
    if kind is DOWNLOADS:
        names = ["event_id", "track_id", "user_id", "listener_key", "occurred_at", "received_at", "counted"]
    else:
        names = [*(f"{item}_id" for item in kind.items), "user_id", "listener_key", "created_at", "counted"]
    await bulk.write(work, kind.table, names, [tuple(_values(kind, each)) for each in kept])


def _values(kind: Kind, each: Happened) -> Iterator[Any]:
    event = each.event
    if kind is DOWNLOADS:
        yield event.event_id
    for item in kind.items:
        yield each.item.id if each.item.kind is item else None
    yield event.user_id
    yield each.listener.key
    yield event.occurred_at
    if kind is DOWNLOADS:
        yield event.received_at
    yield each.counted


def signals_of(kind: Kind, counted: Sequence[Happened]) -> list[Signal]:
    """For the sums that are kept beside items, which know of no downloads."""
    if kind is DOWNLOADS:
        return []
    name = SignalKind.VIEW if kind is VIEWS else SignalKind.SHARE
    return [
        Signal(
            name,
            each.item.kind,
            each.item.id,
            each.event.occurred_at,
            listener=each.listener.key,
            booked_day=each.event.booked.day,
        )
        for each in counted
    ]


def download_signs(counted: Sequence[Happened]) -> list[Sign]:
    return [Sign("downloads", each.event.booked.day, each.event.occurred_at, track_id=each.item.id) for each in counted]


async def behind(work: Work, kind: Kind, events: Sequence[Event], *, live: bool) -> list[Listener]:
    """Who is behind each event."""
    return await listeners.of_events(work, events, kind.within, live=live)


def ids_of(happened: Sequence[Happened]) -> set[UUID]:
    return {each.event.event_id for each in happened}
