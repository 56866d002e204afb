"""Segments: listeners by how often, and how much of their own accord, they came in the last 28 days."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil

DAYS = 28
"""Equal weekdays."""
BEFORE = 365
"""Days before these in which somebody was active previously."""
SUPER_SHARE = 0.02
SUPER_PLAYS = 10
MODERATE_PLAYS = 3


@dataclass(frozen=True, slots=True)
class Segments:
    """Numbers of listeners; the first is the sum of the three that follow."""

    active: int
    super: int
    moderate: int
    light: int
    previously_active: int
    programmed: int


def segments(plays: Mapping[int, int], active: Iterable[int], before: Iterable[int]) -> Segments:
    """By user: plays of the 28 days, who was active in them, and who was in the time before."""
    now, earlier = set(active), set(before)
    ranked = sorted((plays[each] for each in now), reverse=True)
    # The best of a hundred are two, and where there are fewer, one; who has as many plays as they is of them.
    least = max(ranked[ceil(len(ranked) * SUPER_SHARE) - 1], SUPER_PLAYS) if ranked else SUPER_PLAYS
    super_ = sum(each >= least for each in ranked)
    moderate = sum(MODERATE_PLAYS <= each < least for each in ranked)
    return Segments(
        active=len(now),
        super=super_,
        moderate=moderate,
        light=len(now) - super_ - moderate,
        previously_active=len(earlier - now),
        programmed=sum(bool(number) for user, number in plays.items() if user not in now and user not in earlier),
    )
