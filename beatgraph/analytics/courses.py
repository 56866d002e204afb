"""Courses: a history of changes of mind, and when something came to stand and ceased to, by that history."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody takes to something, or no longer does; `day` is the one that it is booked on."""

    begins: bool
    at: datetime
    day: date
    counted: bool = True


@dataclass(frozen=True, slots=True)
class Stand:
    """Since when something stands, and whether it is counted."""

    since: datetime
    counted: bool


@dataclass(frozen=True, slots=True)
class Turn:
    """It came to stand, or ceased to; only of what counts."""

    begins: bool
    at: datetime
    day: date


@dataclass(frozen=True, slots=True)
class Course:
    """What stands in the end, if anything, and the turns on the way."""

    stand: Stand | None
    turns: tuple[Turn, ...]


def course(history: Iterable[Told]) -> Course:
    """By the first beginning after the last end, in the order of the history."""
    stand: Stand | None = None
    turns: list[Turn] = []
    for told in history:
        if told.begins == (stand is not None):
            continue
        counted = told.counted if stand is None else stand.counted
        stand = Stand(told.at, told.counted) if told.begins else None
        if counted:
            turns.append(Turn(told.begins, told.at, told.day))
    return Course(stand, tuple(turns))
