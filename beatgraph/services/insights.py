"""Insights: what tracks, albums and artists were played in a period, told to those who may read their figures."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlmodel import col

from beatgraph.analytics.change import change
from beatgraph.analytics.periods import PERIODS, Period
from beatgraph.analytics.sketches import EXACT_AT_MOST, counted, united
from beatgraph.drafts.insights import Span
from beatgraph.models import Track, TrackArtist, TrackDay, TrackLifetime, TrackLifetimeSketch, TrackSketch
from beatgraph.services import liveness, readers, rollups, slots
from beatgraph.services.batches import pairs
from beatgraph.services.owners import Owner
from beatgraph.services.readers import Parts, Whose
from beatgraph.services.rollups import Cell, Stretch
from beatgraph.services.windows import InsightMeta, Reporting, reporting
from beatgraph.work import Work


@dataclass(frozen=True, slots=True)
class InsightPlays:
    total: int
    period: int
    previous: int
    qualified: int
    """Of the period: those of 30 s or more, or of half of a track shorter than 60 s."""


@dataclass(frozen=True, slots=True)
class InsightListeners:
    """`total` is the sum of each day's different listeners, `unique` counts everybody once."""

    total: int
    unique: int
    period: int
    previous: int


@dataclass(frozen=True, slots=True)
class InsightEngagement:
    """What stood at the end of the period, and of what stands still, what began within it."""

    likes: int
    reposts: int
    period_likes: int
    period_reposts: int


@dataclass(frozen=True, slots=True)
class InsightGrowth:
    """Against the period before, in per cent."""

    plays_change: float
    listeners_change: float
    plays_previous: int
    listeners_previous: int


@dataclass(frozen=True, slots=True)
class Insight:
    plays: InsightPlays
    listeners: InsightListeners
    engagement: InsightEngagement
    growth: InsightGrowth
    meta: InsightMeta


@dataclass(frozen=True, slots=True)
class _Lifetime:
    plays: int = 0
    listener_days: int = 0
    listeners: int = 0
    sketch_bytes: int = 0


@dataclass(frozen=True, slots=True)
class _Standing:
    likes: int = 0
    reposts: int = 0


EXACT_BYTES_AT_MOST = 1 + EXACT_AT_MOST * 10
"""A longer sketch holds an estimate."""
GAINED = ("plays", "qualified", "likes", "reposts")
SUMS = (*GAINED, "listeners", "likes_added", "likes_removed", "reposts_added", "reposts_removed")
CURRENT, PREVIOUS, LATER = range(3)
"""Places of the stretches that are read: the period, the one before, and what came after it."""


async def figures(
    work: Work,
    whose: Whose,
    ids: Sequence[int],
    span: Span = Span.MONTH,
    as_of: datetime | None = None,
    tz: str = "UTC",
) -> dict[int, Insight]:
    """Of those whose figures the viewer may read; as many statements for many as for one."""
    own = await readers.permitted(work, whose, ids)
    if not own:
        return {}
    asked = reporting(PERIODS[span.value], as_of or work.now, work.now, tz)
    parts = await readers.parts(work, whose, own)
    owners = {each for some in parts.values() for each in some}
    stretches = await rollups.stretches(work, [asked.days, asked.days_before])
    # Different listeners of each day add up, those of months do not: what came later is read by days.
    later = Stretch((), (rollups.since(asked.days.after),))
    read = _Read(
        sums=await rollups.sums(work, whose.owner, owners, SUMS, [*stretches, later]),
        local=None if asked.is_utc else await _local(work, whose.owner, owners, asked),
        lifetimes=await _lifetimes(work, whose.owner, owners),
        standing=await _standing(work, whose, own),
        sketches=await rollups.sketches(work, whose.owner, owners, stretches),
    )
    ever = await _ever(work, whose, parts, read, asked.days)
    shared = await _shared(work, parts, asked.days) if whose is Whose.ALBUM else {}
    return {each: _insight(read, each, parts[each], ever, shared.get(each, 0), asked) for each in own}


@dataclass(frozen=True, slots=True)
class _Plays:
    """What the period gained, and plays of the one before and of what came after it."""

    current: Mapping[str, int]
    previous: int
    later: int


