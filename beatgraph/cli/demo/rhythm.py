"""When people listen: more in the evening, more at the weekend, more every month, and most when a track is new."""

from bisect import bisect_left, bisect_right
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from random import Random

WEEK = (0.82, 0.84, 0.9, 0.96, 1.2, 1.36, 1.12)
"""Monday to Sunday, as shares of an average day."""

HOURS = (3, 2, 1, 1, 1, 1, 2, 3, 4, 5, 5, 6, 7, 7, 7, 8, 9, 10, 11, 12, 12, 11, 8, 5)
"""UTC; listeners live around the world, most of them not far from Greenwich."""

GROWTH = 2.4
"""The last day's audience, in first days' audiences."""

NOVELTY = 0.35
"""Share of a track's plays that come because it is new, and fall by half every `FADES` days."""

FADES = 9.0


HOUR_SUMS = tuple(accumulate(HOURS))
DAY_S = 86_400.0
LATEST_S = 120.0
"""Before the end: who plays to the end has been heard of by then."""


class Rhythm:
    """The time that the plan covers, as a distribution to draw instants from. Inside, time is in days."""

    def __init__(self, since: datetime, until: datetime) -> None:
        self._first = since.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        self._end = self._days(until) - LATEST_S / DAY_S
        days = int(self._days(until)) + 1
        self._week = [WEEK[(self._first + timedelta(days=day)).weekday()] for day in range(days)]
        self._sums = list(accumulate(week * GROWTH ** (day / days) for day, week in enumerate(self._week)))

    def instant(self, rng: Random, released: datetime) -> datetime:
        """When one play of a track is played that came out then."""
        start = self._days(released)
        while True:
            hour = bisect_right(HOUR_SUMS, rng.random() * HOUR_SUMS[-1])
            at = self._day(rng, start) + (hour + rng.random()) / 24
            if start < at < self._end:
                return self._first + timedelta(milliseconds=int(at * DAY_S * 1000))

    def _days(self, at: datetime) -> float:
        return (at - self._first).total_seconds() / DAY_S

    def _day(self, rng: Random, start: float) -> int:
        if rng.random() < NOVELTY:
            while (day := int(start + rng.expovariate(0.693 / FADES))) < len(self._week):
                # New or not, a Monday is a Monday.
                if rng.random() * max(WEEK) < self._week[day]:
                    return day
        before = self._sums[int(start) - 1] if start >= 1 else 0.0
        return bisect_left(self._sums, before + rng.random() * (self._sums[-1] - before))
