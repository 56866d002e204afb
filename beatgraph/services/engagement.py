"""Engagement: how tracks are listened to and taken to, in a period or since their beginning."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from fractions import Fraction

from sqlmodel import col, select

from beatgraph.analytics.periods import PERIODS, reporting_day
from beatgraph.analytics.quality import COLUMNS, Quality, quality
from beatgraph.analytics.rounding import rounded
from beatgraph.analytics.sketches import united
from beatgraph.drafts.insights import Extent
from beatgraph.models import TrackLifetimeSketch
from beatgraph.services import readers, rollups, tracks
from beatgraph.services.owners import TRACKS
from beatgraph.services.readers import Whose
from beatgraph.services.rollups import Cell
from beatgraph.services.windows import InsightMeta, Reporting, reporting
from beatgraph.work import Work

TAKEN_TO = ("qualified", "likes", "reposts", "saves", "comments", "shares", "downloads")


@dataclass(frozen=True, slots=True)
class Engagement:
    """Likes, reposts and saves began in the period and stand still; comments are still to be seen."""

    period: Extent
    quality: Quality
    listeners: int
    repeat_rate: float | None
    """Listeners who came twice or more, in per cent; None when there were none."""
    qualified_plays: int
    likes: int
    reposts: int
    saves: int
    comments: int
    shares: int
    downloads: int
    meta: InsightMeta


async def by_tracks(
    work: Work, track_ids: Sequence[int], extent: Extent = Extent.LIFETIME, as_of: datetime | None = None
) -> dict[int, Engagement]:
    """Of those whose figures the viewer may read; as many statements for many as for one."""
    own = await readers.permitted(work, Whose.TRACK, track_ids)
    if not own:
        return {}
    asked = reporting(PERIODS.get(extent.value, 1), (as_of or work.now).astimezone(UTC), work.now)
    window = rollups.until(asked.window.after) if extent is Extent.LIFETIME else asked.window
    stretch = await rollups.stretches(work, [window])
    sums = await rollups.sums(work, TRACKS, own, [*COLUMNS, *TAKEN_TO], stretch)
    if extent is Extent.LIFETIME and asked.window.last >= reporting_day(work.now):
        listeners = await _ever(work, own)
    else:
        sketches = await rollups.sketches(work, TRACKS, own, stretch)
        listeners = {each: sketches.get(Cell(each, 0), []) for each in own}
    rows = await tracks.by_ids(work, own)
    return {
        each: _engagement(extent, sums.get(Cell(each, 0), {}), listeners.get(each, []), rows[each].duration, asked)
        for each in own
    }


def _engagement(
    extent: Extent, sums: rollups.Named, sketches: Sequence[bytes], duration: int | None, asked: Reporting
) -> Engagement:
    everybody = united(sketches)
    listeners = everybody.count()
    return Engagement(
        period=extent,
        quality=quality(sums, duration),
        listeners=listeners,
        repeat_rate=rounded(Fraction(100 * everybody.repeated(), listeners), 1) if listeners else None,
        qualified_plays=sums.get("qualified", 0),
        likes=sums.get("likes", 0),
        reposts=sums.get("reposts", 0),
        saves=sums.get("saves", 0),
        comments=sums.get("comments", 0),
        shares=sums.get("shares", 0),
        downloads=sums.get("downloads", 0),
        meta=asked.meta(approximate=not everybody.is_exact, lifetime=extent is Extent.LIFETIME),
    )


async def _ever(work: Work, track_ids: Sequence[int]) -> dict[int, list[bytes]]:
    statement = select(TrackLifetimeSketch.track_id, TrackLifetimeSketch.listeners).where(
        col(TrackLifetimeSketch.track_id).in_(track_ids)
    )
    return {track_id: [listeners] for track_id, listeners in (await work.session.execute(statement)).all()}
