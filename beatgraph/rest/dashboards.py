"""Dashboards over REST."""

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from beatgraph.analytics.cadence import Advice
from beatgraph.auth import policy
from beatgraph.drafts.insights import Reported
from beatgraph.errors import ForbiddenError, NoProfileError
from beatgraph.limits import DASHBOARDS
from beatgraph.rest.operations import Operation
from beatgraph.rest.requests import caller, query
from beatgraph.rest.responses import Json, Seconds, View
from beatgraph.rest.surfaces import DASHBOARD
from beatgraph.services import cadences, dashboards


class DashboardMetaView(View):
    generated_at: Seconds
    data_until: Seconds = Field(description="Events up to then are in the figures.")
    partial_day: bool = Field(description="Whether the day of now is among the days.")
    timezone: str


class TopTrackView(View):
    id: int
    name: str
    plays: int
    contribution_value: float


class StatsView(View):
    total_tracks: int
    total_plays: int
    total_contribution: float
    recent_uploads: int
    play_growth_percentage: float
    top_track: TopTrackView | None
    average_plays_per_track: int
    tracks_with_plays: int


class StatsAnswer(View):
    success: bool = True
    data: StatsView
    meta: DashboardMetaView


class PerformanceView(View):
    track_id: int
    track_name: str
    plays: int
    contribution_value: float = Field(description="The artist's share, as it was last computed.")
    months_since_upload: int = Field(description="Whole months of the calendar.")
    upload_date: Seconds
    last_updated: Seconds | None = Field(description="When the contribution was computed; null before the first time.")


class PerformanceAnswer(View):
    success: bool = True
    data: list[PerformanceView] = Field(description="At most 20, the newest first.")
    meta: DashboardMetaView


class BestMonthView(View):
    month: str = Field(description="`YYYY-MM`.")
    total_plays: int = Field(description="Plays in that month, of all tracks.")
    track_count: int = Field(description="Tracks uploaded in that month.")


class UploadsView(View):
    total_uploads: int
    uploads_this_month: int
    uploads_last_month: int
    average_plays_per_upload: int
    best_performing_month: BestMonthView | None
    upload_frequency_days: int | None = Field(description="Days between uploads; null for fewer than two.")
    recommended_upload_time: str
    recommendation_key: Advice = Field(description="Which recommendation that is.")


class UploadsAnswer(View):
    success: bool = True
    data: UploadsView
    meta: DashboardMetaView


async def dashboard_stats(request: Request) -> Response:
    asked = query(request, Reported)
    artist_id = policy.producer(caller(request).viewer)
    async with caller(request).reading() as work:
        found = (await dashboards.stats(work, [artist_id], asked.as_of, asked.tz)).get(artist_id)
    if found is None:
        raise NoProfileError
    meta = DashboardMetaView.model_validate(found.meta)
    return Json(StatsAnswer(data=StatsView.model_validate(found), meta=meta))


async def track_performance(request: Request) -> Response:
    asked = query(request, Reported)
    artist_id = policy.producer(caller(request).viewer)
    async with caller(request).reading() as work:
        found = (await dashboards.performance(work, [artist_id], asked.as_of, asked.tz)).get(artist_id)
        meta = DashboardMetaView.model_validate(dashboards.meta(dashboards.reported(work, asked.as_of, asked.tz)))
    if found is None:
        raise NoProfileError
    return Json(PerformanceAnswer(data=[PerformanceView.model_validate(each) for each in found], meta=meta))


async def upload_insights(request: Request) -> Response:
    asked = query(request, Reported)
    artist_id = policy.producer(caller(request).viewer)
    async with caller(request).reading() as work:
        found = (await cadences.by_artists(work, [artist_id], asked.as_of, asked.tz)).get(artist_id)
    if found is None:
        raise ForbiddenError("Your artist profile has no upload access.")
    meta = DashboardMetaView.model_validate(found.meta)
    return Json(UploadsAnswer(data=UploadsView.model_validate(found), meta=meta))


OPERATIONS = [
    Operation(
        "GET",
        f"/api/v1/artist/{path}",
        handler,
        summary,
        DASHBOARD,
        token=True,
        limit=DASHBOARDS,
        query=Reported,
        response=response,
        errors=errors,
    )
    for path, handler, summary, response, errors in (
        ("dashboard-stats", dashboard_stats, "How one's own artist profile does.", StatsAnswer, (404, 422)),
        ("track-performance", track_performance, "How one's latest 20 tracks do.", PerformanceAnswer, (404, 422)),
        (
            "upload-insights",
            upload_insights,
            "How often one uploads, and what to do next; for those with upload access.",
            UploadsAnswer,
            (403, 404, 422),
        ),
    )
]
