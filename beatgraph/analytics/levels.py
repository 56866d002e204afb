"""Levels: what experience is earned with, how much of it a level takes, and what levels are called."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import isqrt

from beatgraph.analytics.rounding import rounded

LEVEL_AT_MOST = 100


class Action(StrEnum):
    """What experience is granted for."""

    UPLOAD = "upload"
    PLAY = "play"
    METADATA = "metadata"
    COLLABORATION = "collaboration"
    ACHIEVEMENT = "achievement"


XP: Mapping[Action, int] = {
    Action.UPLOAD: 100,
    Action.PLAY: 1,
    Action.METADATA: 50,
    Action.COLLABORATION: 25,
}
"""Of each track, and of each qualified play; an achievement has a value of its own."""

METADATA_FIELDS = ("bpm", "key", "scale", "description", "genre", "tag")
COMPLETE_FROM = 5
"""Metadata is complete when so many of the fields are there: 80 per cent of six, rounded up."""

TITLES: Mapping[int, str] = {
    1: "Novice",
    3: "Apprentice",
    5: "Intermediate",
    7: "Skilled",
    10: "Experienced",
    15: "Advanced",
    20: "Professional",
    30: "Expert",
    40: "Master",
    50: "Legendary",
}
"""By the first level that bears them."""


@dataclass(frozen=True, slots=True)
class Level:
    """Where somebody stands."""

    level: int
    title: str
    xp: int
    xp_to_next: int | None
    """None at the last level."""
    progress: float
    """Per cent of the way from this level to the next, one decimal; 100 at the last level."""


def threshold(level: int) -> int:
    """The experience that a level begins with: 100 (level - 1)^1.5, rounded half-up, without a float in between."""
    squared = 10_000 * (level - 1) ** 3
    root = isqrt(squared)
    return root + (squared > root * root + root)


def level_of(xp: int) -> int:
    """The highest level whose threshold has been reached."""
    low, high = 1, LEVEL_AT_MOST
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if threshold(middle) <= xp else (low, middle - 1)
    return low


def title(level: int) -> str:
    return TITLES[max(first for first in TITLES if first <= level)]


def standing(xp: int) -> Level:
    """The level that so much experience makes."""
    level = level_of(xp)
    if level == LEVEL_AT_MOST:
        return Level(level, title(level), xp, None, 100.0)
    begins, ends = threshold(level), threshold(level + 1)
    # What is not there yet is not rounded up to it.
    progress = min(rounded(Fraction(100 * (xp - begins), ends - begins), 1), 99.9)
    return Level(level, title(level), xp, ends - xp, progress)
