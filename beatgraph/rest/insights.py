"""Insights over REST."""

from datetime import date
from typing import Any

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from beatgraph.auth import policy
from beatgraph.drafts.insights import ChartAsked, InsightsAsked, Timeframe
from beatgraph.errors import ForbiddenError
from beatgraph.limits import DASHBOARDS
from beatgraph.rest.operations import Operation
from beatgraph.rest.requests import caller, query, row_id
from beatgraph.rest.responses import Json, Seconds, View
from beatgraph.rest.surfaces import INSIGHTS
from beatgraph.services import artists, charts, insights, tracks
from beatgraph.services.owners import ARTISTS, TRACKS, Owner
from beatgraph.work import Work

HOME = "/api/v1/producer-intelligence/insights"


class MetaView(View):
    generated_at: Seconds
    data_until: Seconds = Field(description="Events up to then are in the figures.")
    first_day: date
    last_day: date
    partial_day: bool = Field(description="Whether the day of now is among the days.")
    approximate: bool = Field(description="Whether listeners are estimated: beyond 512 they are.")
    timezone: str


class PlaysView(View):
    total: int
    period: int


class ListenersView(View):
    total: int = Field(description="Each day's different listeners, summed over the days.")
    unique: int = Field(description="Different listeners of all time.")
    period: int = Field(description="Different listeners of the period.")


class EngagementView(View):
    likes: int
    reposts: int


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


class InsightAnswer(View):
    success: bool = True
    data: InsightView
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
    listeners: int
    views: int
    likes: int
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


async def _seen(work: Work, owner: Owner, row: int) -> int:
    """The id of something that the caller may see."""
    policy.signed_in(work.viewer)
    found: Any = await (tracks.get(work, row) if owner is TRACKS else artists.get(work, row))
    return int(found.id)


async def _insight(request: Request, owner: Owner, name: str, noun: str) -> Response:
    asked = query(request, InsightsAsked)
    async with caller(request).reading() as work:
        row = await _seen(work, owner, row_id(request, name, noun))
        found = (await insights.figures(work, owner, [row], asked.period, asked.as_of)).get(row)
    if found is None:
        raise ForbiddenError
    return Json(InsightAnswer(data=InsightView.model_validate(found), meta=MetaView.model_validate(found.meta)))


async def _chart(request: Request, owner: Owner, name: str, noun: str) -> Response:
    asked = query(request, ChartAsked)
    async with caller(request).reading() as work:
        row = await _seen(work, owner, row_id(request, name, noun))
        found = (await charts.charts(work, owner, [row], asked.timeframe, asked.as_of)).get(row)
    if found is None:
        raise ForbiddenError
    return Json(ChartAnswer(data=ChartView.model_validate(found), meta=MetaView.model_validate(found.meta)))


async def track_insights(request: Request) -> Response:
    return await _insight(request, TRACKS, "trackId", "Track")


async def track_charts(request: Request) -> Response:
    return await _chart(request, TRACKS, "trackId", "Track")


async def artist_insights(request: Request) -> Response:
    return await _insight(request, ARTISTS, "artistId", "Artist")


async def artist_charts(request: Request) -> Response:
    return await _chart(request, ARTISTS, "artistId", "Artist")


OPERATIONS = [
    Operation(
        "GET",
        HOME + path,
        handler,
        summary,
        INSIGHTS,
        token=True,
        limit=DASHBOARDS,
        query=asked,
        response=response,
        errors=(403, 404, 422),
    )
    for path, handler, summary, asked, response in (
        ("/tracks/{trackId}", track_insights, "How a track does.", InsightsAsked, InsightAnswer),
        ("/tracks/{trackId}/charts", track_charts, "A track's curve over time.", ChartAsked, ChartAnswer),
        ("/artists/{artistId}", artist_insights, "How an artist's public tracks do.", InsightsAsked, InsightAnswer),
        ("/artists/{artistId}/charts", artist_charts, "An artist's curve over time.", ChartAsked, ChartAnswer),
    )
]
