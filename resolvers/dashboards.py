"""Dashboards in the graph."""

from datetime import datetime
from typing import Annotated, Any

import strawberry
from strawberry import UNSET

from beatgraph.analytics.cadence import Advice
from beatgraph.drafts.insights import Reported
from beatgraph.errors import ForbiddenError
from beatgraph.services import cadences, dashboards
from loaders.base import Loader
from loaders.dashboards import Asked, PerformanceByArtist, StatsByArtist, UploadInsightsByArtist
from loaders.tracks import TrackById
from resolvers.base.context import Info
from resolvers.base.edges import edge
from resolvers.base.enums import described
from resolvers.base.guards import refused
from resolvers.base.node import RowView
from resolvers.base.refs import TrackRef

AsOf = Annotated[datetime | None, strawberry.argument(description="Instant that figures are taken at; now if absent.")]
Zone = Annotated[str, strawberry.argument(description="IANA name of the time zone whose days are meant.")]

described(
    Advice,
    "What a producer is advised to do next.",
    {
        Advice.NONE_YET: "There is no upload yet.",
        Advice.SECOND: "There is one upload, and a second one is due.",
        Advice.OVERDUE: "More than 14 days, and more than twice as long as usual, since the last upload.",
        Advice.SLOW_DOWN: "Uploads come every 3 days or faster.",
        Advice.KEEP_WEEKLY: "Uploads come every 4 to 10 days.",
        Advice.BIWEEKLY: "Uploads come every 11 to 30 days.",
        Advice.MORE_OFTEN: "Uploads come more than 30 days apart.",
    },
    name="UploadAdvice",
)


@strawberry.interface(description="What figures are of.")
class FiguresMeta:
    generated_at: datetime = strawberry.field(description="When they were computed.")
    data_until: datetime = strawberry.field(description="Events up to then are in the figures.")
    partial_day: bool = strawberry.field(description="Whether the day of now is among the days.")
    timezone: str = strawberry.field(description="Whose days and months are meant.")


@strawberry.type(description="What dashboard figures are of.")
class DashboardMeta(RowView, FiguresMeta):
    row = dashboards.DashboardMeta


@strawberry.type(description="Most played track of an artist, and what it is worth to them.")
class TopTrack(RowView):
    row = dashboards.TopTrack

    track: TrackRef | None = edge(TrackById, key="id", type=TrackRef | None, description="Track itself.")
    plays: int = strawberry.field(description="Plays since its beginning.")
    contribution_value: float = strawberry.field(description="This artist's share, four decimals.")


@strawberry.type(description="Figures of all public tracks that an artist is credited on.")
class DashboardStats(RowView):
    row = dashboards.DashboardStats

    total_tracks: int = strawberry.field(description="How many tracks.")
    total_plays: int = strawberry.field(description="Plays of all of them.")
    total_contribution: float = strawberry.field(description="Contribution of all of them, four decimals.")
    recent_uploads: int = strawberry.field(description="Uploads of the last 30 times 24 hours.")
    play_growth_percentage: float = strawberry.field(
        description="Plays of 30 days against those of the 30 days before, in per cent."
    )
    top_track: TopTrack | None = strawberry.field(description="Most played track; null before the first play.")
    average_plays_per_track: int = strawberry.field(description="Plays a track, rounded.")
    tracks_with_plays: int = strawberry.field(description="How many tracks have been played.")
    meta: DashboardMeta = strawberry.field(description="What the figures are of.")


@strawberry.type(description="How one of an artist's latest tracks does.")
class TrackPerformance(RowView):
    row = dashboards.TrackPerformance

    track: TrackRef | None = edge(TrackById, key="track_id", type=TrackRef | None, description="Track itself.")
    plays: int = strawberry.field(description="Plays since its beginning.")
    contribution_value: float = strawberry.field(
        description="This artist's share, four decimals: as it was last stored, or computed for `asOf`."
    )
    months_since_upload: int = strawberry.field(description="Whole months of the calendar since its upload.")
    uploaded_at: datetime = strawberry.field(
        description="When it was uploaded.", resolver=lambda root: root.upload_date
    )
    last_updated: datetime | None = strawberry.field(
        description="When the contribution was computed; null before the first time."
    )


@strawberry.type(description="Month of the calendar with most plays.")
class BestMonth(RowView):
    row = cadences.BestMonth

    month: str = strawberry.field(description="Year and month, such as 2026-03.")
    total_plays: int = strawberry.field(description="Plays in that month, of all tracks.")
    track_count: int = strawberry.field(description="Tracks uploaded in that month.")


@strawberry.type(description="How often an artist uploads.")
class UploadInsights(RowView):
    row = cadences.UploadInsights

    total_uploads: int = strawberry.field(description="Public tracks.")
    uploads_this_month: int = strawberry.field(description="Those of the current month of the calendar.")
    uploads_last_month: int = strawberry.field(description="Those of the month before.")
    average_plays_per_upload: int = strawberry.field(description="Plays a track, rounded.")
    best_performing_month: BestMonth | None = strawberry.field(
        description="Month with most plays, of equal ones the latest; null before the first play."
    )
    upload_frequency_days: int | None = strawberry.field(
        description="Days from one upload to the next, on average; null for fewer than two."
    )
    recommended_upload_time: str = strawberry.field(description="Advice, in words.")
    recommendation_key: Advice = strawberry.field(description="Which advice that is.")
    meta: DashboardMeta = strawberry.field(description="What the figures are of.")


async def _found(root: Any, info: Info, loader: type[Loader[Asked, Any]], as_of: datetime | None, tz: str) -> Any:
    """Figures for those who run the artist or its label; to anybody else they are refused."""
    if refused(info):
        return None
    asked = Reported.read({"as_of": as_of or None, "tz": tz})
    found = await info.context.loaders[loader].load(Asked(root.id, asked.as_of, asked.tz))
    if found is None:
        raise ForbiddenError
    return found


async def dashboard_stats(root: Any, info: Info, as_of: AsOf = UNSET, tz: Zone = "UTC") -> DashboardStats | None:
    found: DashboardStats | None = await _found(root, info, StatsByArtist, as_of, tz)
    return found


async def track_performance(
    root: Any, info: Info, as_of: AsOf = UNSET, tz: Zone = "UTC"
) -> list[TrackPerformance] | None:
    found: list[TrackPerformance] | None = await _found(root, info, PerformanceByArtist, as_of, tz)
    return found


async def upload_insights(root: Any, info: Info, as_of: AsOf = UNSET, tz: Zone = "UTC") -> UploadInsights | None:
    found: UploadInsights | None = await _found(root, info, UploadInsightsByArtist, as_of, tz)
    return found
