"""Insights and charts in the graph."""

from datetime import date as Day
from datetime import datetime
from typing import Annotated, Any

import strawberry
from strawberry import UNSET

from beatgraph.analytics import charts as curves
from beatgraph.drafts.insights import Reported, Span, Timeframe
from beatgraph.errors import ForbiddenError
from beatgraph.services import charts, insights, windows
from loaders.base import Loader
from loaders.insights import Wanted
from resolvers.base.context import Info
from resolvers.base.enums import described
from resolvers.base.guards import refused
from resolvers.base.node import RowView
from resolvers.dashboards import AsOf, FiguresMeta, Zone

WORDS = {"WEEK": "7 days.", "MONTH": "30 days.", "QUARTER": "90 days.", "YEAR": "365 days."}
described(
    Span,
    "Length of a period, in days.",
    {Span[name]: text for name, text in WORDS.items()},
    name="InsightPeriod",
)
described(
    Timeframe,
    "Length of a chart, in days.",
    {Timeframe[name]: text for name, text in WORDS.items()},
    name="ChartTimeframe",
)
described(
    charts.Granularity,
    "What one point of a chart is.",
    {charts.Granularity.DAY: "Single day.", charts.Granularity.WEEK: "ISO week, as far as it lies within the chart."},
    name="ChartGranularity",
)
described(
    curves.Direction,
    "Where a curve leads.",
    {
        curves.Direction.UP: "Upwards.",
        curves.Direction.DOWN: "Downwards.",
        curves.Direction.FLAT: "Nowhere.",
    },
    name="TrendDirection",
)


@strawberry.type(description="What figures are of, and how far they can be relied on.")
class InsightMeta(RowView, FiguresMeta):
    row = windows.InsightMeta

    first_day: Day | None = strawberry.field(description="First day of the period; null is since the beginning.")
    last_day: Day = strawberry.field(description="Last day of the period.")
    approximate: bool = strawberry.field(
        description="Whether listeners are estimated: beyond 512, and by days of another zone than UTC."
    )


@strawberry.type(description="Plays by the audience.")
class InsightPlays(RowView):
    row = insights.InsightPlays

    total: int = strawberry.field(description="Since the beginning.")
    period: int = strawberry.field(description="In the period.")
    previous: int = strawberry.field(description="In the period before, of the same length.")
    qualified: int = strawberry.field(
        description="Those of the period that lasted 30 s or more, or half of a track shorter than 60 s."
    )


@strawberry.type(description="Different listeners.")
class InsightListeners(RowView):
    row = insights.InsightListeners

    total: int = strawberry.field(description="Each day's different listeners, summed over all days.")
    unique: int = strawberry.field(description="Different listeners of all time.")
    period: int = strawberry.field(description="Different listeners of the period.")
    previous: int = strawberry.field(description="Different listeners of the period before.")


@strawberry.type(description="What stands at the end of the period; of an album or an artist, on the public tracks.")
class InsightEngagement(RowView):
    row = insights.InsightEngagement

    likes: int = strawberry.field(description="Likes.")
    reposts: int = strawberry.field(description="Reposts.")
    period_likes: int = strawberry.field(description="Likes that began in the period and stand still.")
    period_reposts: int = strawberry.field(description="Reposts that began in the period and stand still.")


@strawberry.type(description="Period against the one before, in per cent.")
class InsightGrowth(RowView):
    row = insights.InsightGrowth

    plays_change: float = strawberry.field(description="Of plays.")
    listeners_change: float = strawberry.field(description="Of different listeners.")


@strawberry.type(description="Plays, listeners and engagement of a period.")
class Insight(RowView):
    row = insights.Insight

    plays: InsightPlays = strawberry.field(description="Plays.")
    listeners: InsightListeners = strawberry.field(description="Listeners.")
    engagement: InsightEngagement = strawberry.field(description="Likes and reposts.")
    growth: InsightGrowth = strawberry.field(description="Change since the period before.")
    meta: InsightMeta = strawberry.field(description="What the figures are of.")


