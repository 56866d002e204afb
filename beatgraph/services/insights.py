"""Insights: what tracks and artists were played in a period, told to those who run or are credited on them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import case, func, select
from sqlmodel import col

from beatgraph.analytics.change import change
from beatgraph.analytics.periods import PERIODS, Period, period, reporting_day
from beatgraph.analytics.sketches import EXACT_AT_MOST, united
from beatgraph.auth import policy
from beatgraph.drafts.insights import Span
from beatgraph.models import Track, TrackArtist
from beatgraph.services import artists, tracks
from beatgraph.services.owners import ARTISTS, Owner
from beatgraph.work import Work


@dataclass(frozen=True, slots=True)
class InsightPlays:
    total: int
    period: int
    previous: int


@dataclass(frozen=True, slots=True)
class InsightListeners:
    """`total` is the sum of each day's different listeners, `unique` counts everybody once."""

    total: int
    unique: int
    period: int
    previous: int


@dataclass(frozen=True, slots=True)
class InsightEngagement:
    """What stands."""

    likes: int
    reposts: int


@dataclass(frozen=True, slots=True)
class InsightGrowth:
    """Against the period before, in per cent."""

    plays_change: float
    listeners_change: float
    plays_previous: int
    listeners_previous: int


@dataclass(frozen=True, slots=True)
class InsightMeta:
    """What the figures are of, and how far they can be relied on."""

    generated_at: datetime
    data_until: datetime
    first_day: date
    last_day: date
    partial_day: bool
    approximate: bool
    timezone: str = "UTC"


@dataclass(frozen=True, slots=True)
class Insight:
    plays: InsightPlays
    listeners: InsightListeners
    engagement: InsightEngagement
    growth: InsightGrowth
    meta: InsightMeta


@dataclass(frozen=True, slots=True)
class _Sums:
    """Sums of one owner's days: of the period, of the one before, of later days, and up to the period's end."""

    current: int = 0
    previous: int = 0
    later: int = 0
    later_listeners: int = 0
    likes: int = 0
    reposts: int = 0


@dataclass(slots=True)
class _Sketches:
    current: list[bytes] = field(default_factory=list)
    previous: list[bytes] = field(default_factory=list)
    earlier: list[bytes] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Lifetime:
    plays: int = 0
    listener_days: int = 0
    listeners: int = 0
    sketch_bytes: int = 0


EXACT_BYTES_AT_MOST = 1 + EXACT_AT_MOST * 10
"""A longer sketch holds an estimate."""


async def permitted(work: Work, owner: Owner, ids: Sequence[int]) -> list[int]:
    """Those of these whose figures the viewer may read: who runs or is credited on them, and admins."""
    if work.viewer.is_anonymous:
        return []
    if owner is ARTISTS:
        found = await artists.by_ids(work, [each for each in ids if policy.acts_for(work.viewer, each)])
        return list(found)
    statement = tracks.visible(work.viewer).where(col(Track.id).in_(ids)).with_only_columns(col(Track.id))
    if not work.viewer.is_admin:
        credited = select(col(TrackArtist.track_id)).where(col(TrackArtist.artist_id).in_(work.viewer.artist_ids))
        statement = statement.where((col(Track.user_id) == work.viewer.user_id) | col(Track.id).in_(credited))
    return list((await work.session.execute(statement)).scalars())


async def figures(
    work: Work, owner: Owner, ids: Sequence[int], span: Span = Span.MONTH, as_of: datetime | None = None
) -> dict[int, Insight]:
    """Of those that the viewer may read; as many statements for many as for one."""
    own = await permitted(work, owner, ids)
    if not own:
        return {}
    at = as_of or work.now
    window = period(PERIODS[span.value], at)
    sums = await _sums(work, owner, own, window)
    lifetimes = await _lifetimes(work, owner, own)
    # Everybody who came until then is told by the days themselves, if somebody has come since.
    since = [each for each in own if sums.get(each, _Sums()).later]
    sketches = await _sketches(work, owner, own, window, since)
    return {
        each: _insight(
            sums.get(each, _Sums()),
            lifetimes.get(each, _Lifetime()),
            sketches.get(each, _Sketches()),
            window,
            at,
            work.now,
        )
        for each in own
    }


def _insight(
    sums: _Sums, lifetime: _Lifetime, sketches: _Sketches, window: Period, at: datetime, now: datetime
) -> Insight:
    current, previous = united(sketches.current), united(sketches.previous)
    unique, exact = lifetime.listeners, lifetime.sketch_bytes <= EXACT_BYTES_AT_MOST
    if sums.later:
        ever = united([*sketches.earlier, *sketches.previous, *sketches.current])
        unique, exact = ever.count(), ever.is_exact
    return Insight(
        InsightPlays(lifetime.plays - sums.later, sums.current, sums.previous),
        InsightListeners(lifetime.listener_days - sums.later_listeners, unique, current.count(), previous.count()),
        InsightEngagement(sums.likes, sums.reposts),
        InsightGrowth(
            change(sums.current, sums.previous),
            change(current.count(), previous.count()),
            sums.previous,
            previous.count(),
        ),
        meta(window, at, now, approximate=not (exact and current.is_exact and previous.is_exact)),
    )


def meta(window: Period, at: datetime, now: datetime, *, approximate: bool) -> InsightMeta:
    return InsightMeta(
        generated_at=now,
        data_until=min(at, now) if reporting_day(at) >= reporting_day(now) else _end(window),
        first_day=window.first,
        last_day=window.last,
        partial_day=reporting_day(now) in window,
        approximate=approximate,
    )


def _end(window: Period) -> datetime:
    return datetime.combine(window.after, time(), UTC)


async def _sums(work: Work, owner: Owner, ids: Sequence[int], window: Period) -> dict[int, _Sums]:
    table: Any = owner.day.__table__  # type: ignore[union-attr]
    day = table.c.day
    current, previous = day.between(window.first, window.last), day.between(window.previous.first, window.previous.last)
    later = day > window.last

    def total(condition: Any, number: Any) -> Any:
        return func.coalesce(func.sum(case((condition, number), else_=0)), 0)

    statement = (
        select(
            table.c[owner.key],
            total(current, table.c.plays),
            total(previous, table.c.plays),
            total(later, table.c.plays),
            total(later, table.c.listeners),
            total(~later, table.c.likes_added - table.c.likes_removed),
            total(~later, table.c.reposts_added - table.c.reposts_removed),
        )
        .where(table.c[owner.key].in_(ids))
        .group_by(table.c[owner.key])
    )
    return {key: _Sums(*map(int, sums)) for key, *sums in (await work.session.execute(statement)).all()}


async def _lifetimes(work: Work, owner: Owner, ids: Sequence[int]) -> dict[int, _Lifetime]:
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


async def _sketches(
    work: Work, owner: Owner, ids: Sequence[int], window: Period, since_ever: Iterable[int]
) -> dict[int, _Sketches]:
    rows: Any = owner.sketch.__table__  # type: ignore[union-attr]
    wanted = rows.c.day >= window.previous.first
    whole = list(since_ever)
    if whole:
        wanted = wanted | rows.c[owner.key].in_(whole)
    statement = select(rows.c[owner.key], rows.c.day, rows.c.listeners).where(
        rows.c[owner.key].in_(ids), rows.c.day < window.after, wanted
    )
    found: dict[int, _Sketches] = {}
    for key, day, listeners in (await work.session.execute(statement)).all():
        sketches = found.setdefault(key, _Sketches())
        if day in window:
            sketches.current.append(listeners)
        elif day in window.previous:
            sketches.previous.append(listeners)
        else:
            sketches.earlier.append(listeners)
    return found
