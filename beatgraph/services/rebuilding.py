"""Rebuilding: an artist's numbers made anew from those of the live tracks, when it has changed which these are."""

from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import delete, func, insert, literal, select, update
from sqlmodel import col

from beatgraph.analytics import attendance
from beatgraph.analytics.sketches import counted, united
from beatgraph.models import (
    ArtistBreakdown,
    ArtistDay,
    ArtistLifetime,
    ArtistLifetimeSketch,
    ArtistListenerMonth,
    ArtistSketch,
    ArtistSlot,
    Track,
    TrackArtist,
    TrackBreakdown,
    TrackDay,
    TrackLifetime,
    TrackLifetimeSketch,
    TrackListenerMonth,
    TrackSketch,
    TrackSlot,
)
from beatgraph.services import crediting, gate, keyed, liveness, months, upserts
from beatgraph.services.folding import LIFETIME
from beatgraph.services.keyed import Merge
from beatgraph.services.owners import ARTISTS, TRACKS, columns, take_turns
from beatgraph.services.sums import SLOTS
from beatgraph.work import Work


@asynccontextmanager
async def following(work: Work, track_ids: Collection[int]) -> AsyncIterator[None]:
    """What happens to these tracks inside; artists who gain or lose one of them get new numbers when it ends.

    To be begun before the rows of the tracks are held, since whoever writes events holds the gate first.
    """
    await gate.enter(work)
    before = await crediting.live(work, track_ids)
    yield
    await work.session.flush()
    await take_turns(work, TRACKS, track_ids)
    changed = before ^ await crediting.live(work, track_ids)
    heard = await _with_numbers(work, {credit.track_id for credit in changed})
    await rebuild(work, {credit.artist_id for credit in changed if credit.track_id in heard})


async def _with_numbers(work: Work, track_ids: Collection[int]) -> set[int]:
    """Those of these tracks that anything was ever counted of."""
    found: set[int] = set()
    for some in upserts.chunks(sorted(track_ids)):
        statement = select(col(TrackDay.track_id)).where(col(TrackDay.track_id).in_(some)).distinct()
        found.update((await work.session.execute(statement)).scalars())
    return found


async def rebuild(work: Work, artist_ids: Collection[int]) -> None:
    """Make the numbers of these artists anew; what came with their own pages stays."""
    if not artist_ids:
        return
    await take_turns(work, ARTISTS, artist_ids)
    merged = await months.merged(work)
    for artist_id in sorted(artist_ids):
        await _rebuild_days(work, artist_id)
        await _rebuild_sketches(work, artist_id)
        await _rebuild_lifetime(work, artist_id)
        await _rebuild_values(work, artist_id)
        await _rebuild_listeners(work, artist_id)
        await _rebuild_slots(work, artist_id)
        for month in merged:
            await months.merge_owner(work, ARTISTS, month, [artist_id])


def _live(artist_id: int) -> Any:
    """Ids of the artist's live tracks."""
    return (
        liveness.live()
        .join(TrackArtist, col(TrackArtist.track_id) == Track.id)
        .where(col(TrackArtist.artist_id) == artist_id)
        .with_only_columns(col(Track.id))
    )


async def _rebuild_days(work: Work, artist_id: int) -> None:
    names = columns(TrackDay)
    table: Any = ArtistDay.__table__  # type: ignore[attr-defined]
    await work.session.execute(
        update(table).where(table.c.artist_id == artist_id).values(dict.fromkeys([*names, "listeners"], 0))
    )
    sums = select(col(TrackDay.day), *(func.sum(getattr(TrackDay, name)) for name in names)).where(
        col(TrackDay.track_id).in_(_live(artist_id))
    )
    rows = (await work.session.execute(sums.group_by(col(TrackDay.day)))).all()
    await keyed.merge(
        work, ArtistDay, Merge(puts=tuple(names)), [(artist_id, row[0], *map(int, row[1:])) for row in rows]
    )


