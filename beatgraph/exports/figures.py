"""Figures: what is exported of a track, an album or an artist, of one day or of a whole period."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date


@dataclass(frozen=True, slots=True)
class Item:
    """What the figures are of."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Figures:
    """Sums over a time; `listeners` are different people, so that those of days do not add up to those of a period."""

    plays: int = 0
    listeners: int = 0
    qualified_plays: int = 0
    listened_seconds: float | None = 0.0
    """None by days of another zone than UTC: of quarter-hours it is not known."""
    views: int = 0
    likes: int = 0
    reposts: int = 0
    saves: int = 0
    comments: int = 0
    shares: int = 0
    downloads: int = 0


COLUMNS = tuple(each.name for each in fields(Figures))


@dataclass(frozen=True, slots=True)
class DayRow:
    """One item on one day; without an item and a day, all of them in the whole period."""

    item: Item | None
    day: date | None
    figures: Figures


def added(several: Iterable[Figures], *, listeners: int, timed: bool = True) -> Figures:
    """Sums of figures, with the number of different listeners, which is no sum; the time listened only if `timed`."""
    rows = list(several)
    sums = {name: sum(getattr(each, name) for each in rows) for name in COLUMNS if name != "listened_seconds"}
    seconds = round(sum(each.listened_seconds or 0.0 for each in rows), 2) if timed else None
    return Figures(**{**sums, "listeners": listeners}, listened_seconds=seconds)
