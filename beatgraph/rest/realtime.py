"""Live figures of tracks over REST."""

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from beatgraph.drafts.dashboards import AsOf
from beatgraph.limits import DASHBOARDS
from beatgraph.rest import gates
from beatgraph.rest.insights import HOME
from beatgraph.rest.operations import Operation
from beatgraph.rest.requests import caller, query, row_id
from beatgraph.rest.responses import Json, Seconds, View
from beatgraph.rest.surfaces import INSIGHTS
from beatgraph.services import readers, realtime
from beatgraph.services.readers import Whose


class RecentPlayView(View):
    minutes_ago: int
    country: str
    device: str


class RealtimeView(View):
    active_listeners: int = Field(description="A sign of them within 300 s, and they have not stopped.")
    recent_plays: int = Field(description="Of the last 60 minutes.")
    plays_per_minute: list[int] = Field(description="The last 60 minutes, the earliest first.")
    plays_per_hour: list[int] = Field(description="The last 48 hours, the earliest first.")
    recent: list[RecentPlayView] = Field(description="Of the last 60 minutes, the latest first, at most 20.")


class LiveMetaView(View):
    generated_at: Seconds
    data_until: Seconds
    timezone: str = "UTC"


class RealtimeAnswer(View):
    success: bool = True
    data: RealtimeView
    meta: LiveMetaView


async def track_realtime(request: Request) -> Response:
    asked = query(request, AsOf)
    row = row_id(request, "trackId", "Track")
    async with caller(request).reading() as work:
        await readers.seen(work, Whose.TRACK, row)
        found = (await realtime.by_tracks(work, [row], asked.as_of))[row]
    return Json(RealtimeAnswer(data=RealtimeView.model_validate(found), meta=LiveMetaView.model_validate(found)))


OPERATIONS = [
    Operation(
        "GET",
        f"{HOME}/tracks/{{trackId}}/realtime",
        track_realtime,
        "What happens to a track just now.",
        INSIGHTS,
        token=True,
        limit=DASHBOARDS,
        query=AsOf,
        response=RealtimeAnswer,
        errors=(403, 404, 422),
        gate=gates.figures(Whose.TRACK, "trackId"),
    ),
]
