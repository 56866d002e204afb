"""Producer analytics over REST: all that a producer is told of a track, an album or an artist at once."""

from datetime import date
from typing import Any

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from beatgraph.drafts.insights import AnalyticsAsked, Span
from beatgraph.limits import DASHBOARDS
from beatgraph.rest import gates
from beatgraph.rest.insights import GrowthView, ListenersView, MetaView, TrackShareView
from beatgraph.rest.operations import Operation
from beatgraph.rest.requests import caller, query, row_id
from beatgraph.rest.responses import Seconds, View, status_success
from beatgraph.services import producer_analytics
from beatgraph.services.breakdowns import SourceKind
from beatgraph.services.producer_analytics import ProducerAnalytics
from beatgraph.services.readers import Whose


class ThingView(View):
    id: int
    name: str
    image: str | None


class TotalsView(View):
    total: int
    period: int
    previous: int = Field(description="In the period before, of the same length.")
    change: float = Field(description="Per cent against the period before.")


class PlayTotalsView(TotalsView):
    qualified_plays: int = Field(
        description="Of the period: those of 30 s or more, or of half of a track shorter than 60 s."
    )


class SliceView(View):
    value: str
    plays: int
    share: float = Field(description="Per cent of the plays of the period.")
    listeners: int


class SourceView(SliceView):
    kind: SourceKind


class ListenerView(SliceView):
    value: str = Field(description="Name of the listener; `guest` is all without a public profile, `other` the rest.")
    user_id: int | None
    avatar: str | None


class DayView(View):
    date: date
    value: int = Field(description="Plays; of a year, in the week that begins then.")


class SegmentsView(View):
    active: int = Field(description="Who began a play from an active source in the last 28 days.")
    super: int = Field(description="Of these the top 2 per cent, with 10 plays or more.")
    moderate: int = Field(description="Of these the others with 3 plays or more.")
    light: int = Field(description="Of these the rest.")
    previously_active: int = Field(description="Who was active in the year before these days, and is not any more.")
    programmed: int = Field(description="Who listened in these days, and was never active.")


class AudienceView(View):
    monthly_listeners: int = Field(description="Different listeners of the last 28 days.")
    new_listeners: int = Field(description="Guests, and who listened for the first time.")
    returning_listeners: int
    segments: SegmentsView = Field(description="Signed-in listeners.")
    follower_share: float | None = Field(description="Per cent of the listeners who follow.")
    follower_play_share: float | None = Field(description="Per cent of the plays that were by followers.")
    follower_conversion: float | None = Field(
        description="Per cent of the listeners who did not follow and began to on the day of a play, or the day after."
    )
    save_rate: float | None = Field(description="People who began to keep it, in per cent of the listeners.")
    plays_per_listener: float | None


class AnalyticsView(View):
    period: Span
    plays: PlayTotalsView
    listeners: ListenersView
    downloads: int = Field(description="Granted in the period.")
    likes: int = Field(description="Standing at the end of the period.")
    reposts: int = Field(description="Standing at the end of the period.")
    period_likes: int = Field(description="Begun in the period and standing still.")
    period_reposts: int = Field(description="Begun in the period and standing still.")
    growth: GrowthView
    contribution_value: float = Field(description="One producer's share of the public tracks; 0 before the first run.")
    last_updated: Seconds | None = Field(description="When the contribution was computed.")
    top_devices: list[SliceView]
    top_platforms: list[SliceView]
    top_locations: list[SliceView] = Field(description="Countries.")
    top_cities: list[SliceView] = Field(description="Cities with five listeners and more.")
    top_sources: list[SourceView]
    active_share: float = Field(description="Per cent of the plays from sources that listeners went to themselves.")
    programmed_share: float
    top_listeners: list[ListenerView]
    audience: AudienceView
    plays_over_time: list[DayView]


class TrackAnalyticsView(AnalyticsView):
    track: ThingView


class AlbumAnalyticsView(AnalyticsView):
    album: ThingView
    tracks: list[TrackShareView] = Field(description="The ten most played in the period.")


class CatalogueView(View):
    total: int = Field(description="Public tracks.")
    period: int = Field(description="Those uploaded in the period.")


class ArtistAnalyticsView(AnalyticsView):
    artist: ThingView
    followers: int
    tracks: CatalogueView
    top_tracks: list[TrackShareView] = Field(description="The ten most played in the period.")


