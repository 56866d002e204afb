"""What a caller may ask of leaderboards."""

from pydantic import AliasChoices, Field

from beatgraph.analytics.leaderboards import LeaderboardPeriod
from beatgraph.drafts.base import Draft

LEADERS = 20
LEADERS_AT_MOST = 100


class LeaderboardAsked(Draft):
    """Of which period, and how many leaders."""

    period: LeaderboardPeriod = Field(
        default=LeaderboardPeriod.CURRENT, description="`current` is this month; days are UTC days including today."
    )
    limit: int = Field(
        default=LEADERS,
        ge=1,
        le=LEADERS_AT_MOST,
        validation_alias=AliasChoices("limit", "first"),
        description="Leaders of each board.",
    )
