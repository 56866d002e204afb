"""Dashboards over REST."""

from starlette.requests import Request
from starlette.responses import Response

from beatgraph.auth import policy
from beatgraph.drafts.dashboards import AsOf
from beatgraph.limits import DASHBOARDS
from beatgraph.rest.operations import Operation
from beatgraph.rest.requests import caller, query
from beatgraph.rest.responses import View, success_data
from beatgraph.rest.surfaces import DASHBOARD
from beatgraph.services import dashboards


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


async def dashboard_stats(request: Request) -> Response:
    asked = query(request, AsOf)
    artist_id = policy.producer(caller(request).viewer)
    async with caller(request).reading() as work:
        found = await dashboards.stats(work, [artist_id], asked.as_of)
    return success_data(StatsView.model_validate(found[artist_id]))


OPERATIONS = [
    Operation(
        "GET",
        "/api/v1/artist/dashboard-stats",
        dashboard_stats,
        "How one's own artist profile does.",
        DASHBOARD,
        token=True,
        limit=DASHBOARDS,
        query=AsOf,
        response=StatsAnswer,
        errors=(404, 422),
    ),
]
