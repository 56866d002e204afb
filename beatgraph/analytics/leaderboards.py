"""Leaderboards: their categories and periods, and what a rank is worth in all."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from beatgraph.analytics.periods import Period, period, reporting_day

UNIT = 10_000
"""Values are kept as whole ten-thousandths, so that equal ones are equal on every database."""
RANKED = 100
"""What a rank is worth is so many points less the rank; from there on it is worth nothing."""
QUALITY_PLAYS_AT_LEAST = 10
"""Tracked plays in the period without which there is no quality to speak of."""
PER_COLLABORATOR = 10
PER_100_PLAYS = 1
PER_CONTRIBUTION = 2
PER_ACHIEVEMENT = 5
"""What makes the collaboration score."""


class Category(StrEnum):
    OVERALL = "overall"
    POINTS = "points"
    PLAYS = "plays"
    UPLOADS = "uploads"
    QUALITY = "quality"
    COLLABORATION = "collaboration"
    EARNINGS = "earnings"


class LeaderboardPeriod(StrEnum):
    """The current UTC month, the last days including today, or all time."""

    CURRENT = "current"
    WEEK = "7d"
    MONTH = "30d"
    ALL = "all"


class Tier(StrEnum):
    DIAMOND = "diamond"
    PLATINUM = "platinum"
    GOLD = "gold"
    SILVER = "silver"
    BRONZE = "bronze"


WEIGHTS: Mapping[Category, int] = {
    Category.POINTS: 25,
    Category.PLAYS: 20,
    Category.UPLOADS: 15,
    Category.QUALITY: 15,
    Category.COLLABORATION: 15,
    Category.EARNINGS: 10,
}
"""Shares of the overall score, in per cent."""
TIERS: Mapping[Tier, int] = {
    Tier.DIAMOND: 80,
    Tier.PLATINUM: 65,
    Tier.GOLD: 50,
    Tier.SILVER: 30,
    Tier.BRONZE: 0,
}
"""By the score that each begins with."""


@dataclass(frozen=True, slots=True)
class Season:
    """The current month."""

    ends_at: datetime
    remaining_s: int
    """Seconds until then."""


def days(span: LeaderboardPeriod, at: datetime) -> Period | None:
    """Reporting days of a span, up to and including the day of an instant; None for all time."""
    today = reporting_day(at)
    if span is LeaderboardPeriod.CURRENT:
        return Period(today.replace(day=1), today + timedelta(days=1))
    if span is LeaderboardPeriod.ALL:
        return None
    return period(7 if span is LeaderboardPeriod.WEEK else 30, at)


def season(at: datetime) -> Season:
    first = reporting_day(at).replace(day=1)
    ends_at = datetime.combine((first + timedelta(days=31)).replace(day=1), time(), UTC)
    return Season(ends_at, int((ends_at - at).total_seconds()))


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def score(category: Category, rank: int, value: int) -> float:
    """0 to 100: what a rank is worth or, overall, the value itself, which is made of what ranks are worth."""
    return value / UNIT if category is Category.OVERALL else float(max(0, RANKED - rank))


def tier(score: float) -> Tier:
    return next(tier for tier, least in TIERS.items() if score >= least)
