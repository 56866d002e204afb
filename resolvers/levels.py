"""Levels, experience and achievements in the graph."""

from datetime import datetime

import strawberry

from beatgraph.analytics import levels
from beatgraph.analytics.achievements import Category, Rarity
from beatgraph.analytics.levels import Action
from beatgraph.services import achievements, experience
from resolvers.base.enums import described
from resolvers.base.node import RowView

described(
    Category,
    "What an achievement is about.",
    {
        Category.UPLOAD: "How many tracks.",
        Category.TRENDING: "Plays of one track.",
        Category.METADATA: "How well tracks are described.",
        Category.PROFILE: "What stands on the artist's page.",
        Category.GENRE: "One genre, or many.",
        Category.COLLABORATION: "Tracks made with others.",
        Category.COMPOSITE: "Plays and tracks together.",
        Category.EXCELLENCE: "How one track is taken up.",
        Category.MILESTONE: "How long the artist has been here.",
        Category.SEASONAL: "Uploads on some days of the year.",
    },
    name="AchievementCategory",
)
described(
    Rarity,
    "How rare an achievement is.",
    {
        Rarity.COMMON: "Many have it.",
        Rarity.RARE: "Some have it.",
        Rarity.EPIC: "Few have it.",
        Rarity.LEGENDARY: "Hardly anybody has it.",
    },
    name="AchievementRarity",
)
described(
    Action,
    "What experience is granted for.",
    {
        Action.UPLOAD: "Public track.",
        Action.PLAY: "Play of 30 seconds, or of half of a track that is shorter than a minute.",
        Action.METADATA: "Track with complete metadata.",
        Action.COLLABORATION: "Track that credits somebody else as well.",
        Action.ACHIEVEMENT: "Achievement, each with a value of its own.",
    },
    name="XpAction",
)


@strawberry.type(description="Level of an artist, by the experience that the artist has earned.")
class Level(RowView):
    row = levels.Level

    level: int = strawberry.field(description="From 1 to 100.")
    title: str = strawberry.field(description="What an artist of this level is called.")
    xp: int = strawberry.field(description="Experience; it never gets less.")
    xp_to_next: int | None = strawberry.field(description="What is missing to the next level; null at the last one.")
    progress: float = strawberry.field(description="Way from this level to the next, in per cent.")


@strawberry.type(description="Something to achieve, and where one artist stands with it.")
class Achievement(RowView):
    row = achievements.Achieved

    slug: str = strawberry.field(description="Short name that does not change.", resolver=lambda root: root.id)
    name: str = strawberry.field(description="Name.")
    description: str = strawberry.field(description="What it takes.")
    category: Category = strawberry.field(description="What it is about.")
    rarity: Rarity = strawberry.field(description="How rare it is.")
    xp: int = strawberry.field(description="Experience that it brings.")
    unlocked: bool = strawberry.field(description="Whether the artist has it; once unlocked, it is never lost.")
    unlocked_at: datetime | None = strawberry.field(description="Since when.")
    progress: int = strawberry.field(description="How far the artist has come, in per cent; 100 is unlocked.")


@strawberry.type(description="What one kind of action has brought an artist.")
class XpSource(RowView):
    row = experience.XpSource

    action: Action = strawberry.field(description="What it was granted for.")
    xp_each: int | None = strawberry.field(description="Experience of each; null where each has a value of its own.")
    count: int = strawberry.field(description="How many tracks, plays or achievements.")
    xp: int = strawberry.field(description="Experience of all of them.")
