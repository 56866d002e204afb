"""Charts: numbers of days as points of a curve, without holes, and what can be said of the curve as a whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

from beatgraph.analytics.change import change
from beatgraph.analytics.periods import Period
from beatgraph.analytics.rounding import rounded

FLAT_BELOW = 0.05
"""Per cent; a smaller change has no direction."""


class Direction(StrEnum):
    UP = "up"
    DOWN = "down"
    FLAT = "flat"


@dataclass(frozen=True, slots=True)
class Trend:
    """Second half of the days against the first, in per cent; the middle of an odd number is left out."""

    value: float
    direction: Direction


@dataclass(frozen=True, slots=True)
class Summary:
    """`peak_day` is the earliest of the best days, None when all are empty; the average is of all days."""

    total: int
    peak_day: date | None
    daily_average: float
    data_points: int
    trend: Trend


def days_of(window: Period) -> list[date]:
    return [window.first + timedelta(days=number) for number in range(window.days)]


def weeks_of(window: Period) -> list[Period]:
    """ISO weeks, the first and the last as far as they lie within the window."""
    found = []
    first = window.first
    while first < window.after:
        after = min(first + timedelta(days=7 - first.weekday()), window.after)
        found.append(Period(first, after))
        first = after
    return found


def trend(values: Sequence[int]) -> Trend:
    half = len(values) // 2
    value = change(sum(values[len(values) - half :]), sum(values[:half]))
    if abs(value) < FLAT_BELOW:
        return Trend(value, Direction.FLAT)
    return Trend(value, Direction.UP if value > 0 else Direction.DOWN)


def summary(window: Period, plays: Mapping[date, int], data_points: int) -> Summary:
    values = [plays.get(day, 0) for day in days_of(window)]
    best = max(values, default=0)
    return Summary(
        total=sum(values),
        peak_day=days_of(window)[values.index(best)] if best else None,
        daily_average=rounded(Fraction(sum(values), len(values)), 1) if values else 0.0,
        data_points=data_points,
        trend=trend(values),
    )
