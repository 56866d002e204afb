"""Personal dashboards over REST, as the Flutter app shows them: what one's own tracks and posts bring."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Literal

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from beatgraph.drafts.insights import Reported
from beatgraph.limits import DASHBOARDS
from beatgraph.models import Post, Track, User
from beatgraph.rest import objectids
from beatgraph.rest.objectids import ObjectKind
from beatgraph.rest.operations import Operation
from beatgraph.rest.overviews import (
    ContentView,
    OverviewProfile,
    OverviewStats,
    content_text,
    content_view,
    object_id,
    post_type,
    profile_view,
)
from beatgraph.rest.requests import caller, query
from beatgraph.rest.responses import Json, Millis, View
from beatgraph.services import personal_dashboards, users
from beatgraph.services.activities import Activity, ActivityKind
from beatgraph.services.personal_dashboards import EngagementPoint, PersonalStats
from loaders.base import Loaders
from loaders.posts import PostById
from loaders.profiles import PublicArtistByUser
from loaders.tracks import TrackById
from loaders.users import UserById


class DashboardStatsView(OverviewStats):
    viewCount: int = Field(description="Views of tracks, posts and the artist's own page.")
    playCount: int
    listenCount: int = Field(description="The same as `playCount`.")
    likesCount: int
    commentsCount: int
    savesCount: int
    sharesCount: int
    engagementRate: float = Field(description="Likes, comments, saves and shares per view or play, in per cent.")
    scorePercentage: float = Field(
        description="Artists with a lower score in the last 30 days, in per cent; compared hourly."
    )
    earnings: float
    earningsCurrency: str


class DashboardAudienceView(View):
    followers: int
    nonFollowers: int = Field(description="Listeners and viewers of the last 30 days who do not follow.")
    newFollowersThisWeek: int = Field(description="Of the last 168 hours.")
    newFollowersThisMonth: int = Field(description="Of the last 720 hours.")


class EngagementPointView(View):
    date: date
    views: int
    plays: int
    likes: int
    comments: int
    saves: int
    shares: int
    score: int = Field(description="Likes, comments, saves and shares together.")


class PersonView(View):
    id_: str = Field(serialization_alias="_id", description="24 hex digits.")
    name: str
    avatar: str


class ActivityContentView(View):
    id_: str = Field(serialization_alias="_id", description="24 hex digits.")
    postType: Literal["audio", "image", "text"]
    content: str = Field(description="Name of the track, or text of the post.")


class ActivityView(View):
    """What somebody did."""

    type: ActivityKind
    user: PersonView | None = Field(description="Null for a guest.")
    content: ActivityContentView | None = Field(description="What it was done to; null for a follow.")
    text: str | None = Field(description="Of a comment.")
    createdAt: Millis


class DashboardMetaView(View):
    generatedAt: Millis
    chartAvailable: bool
    earningsAvailable: bool
    audienceAnalyticsAvailable: bool
    timezone: str
    dataUntil: Millis
    partialDay: bool = Field(description="Whether the day of now is among the days.")
    approximate: bool = Field(
        description="Whether listeners are estimated: beyond 512, and by days of another zone than UTC."
    )


class DashboardAnswer(View):
    profile: OverviewProfile
    stats: DashboardStatsView
    audience: DashboardAudienceView
    engagementChart: list[EngagementPointView] = Field(description="30 days, the oldest first.")
    topContent: list[ContentView] = Field(description="At most 5.")
    recentActivity: list[ActivityView] = Field(description="At most 20, the newest first.")
    meta: DashboardMetaView


async def get_dashboard(request: Request) -> Response:
    asking, asked = caller(request), query(request, Reported)
    async with asking.reading() as work:
        user = await users.me(work)
        found = await personal_dashboards.dashboard(work, user.id, asked.as_of, asked.tz)
    artist = await asking.loaders[PublicArtistByUser].load(user.id)
    return Json(
        DashboardAnswer(
            profile=profile_view(user, artist),
            stats=_stats(found.stats),
            audience=DashboardAudienceView(
                followers=found.audience.followers,
                nonFollowers=found.audience.non_followers,
                newFollowersThisWeek=found.audience.new_followers_this_week,
                newFollowersThisMonth=found.audience.new_followers_this_month,
            ),
            engagementChart=[_point(each) for each in found.engagement_chart],
            topContent=[content_view(each) for each in found.top_content],
            recentActivity=await _activities(asking.loaders, found.recent_activity),
            meta=DashboardMetaView(
                generatedAt=found.meta.generated_at,
                chartAvailable=found.chart_available,
                earningsAvailable=found.earnings_available,
                audienceAnalyticsAvailable=found.audience_analytics_available,
                timezone=found.meta.timezone,
                dataUntil=found.meta.data_until,
                partialDay=found.meta.partial_day,
                approximate=found.meta.approximate,
            ),
        )
    )


def _stats(stats: PersonalStats) -> DashboardStatsView:
    reception = stats.reception
    return DashboardStatsView(
        followersCount=stats.followers,
        followingCount=stats.following,
        postsCount=stats.published,
        collaborationsCount=stats.collaborations,
        viewCount=reception.views,
        playCount=reception.plays,
        listenCount=reception.plays,
        likesCount=reception.likes,
        commentsCount=reception.comments,
        savesCount=reception.saves,
        sharesCount=reception.shares,
        engagementRate=stats.engagement_rate,
        scorePercentage=stats.score_percentage,
        earnings=stats.earnings,
        earningsCurrency=stats.earnings_currency,
    )


def _point(point: EngagementPoint) -> EngagementPointView:
    reception = point.reception
    return EngagementPointView(
        date=point.date,
        views=reception.views,
        plays=reception.plays,
        likes=reception.likes,
        comments=reception.comments,
        saves=reception.saves,
        shares=reception.shares,
        score=reception.score,
    )


async def _activities(loaders: Loaders, found: Sequence[Activity]) -> list[ActivityView]:
    people = await loaders[UserById].load_many([each.user_id for each in found if each.user_id is not None])
    tracks = await loaders[TrackById].load_many([each.track_id for each in found if each.track_id is not None])
    posts = await loaders[PostById].load_many([each.post_id for each in found if each.post_id is not None])
    known: dict[tuple[type[Any], int], Any] = {(type(row), row.id): row for row in (*people, *tracks, *posts) if row}
    return [
        ActivityView(
            type=each.kind,
            user=_person(known.get((User, each.user_id or 0))),
            content=_content(known.get((Track, each.track_id or 0)) or known.get((Post, each.post_id or 0))),
            text=each.text,
            createdAt=each.created_at,
        )
        for each in found
    ]


def _person(user: User | None) -> PersonView | None:
    if user is None:
        return None
    id = objectids.encode(ObjectKind.USER, user.id, user.created_at)
    return PersonView(id_=id, name=user.display_name, avatar=user.avatar or "")


def _content(item: Track | Post | None) -> ActivityContentView | None:
    if item is None:
        return None
    return ActivityContentView(id_=object_id(item), postType=post_type(item), content=content_text(item))


OPERATIONS = [
    Operation(
        "GET",
        "/api/v1/users/me/dashboard",
        get_dashboard,
        "What one's own tracks and posts bring: figures, audience, 30 days, and what happened lately.",
        token=True,
        limit=DASHBOARDS,
        query=Reported,
        response=DashboardAnswer,
        errors=(422,),
    ),
]
