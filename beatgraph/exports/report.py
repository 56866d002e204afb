"""A report: a period beside the one before it, item by item."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from beatgraph.exports.figures import Figures, Item


@dataclass(frozen=True, slots=True)
class Metric:
    """One figure of the period, the same of the period before, and the change in per cent."""

    key: str
    name: str
    value: int
    previous: int
    change: float


@dataclass(frozen=True, slots=True)
class Point:
    """Plays of one day, and of the day that lies one period before it."""

    day: date
    plays: int
    previous: int


@dataclass(frozen=True, slots=True)
class ItemTotals:
    """One item in the whole period."""

    item: Item
    figures: Figures
    previous_plays: int
    change: float


@dataclass(frozen=True, slots=True)
class Report:
    """All that a report shows. `items` are the most played ones, `items_in_all` says of how many."""

    title: str
    kind: str
    period: str
    first: date
    last: date
    generated_at: datetime
    metrics: Sequence[Metric]
    items: Sequence[ItemTotals]
    items_in_all: int
    totals: Figures
    points: Sequence[Point]
    charts: bool = True
    approximate: bool = False
    timezone: str = "UTC"
    """Whose days they are."""


NAMES = {
    "plays": "Plays",
    "listeners": "Listeners",
    "likes": "Likes",
    "reposts": "Reposts",
    "saves": "Saves",
    "comments": "Comments",
    "shares": "Shares",
    "downloads": "Downloads",
}


def metrics(current: Figures, previous: Figures, changes: dict[str, float]) -> list[Metric]:
    """The key figures of a report, with their changes."""
    return [
        Metric(key, name, getattr(current, key), getattr(previous, key), changes[key]) for key, name in NAMES.items()
    ]
