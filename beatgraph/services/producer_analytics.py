"""Producer analytics: all that a producer is told of a track, an album or an artist at once."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlmodel import col, select

from beatgraph.analytics import contribution
from beatgraph.analytics.periods import PERIODS, Period, reporting_day
from beatgraph.analytics.rounding import rounded
from beatgraph.drafts.insights import Span, Timeframe
from beatgraph.models import ArtistLifetime
from beatgraph.services import audience, breakdowns, contributions, insights, readers, rollups, tracks
from beatgraph.services.audience import Audience
from beatgraph.services.breakdowns import Breakdowns
from beatgraph.services.charts import Chart, charts
from beatgraph.services.insights import Insight
from beatgraph.services.owners import ARTISTS
from beatgraph.services.readers import Whose
from beatgraph.services.rollups import Cell
from beatgraph.services.windows import reporting
from beatgraph.work import Work


@dataclass(frozen=True, slots=True)
class Catalogue:
    """How many live tracks there are, and how many of them were uploaded in the period."""

    total: int
    period: int


@dataclass(frozen=True, slots=True)
class ProducerAnalytics:
    """`thing` is the row itself; followers are an artist's."""

    thing: Any
    period: Span
    insight: Insight
    chart: Chart
    breakdowns: Breakdowns
    audience: Audience
    contribution_value: float
    contribution_updated_at: datetime | None
    tracks: Catalogue
    followers: int | None = None


async def of(work: Work, whose: Whose, thing_id: int, span: Span, as_of: datetime | None = None) -> ProducerAnalytics:
    thing = await readers.seen(work, whose, thing_id)
    insight = (await insights.figures(work, whose, [thing_id], span, as_of))[thing_id]
    chart = (await charts(work, whose, [thing_id], Timeframe[span.name], as_of))[thing_id]
    its = (await readers.live_tracks(work, whose, [thing_id]))[thing_id]
    worth = (await contributions.by_tracks(work, its, as_of)).values()
    dates = [each.last_updated for each in worth if each.last_updated is not None]
    rows = await tracks.by_ids(work, its)
    window = reporting(PERIODS[span.value], (as_of or work.now).astimezone(UTC), work.now).window
    return ProducerAnalytics(
        thing=thing,
        period=span,
        insight=insight,
        chart=chart,
        breakdowns=(await breakdowns.by(work, whose, [thing_id], span, as_of))[thing_id],
        audience=(await audience.by(work, whose, [thing_id], span, as_of))[thing_id],
        contribution_value=rounded(sum(each.value for each in worth), contribution.DECIMALS),
        contribution_updated_at=min(dates, default=None),
        tracks=Catalogue(len(its), sum(reporting_day(row.created_at) in window for row in rows.values())),
        followers=await _followers(work, thing_id, window) if whose is Whose.ARTIST else None,
    )


async def _followers(work: Work, artist_id: int, window: Period) -> int:
    """Those who follow at the end of the period."""
    statement = select(ArtistLifetime.followers).where(col(ArtistLifetime.artist_id) == artist_id)
    now = (await work.session.execute(statement)).scalar_one_or_none() or 0
    later = rollups.Stretch((), (rollups.since(window.after),))
    sums = await rollups.sums(work, ARTISTS, [artist_id], ["follows_added", "follows_removed"], [later])
    since = sums.get(Cell(artist_id, 0), {})
    return now - since.get("follows_added", 0) + since.get("follows_removed", 0)