async def _rebuild_sketches(work: Work, artist_id: int) -> None:
    own = select(col(ArtistSketch.day), col(ArtistSketch.page_viewers)).where(col(ArtistSketch.artist_id) == artist_id)
    pages = {row[0]: row[1] for row in (await work.session.execute(own)).all() if row[1]}
    statement = select(col(TrackSketch.day), col(TrackSketch.listeners), col(TrackSketch.viewers)).where(
        col(TrackSketch.track_id).in_(_live(artist_id))
    )
    found: dict[Any, list[Sequence[bytes]]] = {day: [] for day in pages}
    for day, *sketches in (await work.session.execute(statement)).all():
        found.setdefault(day, []).append(sketches)
    await work.session.execute(delete(ArtistSketch).where(col(ArtistSketch.artist_id) == artist_id))
    rows, numbers = [], []
    for day, sketches in found.items():
        listeners = _united([each[0] for each in sketches])
        viewers = _united([*(each[1] for each in sketches), pages.get(day, b"")])
        rows.append((artist_id, day, listeners, viewers, pages.get(day, b"")))
        numbers.append((artist_id, day, counted(listeners)))
    await keyed.merge(work, ArtistSketch, Merge(puts=("listeners", "viewers", "page_viewers")), rows)
    await keyed.merge(work, ArtistDay, Merge(puts=("listeners",)), numbers)


def _united(sketches: Sequence[bytes]) -> bytes:
    filled = [each for each in sketches if each]
    return filled[0] if len(filled) == 1 else united(filled).write() if filled else b""


async def _rebuild_lifetime(work: Work, artist_id: int) -> None:
    live = _live(artist_id)
    statement = select(
        *(func.coalesce(func.sum(getattr(TrackLifetime, name)), 0) for name in LIFETIME),
        func.max(col(TrackLifetime.last_play_at)),
    ).where(col(TrackLifetime.track_id).in_(live))
    *sums, last = (await work.session.execute(statement)).one()
    days = select(func.coalesce(func.sum(col(ArtistDay.listeners)), 0)).where(col(ArtistDay.artist_id) == artist_id)
    listener_days = int((await work.session.execute(days)).scalar_one())
    sketches = select(col(TrackLifetimeSketch.listeners)).where(col(TrackLifetimeSketch.track_id).in_(live))
    listeners = _united((await work.session.execute(sketches)).scalars().all())
    names = (*LIFETIME, "listener_days", "listeners", "last_play_at")
    row = (artist_id, *map(int, sums), listener_days, counted(listeners), last)
    await keyed.merge(work, ArtistLifetime, Merge(puts=names), [row])
    await keyed.merge(work, ArtistLifetimeSketch, Merge(puts=("listeners",)), [(artist_id, listeners)])


async def _rebuild_values(work: Work, artist_id: int) -> None:
    statement = select(
        col(TrackBreakdown.day),
        col(TrackBreakdown.dim),
        col(TrackBreakdown.value),
        col(TrackBreakdown.plays),
        col(TrackBreakdown.listeners),
    ).where(col(TrackBreakdown.track_id).in_(_live(artist_id)))
    plays: dict[Any, int] = {}
    sketches: dict[Any, list[bytes]] = {}
    for day, dim, value, number, listeners in (await work.session.execute(statement)).all():
        key = artist_id, day, dim, value
        plays[key] = plays.get(key, 0) + number
        sketches.setdefault(key, []).append(listeners)
    await work.session.execute(delete(ArtistBreakdown).where(col(ArtistBreakdown.artist_id) == artist_id))
    rows = [(*key, number, _united(sketches[key])) for key, number in plays.items()]
    await keyed.merge(work, ArtistBreakdown, Merge(puts=("plays", "listeners")), rows)


async def _rebuild_listeners(work: Work, artist_id: int) -> None:
    statement = select(
        col(TrackListenerMonth.month), col(TrackListenerMonth.user_id), col(TrackListenerMonth.days)
    ).where(col(TrackListenerMonth.track_id).in_(_live(artist_id)))
    found: dict[Any, list[bytes]] = {}
    for month, user_id, days in (await work.session.execute(statement)).all():
        found.setdefault((artist_id, month, user_id), []).append(days)
    await work.session.execute(delete(ArtistListenerMonth).where(col(ArtistListenerMonth.artist_id) == artist_id))
    rows = []
    for key, stored in found.items():
        days = attendance.united(stored)
        rows.append((*key, sum(each.plays for each in days.values()), attendance.write(days)))
    await keyed.merge(work, ArtistListenerMonth, Merge(puts=("plays", "days")), rows)


async def _rebuild_slots(work: Work, artist_id: int) -> None:
    table: Any = ArtistSlot.__table__  # type: ignore[attr-defined]
    await work.session.execute(delete(table).where(table.c.artist_id == artist_id))
    sums = (
        select(literal(artist_id), col(TrackSlot.slot), *(func.sum(getattr(TrackSlot, name)) for name in SLOTS))
        .where(col(TrackSlot.track_id).in_(_live(artist_id)))
        .group_by(col(TrackSlot.slot))
    )
    await work.session.execute(insert(table).from_select(["artist_id", "slot", *SLOTS], sums))
