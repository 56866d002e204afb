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
    aside: bool = False
    """Whether it is the other of two ways to take to it: it stands as long as it does by one of them."""


@dataclass(frozen=True, slots=True)
class Stand:
    """Since when something stands, and whether it is counted."""

    since: datetime
    counted: bool
    outright: bool = True
    """Whether it stands by the first way; then it does since that began."""


@dataclass(frozen=True, slots=True)
class Turn:
    """It came to stand, or ceased to; only of what counts."""

    begins: bool
    at: datetime
    day: date


@dataclass(frozen=True, slots=True)
class Course:
    """What stands in the end, if anything, the day that its beginning is booked on, and the turns on the way."""

    stand: Stand | None
    day: date | None
    turns: tuple[Turn, ...]


def course(history: Iterable[Told]) -> Course:
    """By the first beginning after the last end, in the order of the history."""
    stand: Stand | None = None
    first: Told | None = None
    turns: list[Turn] = []
    held: dict[bool, Told] = {}
    """Since when it stands by either way."""
    for told in history:
        if told.begins == (told.aside in held):
            continue
        stood = bool(held)
        if told.begins:
            held[told.aside] = told
        else:
            del held[told.aside]
        if stood is bool(held):
            continue
        counted = told.counted if stand is None else stand.counted
        stand = Stand(told.at, told.counted) if told.begins else None
        first = told
        if counted:
            turns.append(Turn(told.begins, told.at, told.day))
    if stand is None or first is None:
        return Course(None, None, tuple(turns))
    began = held.get(False, first)
    return Course(Stand(began.at, stand.counted, outright=False in held), began.day, tuple(turns))
