"""Leaderboards in the graph."""

from datetime import datetime
from typing import Annotated, Any

import strawberry

from beatgraph.analytics.leaderboards import Category, LeaderboardPeriod, Tier
from beatgraph.drafts.leaderboards import LEADERS, LeaderboardAsked
from beatgraph.services import leaderboards
from loaders.artists import ArtistById
from loaders.levels import LevelByArtist
from resolvers.base.context import Info
from resolvers.base.edges import edge
from resolvers.base.enums import described
from resolvers.base.guards import refused
from resolvers.base.node import RowView
from resolvers.base.refs import ArtistRef
from resolvers.levels import Level

described(
    Category,
    "What artists are ranked by.",
    {
        Category.OVERALL: "Ranks on all other boards together.",
        Category.POINTS: "Experience; of all time whatever the period.",
        Category.PLAYS: "Plays of 30 seconds, or of half of a track that is shorter than a minute.",
        Category.UPLOADS: "Public tracks.",
        Category.QUALITY: "How much of their tracks is heard, 0 to 100; of at least 10 plays.",
        Category.COLLABORATION: "People worked with, and how joint tracks do.",
        Category.EARNINGS: "Share of all contribution, in per cent; never money.",
    },
    name="LeaderboardCategory",
)
described(
    LeaderboardPeriod,
    "Days that count, in UTC.",
    {
        LeaderboardPeriod.CURRENT: "Current month.",
        LeaderboardPeriod.WEEK: "7 days including today.",
        LeaderboardPeriod.MONTH: "30 days including today.",
        LeaderboardPeriod.ALL: "All time.",
    },
    name="LeaderboardPeriod",
)
described(
    Tier,
    "Class of a score.",
    {
        Tier.DIAMOND: "80 and more.",
        Tier.PLATINUM: "65 and more.",
        Tier.GOLD: "50 and more.",
        Tier.SILVER: "30 and more.",
        Tier.BRONZE: "Less than 30.",
    },
    name="LeaderboardTier",
)


@strawberry.type(description="One artist on one leaderboard.")
class LeaderboardEntry(RowView):
    row = leaderboards.Entry

    artist: ArtistRef | None = edge(ArtistById, key="artist_id", type=ArtistRef | None, description="Who it is.")
    level: Level | None = edge(LevelByArtist, key="artist_id", type=Level | None, description="Level of the artist.")
    rank: int = strawberry.field(description="From 1; equal values share a rank, and the next is as many further.")
    value: float = strawberry.field(description="What the category counts.")
    score: float = strawberry.field(description="What the rank is worth, 0 to 100.")
    tier: Tier = strawberry.field(description="Class of that score.")
    is_viewer: bool = strawberry.field(description="Whether the caller runs the artist.")


@strawberry.type(description="Ranking of artists, computed every five minutes.")
class Leaderboard(RowView):
    row = leaderboards.Board

    category: Category = strawberry.field(description="What is ranked.")
    period: LeaderboardPeriod = strawberry.field(description="Days that count.")
    computed_at: datetime | None = strawberry.field(description="When it was computed; null before the first time.")
    season_ends_at: datetime = strawberry.field(description="When the current month is over.")
    entries: list[LeaderboardEntry] = strawberry.field(description="Leaders, the first one first. At most 100.")
    viewer_entry: LeaderboardEntry | None = strawberry.field(
        description="Where the caller's own profile stands, the oldest; null if it is not ranked."
    )


Ranked = Annotated[Category, strawberry.argument(description="What is ranked.")]
Within = Annotated[LeaderboardPeriod, strawberry.argument(description="Days that count.")]
Leaders = Annotated[int, strawberry.argument(description="How many leaders, 1 to 100.")]


@strawberry.type
class LeaderboardQuery:
    @strawberry.field(description="Ranking of artists who have public tracks. Needs a token.")
    async def leaderboard(
        self,
        info: Info,
        category: Ranked = Category.OVERALL,
        period: Within = LeaderboardPeriod.CURRENT,
        first: Leaders = LEADERS,
    ) -> Leaderboard | None:
        if refused(info):
            return None
        asked = LeaderboardAsked.read({"period": period.value, "first": first})
        async with info.context.reading() as work:
            found: Any = await leaderboards.board(work, category, asked.period, asked.limit)
        return found
