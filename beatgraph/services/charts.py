"""Charts: plays, listeners and more of tracks and artists, day by day, or week by week over a year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select

from beatgraph.analytics.charts import Summary, days_of, summary, weeks_of
from beatgraph.analytics.periods import PERIODS, Period, period, reporting_day
from beatgraph.analytics.sketches import Sketch, united
from beatgraph.drafts.insights import Span, Timeframe
from beatgraph.services import insights, tracks
from beatgraph.services.insights import EXACT_BYTES_AT_MOST, InsightMeta
from beatgraph.services.owners import TRACKS, Owner
from beatgraph.work import Work

NUMBERS = ("plays", "views", "likes_added", "comments", "saves_added", "shares", "downloads")
LENGTHS = {frame: PERIODS[Span[frame.name].value] for frame in Timeframe}


class Granularity(StrEnum):
    DAY = "day"
    WEEK = "week"


@dataclass(frozen=True, slots=True)
class ChartPoint:
    """One day, or one week by its first day within the window. Likes and saves are those that began to stand."""

    date: date
    plays: int
    listeners: int
    views: int
    likes: int
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


@dataclass(frozen=True, slots=True)
class _Day:
    numbers: tuple[int, ...] = (0,) * len(NUMBERS)
    listeners: int = 0
    sketch: bytes = b""


async def charts(
    work: Work, owner: Owner, ids: Sequence[int], frame: Timeframe = Timeframe.MONTH, as_of: datetime | None = None
) -> dict[int, Chart]:
    """Of those that the viewer may read; as many statements for many as for one."""
    own = await insights.permitted(work, owner, ids)
    if not own:
        return {}
    at = as_of or work.now
    window = period(LENGTHS[frame], at)
    days = await _days(work, owner, own, window)
    released = {}
    if owner is TRACKS:
        released = {key: reporting_day(row.created_at) for key, row in (await tracks.by_ids(work, own)).items()}
    return {each: _chart(days.get(each, {}), frame, window, released.get(each), at, work.now) for each in own}


def _chart(
    days: Mapping[date, _Day], frame: Timeframe, window: Period, released: date | None, at: datetime, now: datetime
) -> Chart:
    weekly = frame is Timeframe.YEAR
    pieces = weeks_of(window) if weekly else [Period(day, day) for day in days_of(window)]
    points, exact = [], True
    for piece in pieces:
        of_piece = [days.get(day, _Day()) for day in (days_of(piece) if weekly else [piece.first])]
        if weekly:
            sketch: Sketch = united([each.sketch for each in of_piece])
            listeners, exact = sketch.count(), exact and sketch.is_exact
        else:
            listeners = of_piece[0].listeners
            exact = exact and len(of_piece[0].sketch) <= EXACT_BYTES_AT_MOST
        columns = zip(*(each.numbers for each in of_piece), strict=True)
        plays, views, likes, comments, saves, shares, downloads = map(sum, columns)
        last = piece.last if weekly else piece.first
        points.append(
            ChartPoint(
                date=piece.first,
                plays=plays,
                listeners=listeners,
                views=views,
                likes=likes,
                comments=comments,
                saves=saves,
                shares=shares,
                downloads=downloads,
                before_release=released is not None and last < released,
            )
        )
    return Chart(
        frame,
        Granularity.WEEK if weekly else Granularity.DAY,
        points,
        summary(window, {day: each.numbers[0] for day, each in days.items()}, len(points)),
        insights.meta(window, at, now, approximate=not exact),
    )


async def _days(work: Work, owner: Owner, ids: Sequence[int], window: Period) -> dict[int, dict[date, _Day]]:
    rows: Any = owner.day.__table__  # type: ignore[union-attr]
    sketch: Any = owner.sketch.__table__  # type: ignore[union-attr]
    joined = rows.outerjoin(sketch, (sketch.c[owner.key] == rows.c[owner.key]) & (sketch.c.day == rows.c.day))
    statement = (
        select(rows.c[owner.key], rows.c.day, rows.c.listeners, sketch.c.listeners, *(rows.c[name] for name in NUMBERS))
        .select_from(joined)
        .where(rows.c[owner.key].in_(ids), rows.c.day.between(window.first, window.last))
    )
    found: dict[int, dict[date, _Day]] = {}
    for key, day, listeners, stored, *numbers in (await work.session.execute(statement)).all():
        found.setdefault(key, {})[day] = _Day(tuple(numbers), listeners, stored or b"")
    return found