@dataclass(frozen=True, slots=True)
class _Read:
    """What is stored of all owners that were asked about; `local` are days of another zone, if one is asked for."""

    sums: Mapping[Cell, Mapping[str, int]]
    local: Mapping[int, Mapping[date, slots.SlotSums]] | None
    lifetimes: Mapping[int, _Lifetime]
    standing: Mapping[int, _Standing]
    sketches: Mapping[Cell, Sequence[bytes]]

    def total(self, owners: Iterable[int], place: int, name: str) -> int:
        return sum(self.sums[Cell(each, place)][name] for each in owners if Cell(each, place) in self.sums)

    def plays(self, owners: Iterable[int], asked: Reporting) -> _Plays:
        if self.local is None:
            gained = {name: self.total(owners, CURRENT, name) for name in GAINED}
            return _Plays(gained, *(self.total(owners, place, "plays") for place in (PREVIOUS, LATER)))
        days = [self.local[each] for each in owners if each in self.local]
        now = [slots.total(each, asked.window) for each in days]
        gained = {name: sum(getattr(each, name) for each in now) for name in GAINED}
        others = asked.window.previous, asked.later
        return _Plays(gained, *(sum(slots.total(each, window).plays for each in days) for window in others))

    def together(self, owners: Iterable[int], place: int) -> list[bytes]:
        return [each for owner in owners for each in self.sketches.get(Cell(owner, place), ())]


def _insight(
    read: _Read,
    thing_id: int,
    owners: Sequence[int],
    ever: Mapping[int, Sequence[bytes]],
    shared: int,
    asked: Reporting,
) -> Insight:
    plays = read.plays(owners, asked)
    played = plays.current["plays"]
    current, previous = united(read.together(owners, CURRENT)), united(read.together(owners, PREVIOUS))
    # The UTC days that a local day touches may know of more listeners than there were plays on it.
    listeners, before = min(current.count(), played), min(previous.count(), plays.previous)
    lifetimes = [read.lifetimes.get(each, _Lifetime()) for each in owners]
    unique = sum(each.listeners for each in lifetimes)
    exact = all(each.sketch_bytes <= EXACT_BYTES_AT_MOST for each in lifetimes)
    if thing_id in ever:
        everybody = united(ever[thing_id])
        unique, exact = everybody.count(), everybody.is_exact
    standing = read.standing.get(thing_id, _Standing())

    def since(kind: str) -> int:
        return read.total(owners, LATER, f"{kind}_added") - read.total(owners, LATER, f"{kind}_removed")

    in_all = sum(each.plays for each in lifetimes) - plays.later
    # So may those days at the end of a local day, in a figure as of then: no more have listened than there were plays.
    listener_days = sum(each.listener_days for each in lifetimes) - read.total(owners, LATER, "listeners") - shared
    listener_days = min(listener_days, in_all)
    return Insight(
        InsightPlays(
            in_all,
            played,
            plays.previous,
            plays.current["qualified"],
        ),
        InsightListeners(listener_days, min(unique, listener_days), listeners, before),
        InsightEngagement(
            standing.likes - since("likes"),
            standing.reposts - since("reposts"),
            plays.current["likes"],
            plays.current["reposts"],
        ),
        InsightGrowth(change(played, plays.previous), change(listeners, before), plays.previous, before),
        asked.meta(approximate=not (exact and current.is_exact and previous.is_exact)),
    )


async def _local(
    work: Work, owner: Owner, ids: Collection[int], asked: Reporting
) -> dict[int, dict[date, slots.SlotSums]]:
    window = Period(asked.window.previous.first, asked.later.after)
    return await slots.by_days(work, owner, sorted(ids), window, asked.zone)


async def _lifetimes(work: Work, owner: Owner, ids: Collection[int]) -> dict[int, _Lifetime]:
    rows: Any = owner.lifetime.__table__  # type: ignore[union-attr]
    sketch: Any = owner.lifetime_sketch.__table__  # type: ignore[union-attr]
    statement = (
        select(
            rows.c[owner.key],
            rows.c.plays,
            rows.c.listener_days,
            rows.c.listeners,
            func.coalesce(func.length(sketch.c.listeners), 0),
        )
        .select_from(rows.outerjoin(sketch, sketch.c[owner.key] == rows.c[owner.key]))
        .where(rows.c[owner.key].in_(ids))
    )
    return {key: _Lifetime(*map(int, sums)) for key, *sums in (await work.session.execute(statement)).all()}


