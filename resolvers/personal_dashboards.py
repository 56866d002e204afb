"""Personal dashboards in the graph: what one's own tracks and posts bring."""

from datetime import date as Day
from datetime import datetime
from typing import Any

import strawberry
from strawberry import UNSET

from beatgraph.services import activities, personal_dashboards
from beatgraph.services.activities import ActivityKind
from loaders.personal_dashboards import Asked, DashboardByUser
from loaders.posts import PostById
from loaders.tracks import TrackById
from loaders.users import UserById
from resolvers.base.context import Info
from resolvers.base.edges import edge
from resolvers.base.enums import described
from resolvers.base.guards import refused
from resolvers.base.node import RowView
from resolvers.base.refs import PostRef, TrackRef, UserRef
from resolvers.dashboards import AsOf, Zone
from resolvers.insights import InsightMeta, reported
from resolvers.profiles import TopContent

described(
    ActivityKind,
    "What somebody did.",
    {
        ActivityKind.LIKE: "Liked a track or a post.",
        ActivityKind.COMMENT: "Commented on a track or a post.",
        ActivityKind.SAVE: "Kept a track or a post for later, or put a track into a playlist.",
        ActivityKind.SHARE: "Passed a track or a post on.",
        ActivityKind.FOLLOW: "Followed the user or the artist that they are.",
        ActivityKind.REPOST: "Reposted a track.",
    },
    name="ActivityKind",
)


def _seen(name: str, description: str) -> Any:
    """A number of the reception that the parent holds."""

    def resolve(root: Any) -> int:
        return int(getattr(root.reception, name))

    return strawberry.field(resolver=resolve, description=description)


@strawberry.type(description="Figures since the beginning, of public tracks and of posts.")
class PersonalStats(RowView):
    row = personal_dashboards.PersonalStats

    followers: int = strawberry.field(description="People who follow the user or the artist that they are.")
    following: int = strawberry.field(description="Artists and people whom the user follows.")
    published: int = strawberry.field(description="Public tracks and posts.")
    collaborations: int = strawberry.field(description="Public tracks made together with others.")
    views: int = _seen("views", "Views of tracks, of posts, and of the artist's own page.")
    plays: int = _seen("plays", "Plays of tracks.")
    likes: int = _seen("likes", "Likes that stand.")
    comments: int = _seen("comments", "Comments that are to be seen.")
    saves: int = _seen("saves", "Saves that stand, one a person and item.")
    shares: int = _seen("shares", "Shares.")
    engagement_rate: float = strawberry.field(
        description="Likes, comments, saves and shares per view or play, in per cent."
    )
    score_percentage: float = strawberry.field(
        description="How many of the other artists that were played in the last 30 days got less of likes, comments, "
        "saves and shares, in per cent; compared once an hour."
    )
    earnings: float = strawberry.field(description="Nothing, until there is commerce.")
    earnings_currency: str = strawberry.field(description="Currency of the earnings.")


@strawberry.type(description="Who follows, and who comes without following.")
class PersonalAudience(RowView):
    row = personal_dashboards.PersonalAudience

    followers: int = strawberry.field(description="People who follow the user or the artist that they are.")
    non_followers: int = strawberry.field(
        description="Listeners and viewers of the last 30 days who do not follow; guests among them."
    )
    new_followers_this_week: int = strawberry.field(description="Who follows since the last 168 hours.")
    new_followers_this_month: int = strawberry.field(description="Who follows since the last 720 hours.")


@strawberry.type(description="One day of an engagement chart.")
class EngagementPoint(RowView):
    row = personal_dashboards.EngagementPoint

    date: Day = strawberry.field(description="Which day.")
    views: int = _seen("views", "Views of tracks, of posts, and of the artist's own page.")
    plays: int = _seen("plays", "Plays of tracks.")
    likes: int = _seen("likes", "Likes that began to stand.")
    comments: int = _seen("comments", "Comments that are still to be seen.")
    saves: int = _seen("saves", "Saves that began to stand.")
    shares: int = _seen("shares", "Shares.")
    score: int = _seen("score", "Likes, comments, saves and shares together.")


@strawberry.type(description="Something that the audience did.")
class Activity(RowView):
    row = activities.Activity

    kind: ActivityKind = strawberry.field(description="What it was.")
    created_at: datetime = strawberry.field(description="When.")
    user: UserRef | None = edge(
        UserById, key="user_id", type=UserRef | None, description="Who did it; null for a guest."
    )
    track: TrackRef | None = edge(
        TrackById, key="track_id", type=TrackRef | None, description="Track that it was done to, if it was a track."
    )
    post: PostRef | None = edge(
        PostById, key="post_id", type=PostRef | None, description="Post that it was done to, if it was a post."
    )
    text: str | None = strawberry.field(description="What a comment says.")


@strawberry.type(description="What somebody's own tracks and posts bring them.")
class PersonalDashboard(RowView):
    row = personal_dashboards.PersonalDashboard

    stats: PersonalStats = strawberry.field(description="Figures since the beginning.")
    audience: PersonalAudience = strawberry.field(description="Who comes.")
    engagement_chart: list[EngagementPoint] = strawberry.field(
        description="Last 30 days, the oldest first. At most 30."
    )
    top_content: list[TopContent] = strawberry.field(
        description="Tracks and posts that most is made of: by score, then plays, views, and the newest first. "
        "At most 5."
    )
    recent_activity: list[Activity] = strawberry.field(
        description="What the audience did lately, the newest first; plays are never told. At most 20."
    )
    meta: InsightMeta = strawberry.field(description="What the figures are of.")
    chart_available: bool = strawberry.field(description="Whether there are charts at all.")
    earnings_available: bool = strawberry.field(description="Whether earnings are known at all.")
    audience_analytics_available: bool = strawberry.field(description="Whether the audience is known at all.")


async def dashboard(root: Any, info: Info, as_of: AsOf = UNSET, tz: Zone = "UTC") -> PersonalDashboard | None:
    """One's own; of anybody else there is none."""
    if refused(info):
        return None
    asked = reported(as_of, tz)
    found: Any = await info.context.loaders[DashboardByUser].load(Asked(root.id, asked.as_of, asked.tz))
    return found
