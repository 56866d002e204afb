"""Insights over REST."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from beatgraph.analytics.periods import PERIODS
from beatgraph.drafts.insights import ChartAsked, InsightsAsked, Timeframe
from beatgraph.limits import DASHBOARDS
from beatgraph.rest import gates
from beatgraph.rest.operations import Operation
from beatgraph.rest.requests import caller, query, row_id
from beatgraph.rest.responses import Json, Seconds, View
from beatgraph.rest.surfaces import INSIGHTS
from beatgraph.services import breakdowns, charts, insights, readers
from beatgraph.services.insights import Insight
from beatgraph.services.readers import Whose
from beatgraph.services.windows import reporting

HOME = "/api/v1/producer-intelligence/insights"


class MetaView(View):
    generated_at: Seconds
    data_until: Seconds = Field(description="Events up to then are in the figures.")
    first_day: date | None = Field(description="Null is since the beginning.")
    last_day: date
    partial_day: bool = Field(description="Whether the day of now is among the days.")
    approximate: bool = Field(
        description="Whether listeners are estimated: beyond 512, and by days of another zone than UTC."
    )
    timezone: str


class PlaysView(View):
    total: int
    period: int
    qualified_plays: int = Field(
        validation_alias="qualified",
        description="Of the period: those of 30 s or more, or of half of a track shorter than 60 s.",
    )


class ListenersView(View):
    total: int = Field(description="Each day's different listeners, summed over the days.")
    unique: int = Field(description="Different listeners of all time.")
    period: int = Field(description="Different listeners of the period.")


class EngagementView(View):
    likes: int = Field(description="Standing at the end of the period.")
    reposts: int = Field(description="Standing at the end of the period.")
    period_likes: int = Field(description="Begun in the period and standing still.")
    period_reposts: int = Field(description="Begun in the period and standing still.")


class GrowthView(View):
    plays_change: float = Field(description="Per cent against the period before.")
    listeners_change: float
    plays_previous: int
    listeners_previous: int


class InsightView(View):
    plays: PlaysView
    listeners: ListenersView
    engagement: EngagementView
    growth: GrowthView


class TrackShareView(View):
    track_id: int
    name: str
    image: str | None
    plays: int
    share: float = Field(description="Per cent of the plays of the period.")


class AlbumInsightView(InsightView):
    tracks: list[TrackShareView] = Field(description="The ten most played in the period.")


class ArtistInsightView(InsightView):
    top_tracks: list[TrackShareView] = Field(description="The ten most played in the period.")


class InsightAnswer(View):
    success: bool = True
    data: InsightView
    meta: MetaView


class AlbumInsightAnswer(View):
    success: bool = True
    data: AlbumInsightView
    meta: MetaView


class ArtistInsightAnswer(View):
    success: bool = True
    data: ArtistInsightView
    meta: MetaView


class TrendView(View):
    value: float = Field(description="Second half against first half, in per cent.")
    direction: str


class SummaryView(View):
    total: int
    peak_day: date | None
    daily_average: float
    data_points: int
    trend: TrendView


class PointView(View):
    date: date
    plays: int
    qualified_plays: int
    listeners: int
    views: int
    likes: int = Field(description="Begun then and standing still; reposts and saves likewise.")
    reposts: int
    comments: int
    saves: int
    shares: int
    downloads: int
    before_release: bool


class ChartView(View):
    timeframe: Timeframe
    granularity: str
    points: list[PointView]
    summary: SummaryView


class ChartAnswer(View):
    success: bool = True
    data: ChartView
    meta: MetaView


@dataclass(frozen=True, slots=True)
class _Found:
    insight: Insight
    tracks: list[TrackShareView]

    @property
    def data(self) -> dict[str, Any]:
        return dict(InsightView.model_validate(self.insight))

    @property
    def meta(self) -> MetaView:
        return MetaView.model_validate(self.insight.meta)


async def _insights(request: Request, whose: Whose) -> _Found:
    asked = query(request, InsightsAsked)
    row = row_id(request, f"{whose}Id", whose.capitalize())
    async with caller(request).reading() as work:
        await readers.seen(work, whose, row)
        found = (await insights.figures(work, whose, [row], asked.period, asked.as_of, asked.tz))[row]
        tracks = []
        if whose is not Whose.TRACK:
            days = reporting(PERIODS[asked.period.value], asked.as_of or work.now, work.now, asked.tz)
            tracks = await breakdowns.most_played(work, whose, row, days, found.plays.period)
    return _Found(found, list(map(TrackShareView.model_validate, tracks)))


async def _charts(request: Request, whose: Whose) -> Response:
    asked = query(request, ChartAsked)
    row = row_id(request, f"{whose}Id", whose.capitalize())
    async with caller(request).reading() as work:
        await readers.seen(work, whose, row)
        found = (await charts.charts(work, whose, [row], asked.timeframe, asked.as_of, asked.tz))[row]
    return Json(ChartAnswer(data=ChartView.model_validate(found), meta=MetaView.model_validate(found.meta)))


async def track_insights(request: Request) -> Response:
    found = await _insights(request, Whose.TRACK)
    return Json(InsightAnswer(data=InsightView(**found.data), meta=found.meta))


async def track_charts(request: Request) -> Response:
    return await _charts(request, Whose.TRACK)


async def album_insights(request: Request) -> Response:
    found = await _insights(request, Whose.ALBUM)
    return Json(AlbumInsightAnswer(data=AlbumInsightView(**found.data, tracks=found.tracks), meta=found.meta))


async def album_charts(request: Request) -> Response:
    return await _charts(request, Whose.ALBUM)


async def artist_insights(request: Request) -> Response:
    found = await _insights(request, Whose.ARTIST)
    return Json(ArtistInsightAnswer(data=ArtistInsightView(**found.data, top_tracks=found.tracks), meta=found.meta))


async def artist_charts(request: Request) -> Response:
    return await _charts(request, Whose.ARTIST)


OPERATIONS = [
    Operation(
        "GET",
        f"{HOME}/{whose}s/{{{whose}Id}}{path}",
        handler,
        summary,
        INSIGHTS,
        token=True,
        limit=DASHBOARDS,
        query=asked,
        response=response,
        errors=(403, 404, 422),
        gate=gates.figures(whose, f"{whose}Id"),
    )
    for whose, path, handler, summary, asked, response in (
        (Whose.TRACK, "", track_insights, "How a track does.", InsightsAsked, InsightAnswer),
        (Whose.TRACK, "/charts", track_charts, "A track's curve over time.", ChartAsked, ChartAnswer),
        (Whose.ALBUM, "", album_insights, "How an album's public tracks do.", InsightsAsked, AlbumInsightAnswer),
        (Whose.ALBUM, "/charts", album_charts, "An album's curve over time.", ChartAsked, ChartAnswer),
        (Whose.ARTIST, "", artist_insights, "How an artist's public tracks do.", InsightsAsked, ArtistInsightAnswer),
        (Whose.ARTIST, "/charts", artist_charts, "An artist's curve over time.", ChartAsked, ChartAnswer),
    )
]
