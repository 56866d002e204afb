"""Charts: plays, listeners and more of tracks, albums and artists, day by day, or week by week over a year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import func, null, select

from beatgraph.analytics.charts import Summary, days_of, summary, weeks_of
from beatgraph.analytics.periods import PERIODS, Period, reporting_day
from beatgraph.analytics.sketches import united
from beatgraph.analytics.zones import utc_days
from beatgraph.drafts.insights import Span, Timeframe
from beatgraph.services import readers, slots, tracks
from beatgraph.services.insights import EXACT_BYTES_AT_MOST
from beatgraph.services.owners import Owner
from beatgraph.services.readers import Parts, Whose
from beatgraph.services.windows import InsightMeta, Reporting, reporting
from beatgraph.work import Work

NUMBERS = ("plays", "qualified", "views", "likes", "reposts", "comments", "saves", "shares", "downloads")
LENGTHS = {frame: PERIODS[Span[frame.name].value] for frame in Timeframe}


class Granularity(StrEnum):
    DAY = "day"
    WEEK = "week"


@dataclass(frozen=True, slots=True)
class ChartPoint:
    """One day, or one week by its first day within the window. Likes, reposts and saves began then and stand still."""

    date: date
    plays: int
    qualified_plays: int
    listeners: int
    views: int
    likes: int
    reposts: int
    comments: int
    saves: int
    shares: int
    downloads: int
    before_release: bool


@dataclass(frozen=True, slots=True)
class Chart:
    timeframe: Timeframe
    granularity: Granularity
    points: list[ChartPoint]
    summary: Summary
    meta: InsightMeta


@dataclass(slots=True)
class _Day:
    """One thing's day: numbers of all its owners, how many listeners they had, and sketches where these matter."""

    numbers: list[int] = field(default_factory=lambda: [0] * len(NUMBERS))
    listeners: int = 0
    exact: bool = True
    sketches: list[bytes] = field(default_factory=list)


async def charts(
    work: Work,
    whose: Whose,
    ids: Sequence[int],
    frame: Timeframe = Timeframe.MONTH,
    as_of: datetime | None = None,
    tz: str = "UTC",
) -> dict[int, Chart]:
    """Of those whose figures the viewer may read; as many statements for many as for one.

    Listeners of another zone's days are those of the UTC days that these touch.
    """
    own = await readers.permitted(work, whose, ids)
    if not own:
        return {}
    asked = reporting(LENGTHS[frame], as_of or work.now, work.now, tz)
    parts = await readers.parts(work, whose, own)
    # One owner's UTC day says how many its listeners were; of several, of a week, and elsewhere it takes the sketches.
    by_union = frame is Timeframe.YEAR or whose is Whose.ALBUM or not asked.is_utc
    days = await _days(work, whose.owner, parts, asked, with_sketches=by_union)
    if not asked.is_utc:
        days = await _elsewhere(work, whose.owner, parts, asked, days)
    released = {}
    if whose is Whose.TRACK:
        rows = await tracks.by_ids(work, own)
        released = {key: reporting_day(row.created_at, asked.zone) for key, row in rows.items()}
    return {each: _chart(days.get(each, {}), frame, asked, released.get(each)) for each in own}


def _chart(days: Mapping[date, _Day], frame: Timeframe, asked: Reporting, released: date | None) -> Chart:
    window = asked.window
    weekly = frame is Timeframe.YEAR
    points, exact = [], True
    for piece in weeks_of(window) if weekly else [Period(day, day + timedelta(days=1)) for day in days_of(window)]:
        of_piece = [days[day] for day in days_of(piece) if day in days]
        sketches = [sketch for each in of_piece for sketch in each.sketches]
        listeners = sum(each.listeners for each in of_piece)
        if len(sketches) > 1:
            sketch = united(sketches)
            listeners, exact = sketch.count(), exact and sketch.is_exact
        exact = exact and all(each.exact for each in of_piece)
        listeners = min(listeners, sum(each.numbers[0] for each in of_piece))
        columns = zip(*(each.numbers for each in of_piece), strict=True) if of_piece else [(0,)] * len(NUMBERS)
        plays, qualified, views, likes, reposts, comments, saves, shares, downloads = map(sum, columns)
        points.append(
            ChartPoint(
                date=piece.first,
                plays=plays,
                qualified_plays=qualified,
                listeners=listeners,
                views=views,
                likes=likes,
                reposts=reposts,
                comments=comments,
                saves=saves,
                shares=shares,
                downloads=downloads,
                before_release=released is not None and piece.last < released,
            )
        )
    return Chart(
        frame,
        Granularity.WEEK if weekly else Granularity.DAY,
        points,
        summary(window, {day: each.numbers[0] for day, each in days.items()}, len(points)),
        asked.meta(approximate=not exact),
    )


async def _days(
    work: Work, owner: Owner, parts: Parts, asked: Reporting, *, with_sketches: bool
) -> dict[int, dict[date, _Day]]:
    rows: Any = owner.day.__table__  # type: ignore[union-attr]
    sketch: Any = owner.sketch.__table__  # type: ignore[union-attr]
    joined = rows.outerjoin(sketch, (sketch.c[owner.key] == rows.c[owner.key]) & (sketch.c.day == rows.c.day))
    statement = (
        select(
            rows.c[owner.key],
            rows.c.day,
            rows.c.listeners,
            func.coalesce(func.length(sketch.c.listeners), 0),
            sketch.c.listeners if with_sketches else null(),
            *(rows.c[name] for name in NUMBERS),
        )
        .select_from(joined)
        .where(
            rows.c[owner.key].in_({each for owners in parts.values() for each in owners}),
            rows.c.day.between(min(asked.window.first, asked.days.first), max(asked.window.last, asked.days.last)),
        )
    )
    things: dict[int, list[int]] = {}
    for thing, owners in parts.items():
        for each in owners:
            things.setdefault(each, []).append(thing)
    found: dict[int, dict[date, _Day]] = {}
    for key, on, listeners, length, stored, *numbers in (await work.session.execute(statement)).all():
        for thing in things[key]:
            day = found.setdefault(thing, {}).setdefault(on, _Day())
            day.numbers = [one + more for one, more in zip(day.numbers, numbers, strict=True)]
            day.listeners += listeners
            day.exact = day.exact and length <= EXACT_BYTES_AT_MOST
            if stored:
                day.sketches.append(stored)
    return found


async def _elsewhere(
    work: Work, owner: Owner, parts: Parts, asked: Reporting, days: Mapping[int, Mapping[date, _Day]]
) -> dict[int, dict[date, _Day]]:
    """Days of another zone: numbers of their quarter-hours, listeners of the UTC days that they touch."""
    owners = sorted({each for some in parts.values() for each in some})
    local = await slots.by_days(work, owner, owners, asked.window, asked.zone)
    found: dict[int, dict[date, _Day]] = {}
    for thing, its in parts.items():
        of_thing, utc = found.setdefault(thing, {}), days.get(thing, {})
        for day in days_of(asked.window):
            sums = [local[each][day] for each in its if day in local.get(each, {})]
            if not sums:
                continue
            numbers = [sum(getattr(each, name) for each in sums) for name in NUMBERS]
            touched = [
                utc[each] for each in days_of(utc_days(Period(day, day + timedelta(days=1)), asked.zone)) if each in utc
            ]
            sketches = [each for one in touched for each in one.sketches] if numbers[0] else []
            listeners = united(sketches).count() if sketches else 0
            of_thing[day] = _Day(numbers, listeners, exact=False, sketches=sketches)
    return found
