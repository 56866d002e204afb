"""Engagement of tracks in the graph."""

from typing import Annotated, Any

import strawberry
from strawberry import UNSET

from beatgraph.analytics import quality
from beatgraph.drafts.dashboards import AsOf as AsOfDraft
from beatgraph.drafts.insights import Extent
from beatgraph.errors import ForbiddenError
from beatgraph.services import engagement
from loaders.insights import EngagementByTrack, Extended
from resolvers.base.context import Info
from resolvers.base.enums import described
from resolvers.base.guards import refused
from resolvers.base.node import RowView
from resolvers.dashboards import AsOf
from resolvers.insights import WORDS, InsightMeta

described(
    Extent,
    "Length of a period, in days, or all time.",
    {Extent.LIFETIME: "Since the beginning."} | {Extent[name]: text for name, text in WORDS.items()},
    name="EngagementPeriod",
)
described(
    quality.Retention,
    "Average completion of a track, in words.",
    {
        quality.Retention.EXCELLENT: "80 per cent and more.",
        quality.Retention.GOOD: "60 per cent and more.",
        quality.Retention.FAIR: "40 per cent and more.",
        quality.Retention.POOR: "Less than 40 per cent.",
    },
    name="RetentionLevel",
)
described(
    quality.Rating,
    "Quality score of a track, in words.",
    {
        quality.Rating.EXCELLENT: "80 and more.",
        quality.Rating.GOOD: "60 and more.",
        quality.Rating.FAIR: "40 and more.",
        quality.Rating.WEAK: "20 and more.",
        quality.Rating.POOR: "Less than 20.",
    },
    name="QualityRating",
)
described(
    quality.Badge,
    "Completion of a track and the share of it that is listened to, in a word.",
    {
        quality.Badge.HIGH: "Both are 80 per cent and more.",
        quality.Badge.GOOD: "Both are 60 per cent and more.",
        quality.Badge.MODERATE: "Either is 40 per cent and more.",
        quality.Badge.LOW: "Both are less than 40 per cent.",
    },
    name="EngagementBadge",
)


@strawberry.type(description="Plays by the share of the track that was heard.")
class CompletionBands(RowView):
    row = quality.Bands

    completed: int = strawberry.field(description="More than 80 per cent.")
    mostly: int = strawberry.field(description="60 to 80 per cent, 80 included.")
    half: int = strawberry.field(description="40 to under 60 per cent.")
    partial: int = strawberry.field(description="20 to under 40 per cent.")
    skipped: int = strawberry.field(description="Less than 20 per cent.")


@strawberry.type(description="How many plays came to a part of the track.")
class Reached(RowView):
    row = quality.Reached

    percent: int = strawberry.field(description="How far into the track, in per cent of its length.")
    share: float = strawberry.field(description="Plays that came so far, in per cent of the tracked ones.")


@strawberry.type(description="Plays that were listened to for so long.")
class ListenDurations(RowView):
    row = quality.Lengths

    from_seconds: int = strawberry.field(description="So long and longer.")
    to_seconds: int | None = strawberry.field(description="Shorter than that; null is any longer.")
    plays: int = strawberry.field(description="How many.")


@strawberry.type(description="How a track is listened to, by the plays that told for how long.")
class ListeningQuality(RowView):
    row = quality.Quality

    plays: int = strawberry.field(description="All plays.")
    tracked_plays: int = strawberry.field(description="Those that told how long they were listened to.")
    average_listen_duration: float | None = strawberry.field(
        description="Seconds a tracked play, at most the track's length each."
    )
    average_completion_rate: float | None = strawberry.field(description="Per cent of the track that was heard.")
    duration_share: float | None = strawberry.field(
        description="Average duration, in per cent of the length that the track has now."
    )
    total_listen_time: float = strawberry.field(description="Seconds, loops included.")
    completed_listens: int = strawberry.field(description="Plays of more than 80 per cent.")
    completed_percentage: float | None = strawberry.field(description="These in per cent of the tracked plays.")
    bands: CompletionBands = strawberry.field(description="Tracked plays by the share that was heard.")
    quality_score: float | None = strawberry.field(description="Bands in one number, 10 to 100.")
    rating: quality.Rating | None = strawberry.field(description="Score in a word.")
    badge: quality.Badge | None = strawberry.field(description="Completion and duration in a word.")
    retention_level: quality.Retention | None = strawberry.field(description="Completion in a word.")
    retention: list[Reached] = strawberry.field(
        description="How many came how far, every five per cent; empty without a tracked play. At most 21."
    )
    early_drop: bool | None = strawberry.field(
        description="Whether fewer than 40 per cent come to a quarter of the track."
    )
    intro: float | None = strawberry.field(description="Per cent of the tracked plays that came to the 30th second.")
    lengths: list[ListenDurations] = strawberry.field(description="Tracked plays by their duration. At most 6.")
    skip_rate: float | None = strawberry.field(
        description="Plays that the listener ended before 30 s, in per cent of the tracked ones."
    )
    sub_30_second_plays: int = strawberry.field(description="Tracked plays of less than 30 s.")


@strawberry.type(description="How a track is listened to and taken to.")
class Engagement(RowView):
    row = engagement.Engagement

    period: Extent = strawberry.field(description="In which period.")
    quality: ListeningQuality = strawberry.field(description="How it is listened to.")
    listeners: int = strawberry.field(description="Different listeners.")
    repeat_rate: float | None = strawberry.field(description="Listeners who came twice or more, in per cent.")
    qualified_plays: int = strawberry.field(
        description="Plays of 30 s or more, or of half of a track shorter than 60 s."
    )
    likes: int = strawberry.field(description="Likes that began in the period and stand still.")
    reposts: int = strawberry.field(description="Reposts that began in the period and stand still.")
    saves: int = strawberry.field(description="Saves that began in the period and stand still.")
    shares: int = strawberry.field(description="Shares.")
    comments: int = strawberry.field(description="Comments that are still to be seen.")
    downloads: int = strawberry.field(description="Granted downloads.")
    meta: InsightMeta = strawberry.field(description="What the figures are of.")


PeriodWord = Annotated[Extent, strawberry.argument(description="How many days, up to the day of `asOf`; or all.")]


async def track_engagement(
    root: Any, info: Info, period: PeriodWord = Extent.LIFETIME, as_of: AsOf = UNSET
) -> Engagement | None:
    """How a track is listened to, for those who may read its figures; to anybody else it is refused."""
    if refused(info):
        return None
    asked = AsOfDraft.read({"as_of": as_of or None})
    found: Any = await info.context.loaders[EngagementByTrack].load(Extended(root.id, period, asked.as_of))
    if found is None:
        raise ForbiddenError
    told: Engagement = found
    return told