class _Answer(View):
    status: str = "success"
    meta: MetaView


class TrackAnalyticsAnswer(_Answer):
    analytics: TrackAnalyticsView


class AlbumAnalyticsAnswer(_Answer):
    analytics: AlbumAnalyticsView


class ArtistAnalyticsAnswer(_Answer):
    analytics: ArtistAnalyticsView


def _told(found: ProducerAnalytics) -> dict[str, Any]:
    insight, parts = found.insight, found.breakdowns
    return {
        "period": found.period,
        "plays": PlayTotalsView(
            total=insight.plays.total,
            period=insight.plays.period,
            previous=insight.plays.previous,
            change=insight.growth.plays_change,
            qualified_plays=insight.plays.qualified,
        ),
        "listeners": ListenersView.model_validate(insight.listeners),
        "downloads": sum(point.downloads for point in found.chart.points),
        "likes": insight.engagement.likes,
        "reposts": insight.engagement.reposts,
        "period_likes": insight.engagement.period_likes,
        "period_reposts": insight.engagement.period_reposts,
        "growth": GrowthView.model_validate(insight.growth),
        "contribution_value": found.contribution_value,
        "last_updated": found.contribution_updated_at,
        "top_devices": list(map(SliceView.model_validate, parts.devices)),
        "top_platforms": list(map(SliceView.model_validate, parts.platforms)),
        "top_locations": list(map(SliceView.model_validate, parts.countries)),
        "top_cities": list(map(SliceView.model_validate, parts.cities)),
        "top_sources": list(map(SourceView.model_validate, parts.sources)),
        "active_share": parts.active_share,
        "programmed_share": parts.programmed_share,
        "top_listeners": list(map(ListenerView.model_validate, parts.top_listeners)),
        "audience": AudienceView.model_validate(found.audience),
        "plays_over_time": [DayView(date=point.date, value=point.plays) for point in found.chart.points],
    }


async def _found(request: Request, whose: Whose) -> ProducerAnalytics:
    asked = query(request, AnalyticsAsked)
    async with caller(request).reading() as work:
        return await producer_analytics.of(work, whose, row_id(request, whose.value), asked.period, asked.as_of)


def _answer(found: ProducerAnalytics, view: AnalyticsView) -> Response:
    approximate = found.insight.meta.approximate or found.audience.meta.approximate
    meta = MetaView.model_validate(found.insight.meta).model_copy(update={"approximate": approximate})
    return status_success(analytics=view, meta=meta)


async def track_analytics(request: Request) -> Response:
    found = await _found(request, Whose.TRACK)
    return _answer(found, TrackAnalyticsView(**_told(found), track=ThingView.model_validate(found.thing)))


async def album_analytics(request: Request) -> Response:
    found = await _found(request, Whose.ALBUM)
    shares = list(map(TrackShareView.model_validate, found.breakdowns.tracks))
    return _answer(
        found, AlbumAnalyticsView(**_told(found), album=ThingView.model_validate(found.thing), tracks=shares)
    )


async def artist_analytics(request: Request) -> Response:
    found = await _found(request, Whose.ARTIST)
    view = ArtistAnalyticsView(
        **_told(found),
        artist=ThingView.model_validate(found.thing),
        followers=found.followers or 0,
        tracks=CatalogueView.model_validate(found.tracks),
        top_tracks=list(map(TrackShareView.model_validate, found.breakdowns.tracks)),
    )
    return _answer(found, view)


OPERATIONS = [
    Operation(
        "GET",
        f"/api/v1/{whose}s/{{{whose}}}/producer-analytics",
        handler,
        summary,
        token=True,
        limit=DASHBOARDS,
        query=AnalyticsAsked,
        response=response,
        errors=(403, 404, 422),
        gate=gates.figures(whose, whose.value),
    )
    for whose, handler, summary, response in (
        (Whose.TRACK, track_analytics, "All figures of a track in a period.", TrackAnalyticsAnswer),
        (Whose.ALBUM, album_analytics, "All figures of an album's public tracks in a period.", AlbumAnalyticsAnswer),
        (Whose.ARTIST, artist_analytics, "All figures of an artist's public tracks.", ArtistAnalyticsAnswer),
    )
]