async def _standing(work: Work, whose: Whose, ids: Sequence[int]) -> dict[int, _Standing]:
    """Likes and reposts that stand now: a track's own, and those of an album's or an artist's live tracks."""
    match whose:
        case Whose.TRACK:
            thing: Any = col(TrackLifetime.track_id)
            statement: Any = select(thing).where(thing.in_(ids))
        case Whose.ALBUM:
            thing = col(Track.album_id)
            statement = _of_live(thing).where(thing.in_(ids))
        case _:
            thing = col(TrackArtist.artist_id)
            statement = (
                _of_live(thing).join(TrackArtist, col(TrackArtist.track_id) == col(Track.id)).where(thing.in_(ids))
            )
    added = statement.add_columns(func.sum(TrackLifetime.likes), func.sum(TrackLifetime.reposts)).group_by(thing)
    return {key: _Standing(*map(int, sums)) for key, *sums in (await work.session.execute(added)).all()}


def _of_live(thing: Any) -> Any:
    return (
        liveness.live()
        .join(TrackLifetime, col(TrackLifetime.track_id) == col(Track.id))
        .with_only_columns(thing, maintain_column_froms=True)
    )


async def _ever(work: Work, whose: Whose, parts: Parts, read: _Read, window: Period) -> dict[int, list[bytes]]:
    """Sketches of all listeners up to the period's end, of those things whose lifetime does not tell how many."""
    found: dict[int, list[bytes]] = {}
    came_later = {each for each, owners in parts.items() if read.total(owners, LATER, "plays")}
    if came_later:
        owners = {each for thing in came_later for each in parts[thing]}
        (stretch,) = await rollups.stretches(work, [rollups.until(window.after)])
        sketches = await rollups.sketches(work, whose.owner, owners, [stretch])
        for thing in came_later:
            found[thing] = [each for owner in parts[thing] for each in sketches.get(Cell(owner, 0), ())]
    several = {each: owners for each, owners in parts.items() if len(owners) > 1 and each not in came_later}
    if several:
        statement = select(col(TrackLifetimeSketch.track_id), col(TrackLifetimeSketch.listeners)).where(
            col(TrackLifetimeSketch.track_id).in_({each for owners in several.values() for each in owners})
        )
        lifetimes = await pairs(work, statement)
        found |= {
            each: [lifetimes[owner] for owner in owners if owner in lifetimes] for each, owners in several.items()
        }
    return found


async def _shared(work: Work, parts: Parts, window: Period) -> dict[int, int]:
    """By how much the different listeners of an album's days are fewer than those of its tracks added up.

    Only days on which more than one of its tracks was listened to matter.
    """
    tracks = {each for owners in parts.values() if len(owners) > 1 for each in owners}
    if not tracks:
        return {}
    album, day = col(Track.album_id), col(TrackDay.day)
    several = (
        select(album.label("album_id"), day.label("day"))
        .join(TrackDay, col(TrackDay.track_id) == col(Track.id))
        .where(col(Track.id).in_(tracks), day < window.after, col(TrackDay.listeners) > 0)
        .group_by(album, day)
        .having(func.count() > 1)
        .subquery()
    )
    statement = (
        select(several.c.album_id, several.c.day, col(TrackSketch.listeners))
        .join(Track, album == several.c.album_id)
        .join(TrackSketch, (col(TrackSketch.track_id) == col(Track.id)) & (col(TrackSketch.day) == several.c.day))
        .where(col(Track.id).in_(tracks))
    )
    days: dict[int, dict[date, list[bytes]]] = {}
    for album_id, on, listeners in (await work.session.execute(statement)).all():
        days.setdefault(album_id, {}).setdefault(on, []).append(listeners)
    return {
        album_id: sum(sum(map(counted, each)) - united(each).count() for each in of_album.values())
        for album_id, of_album in days.items()
    }