@strawberry.type(description="One day of a chart, or one week by its first day.")
class ChartPoint(RowView):
    row = charts.ChartPoint

    date: Day = strawberry.field(description="Its first day.")
    plays: int = strawberry.field(description="Plays.")
    qualified_plays: int = strawberry.field(
        description="Plays of 30 s or more, or of half of a track shorter than 60 s."
    )
    listeners: int = strawberry.field(description="Different listeners.")
    views: int = strawberry.field(description="Page views.")
    likes: int = strawberry.field(description="Likes that began then and stand still.")
    reposts: int = strawberry.field(description="Reposts that began then and stand still.")
    comments: int = strawberry.field(description="Comments that are still to be seen.")
    saves: int = strawberry.field(description="Saves that began then and stand still.")
    shares: int = strawberry.field(description="Shares.")
    downloads: int = strawberry.field(description="Granted downloads.")
    before_release: bool = strawberry.field(description="Whether it is before the track's upload.")


@strawberry.type(description="Second half of a chart against its first half.")
class Trend(RowView):
    row = curves.Trend

    value: float = strawberry.field(description="In per cent.")
    direction: curves.Direction = strawberry.field(description="Which way.")


@strawberry.type(description="Plays of a chart as a whole.")
class ChartSummary(RowView):
    row = curves.Summary

    total: int = strawberry.field(description="Plays of all points.")
    peak_day: Day | None = strawberry.field(description="Earliest of the best days; null when all are empty.")
    daily_average: float = strawberry.field(description="Plays a day, one decimal.")
    data_points: int = strawberry.field(description="How many points there are.")
    trend: Trend = strawberry.field(description="Where it leads.")


@strawberry.type(description="Curve without holes.")
class Chart(RowView):
    row = charts.Chart

    timeframe: Timeframe = strawberry.field(description="How long it is.")
    granularity: charts.Granularity = strawberry.field(description="What a point is.")
    points: list[ChartPoint] = strawberry.field(description="Points, the oldest first. At most 90.")
    summary: ChartSummary = strawberry.field(description="All of it.")
    meta: InsightMeta = strawberry.field(description="What the figures are of.")


PeriodWord = Annotated[Span, strawberry.argument(description="How many days, up to the day of `asOf`.")]
TimeframeWord = Annotated[Timeframe, strawberry.argument(description="How many days, up to the day of `asOf`.")]


def reported(as_of: datetime | None, tz: str) -> Reported:
    return Reported.read({"as_of": as_of or None, "tz": tz})


async def _found(info: Info, loader: type[Loader[Any, Any]], key: Wanted) -> Any:
    found = await info.context.loaders[loader].load(key)
    if found is None:
        raise ForbiddenError
    return found


def insights_of(loader: type[Loader[Any, Any]], description: str) -> Any:
    """A field with the figures of its parent."""

    async def resolve(
        root: Any, info: Info, period: PeriodWord = Span.MONTH, as_of: AsOf = UNSET, tz: Zone = "UTC"
    ) -> Insight | None:
        if refused(info):
            return None
        asked = reported(as_of, tz)
        found: Insight = await _found(info, loader, Wanted(root.id, period, asked.as_of, asked.tz))
        return found

    return strawberry.field(resolver=resolve, description=f"{description} Needs a token.")


def charts_of(loader: type[Loader[Any, Any]], description: str) -> Any:
    """A field with the curve of its parent."""

    async def resolve(
        root: Any, info: Info, timeframe: TimeframeWord = Timeframe.MONTH, as_of: AsOf = UNSET, tz: Zone = "UTC"
    ) -> Chart | None:
        if refused(info):
            return None
        asked = reported(as_of, tz)
        found: Chart = await _found(info, loader, Wanted(root.id, timeframe, asked.as_of, asked.tz))
        return found

    return strawberry.field(resolver=resolve, description=f"{description} Needs a token.")
