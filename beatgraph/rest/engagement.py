"""Engagement of tracks over REST."""

from typing import Any

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from beatgraph.analytics.quality import Badge, Rating, Retention
from beatgraph.drafts.insights import EngagementAsked, Extent
from beatgraph.limits import DASHBOARDS
from beatgraph.rest import gates
from beatgraph.rest.insights import MetaView
from beatgraph.rest.operations import Operation
from beatgraph.rest.requests import caller, query, row_id
from beatgraph.rest.responses import View, status_success
from beatgraph.services import engagement, readers
from beatgraph.services.engagement import Engagement
from beatgraph.services.readers import Whose


class BandsView(View):
    completed: int = Field(description="More than 80 per cent of the track.")
    mostly: int = Field(description="60 to 80 per cent, 80 included.")
    half: int = Field(description="40 to under 60 per cent.")
    partial: int = Field(description="20 to under 40 per cent.")
    skipped: int = Field(description="Less than 20 per cent.")


class ReachedView(View):
    percent: int = Field(description="How far into the track.")
    share: float = Field(description="Per cent of the tracked plays that came so far.")


class LengthsView(View):
    from_seconds: int
    to_seconds: int | None
    plays: int


class MetricsView(View):
    period: Extent
    total_plays: int
    tracked_plays: int = Field(description="Those that told how long they were listened to.")
    avg_listen_duration: float | None = Field(description="Seconds, at most the track's length a play.")
    avg_completion_rate: float | None = Field(description="Per cent of the track.")
    duration_share: float | None = Field(description="The average duration, in per cent of the track as it is now.")
    total_listen_time: float = Field(description="Seconds, loops included.")
    completed_listens: int
    completed_percentage: float | None
    completion_breakdown: BandsView
    quality_score: float | None = Field(description="10 to 100.")
    quality_rating: Rating | None
    quality_badge: Badge | None
    retention_level: Retention | None
    retention: list[ReachedView] = Field(description="Every five per cent; empty without a tracked play.")
    early_drop: bool | None = Field(description="Whether fewer than 40 per cent come to a quarter of the track.")
    intro: float | None = Field(description="Per cent of the tracked plays that came to the 30th second.")
    listen_durations: list[LengthsView]
    skip_rate: float | None = Field(description="Ended by the listener before 30 s, in per cent of the tracked plays.")
    sub_30_second_plays: int
    listeners: int
    repeat_rate: float | None = Field(description="Per cent of the listeners who came twice or more.")
    qualified_plays: int = Field(description="30 s or more, or half of a track shorter than 60 s.")
    likes: int = Field(description="Begun in the period and standing still; reposts and saves likewise.")
    reposts: int
    saves: int
    shares: int
    comments: int
    downloads: int


class MetricsAnswer(View):
    status: str = "success"
    metrics: MetricsView
    meta: MetaView


def metrics(found: Engagement) -> MetricsView:
    told: Any = found.quality
    return MetricsView(
        period=found.period,
        total_plays=told.plays,
        tracked_plays=told.tracked_plays,
        avg_listen_duration=told.average_listen_duration,
        avg_completion_rate=told.average_completion_rate,
        duration_share=told.duration_share,
        total_listen_time=told.total_listen_time,
        completed_listens=told.completed_listens,
        completed_percentage=told.completed_percentage,
        completion_breakdown=BandsView.model_validate(told.bands),
        quality_score=told.quality_score,
        quality_rating=told.rating,
        quality_badge=told.badge,
        retention_level=told.retention_level,
        retention=[ReachedView.model_validate(each) for each in told.retention],
        early_drop=told.early_drop,
        intro=told.intro,
        listen_durations=[LengthsView.model_validate(each) for each in told.lengths],
        skip_rate=told.skip_rate,
        sub_30_second_plays=told.sub_30_second_plays,
        listeners=found.listeners,
        repeat_rate=found.repeat_rate,
        qualified_plays=found.qualified_plays,
        likes=found.likes,
        reposts=found.reposts,
        saves=found.saves,
        shares=found.shares,
        comments=found.comments,
        downloads=found.downloads,
    )


async def engagement_metrics(request: Request) -> Response:
    asked = query(request, EngagementAsked)
    row = row_id(request, "track")
    async with caller(request).reading() as work:
        await readers.seen(work, Whose.TRACK, row)
        found = (await engagement.by_tracks(work, [row], asked.period, asked.as_of))[row]
    return status_success(metrics=metrics(found), meta=MetaView.model_validate(found.meta))


OPERATIONS = [
    Operation(
        "GET",
        "/api/v1/tracks/{track}/engagement-metrics",
        engagement_metrics,
        "How a track is listened to, in a period or since its beginning.",
        token=True,
        limit=DASHBOARDS,
        query=EngagementAsked,
        response=MetricsAnswer,
        errors=(403, 404, 422),
        gate=gates.figures(Whose.TRACK, "track"),
    ),
]
