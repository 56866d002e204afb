"""Acceptance: which plays count, decided one by one in the order of the rules."""

from bisect import bisect_left, insort
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from beatgraph.analytics.periods import reporting_day

REPEAT_WITHIN = timedelta(seconds=30)
"""Two plays of a track by one listener that are closer count once; exactly this far apart, twice."""
TRACK_PLAYS_AT_MOST = 50
"""Plays of one track by one listener that count on one day."""
DAY_PLAYS_AT_MOST = 500
"""Plays by one listener that count on one day."""
LATE_AFTER = timedelta(hours=72)
TOO_OLD_AFTER = timedelta(days=30)
CLOCK_SLACK = timedelta(seconds=5)
LISTENED_AT_MOST = timedelta(hours=24)


class Verdict(Enum):
    COUNTED = "counted"
    BOT = "bot"
    SELF = "self"
    REPEAT = "repeat"
    CAPPED = "capped"


@dataclass(frozen=True, slots=True)
class Booking:
    """The day that a play counts for; a late one counts for the day on which it arrived."""

    day: date
    is_late: bool = False


def booking(occurred_at: datetime, received_at: datetime) -> Booking | None:
    """Where a play is booked, or None when it is too old to be."""
    age = received_at - occurred_at
    if age > TOO_OLD_AFTER:
        return None
    return (
        Booking(reporting_day(received_at), is_late=True) if age > LATE_AFTER else Booking(reporting_day(occurred_at))
    )


def believable_ms(claimed_ms: float, occurred_at: datetime, at: datetime) -> int:
    """As much of a claimed listening time as can have passed since the play began, in ms."""
    passed = min(max(at - occurred_at, timedelta()) + CLOCK_SLACK, LISTENED_AT_MOST)
    return int(min(claimed_ms, passed / timedelta(milliseconds=1)))


@dataclass(frozen=True, slots=True)
class Attempt:
    """A play that asks to be counted."""

    track_id: int
    listener: bytes
    occurred_at: datetime
    day: date
    aliases: tuple[bytes, ...] = ()
    """Other keys of the same listener: a guest who crosses midnight has two."""
    is_own: bool = False
    is_bot: bool = False


class Ledger:
    """What counts already, as far as it matters to the attempts at hand; it grows with each one that is counted."""

    def __init__(self) -> None:
        self._instants: dict[tuple[bytes, int], list[datetime]] = {}
        self._on_day: Counter[tuple[bytes, date]] = Counter()
        self._of_track: Counter[tuple[bytes, int, date]] = Counter()

    def know_play(self, listener: bytes, track_id: int, occurred_at: datetime) -> None:
        insort(self._instants.setdefault((listener, track_id), []), occurred_at)

    def know_day(self, listener: bytes, day: date, plays: int) -> None:
        self._on_day[listener, day] += plays

    def know_track_day(self, listener: bytes, track_id: int, day: date, plays: int) -> None:
        self._of_track[listener, track_id, day] += plays

    def judge(self, attempt: Attempt) -> Verdict:
        if attempt.is_bot:
            return Verdict.BOT
        if attempt.is_own:
            return Verdict.SELF
        if any(self._is_near(key, attempt) for key in (attempt.listener, *attempt.aliases)):
            return Verdict.REPEAT
        of_day = attempt.listener, attempt.day
        of_track = attempt.listener, attempt.track_id, attempt.day
        if self._on_day[of_day] >= DAY_PLAYS_AT_MOST or self._of_track[of_track] >= TRACK_PLAYS_AT_MOST:
            return Verdict.CAPPED
        self.know_play(attempt.listener, attempt.track_id, attempt.occurred_at)
        self._on_day[of_day] += 1
        self._of_track[of_track] += 1
        return Verdict.COUNTED

    def _is_near(self, listener: bytes, attempt: Attempt) -> bool:
        instants = self._instants.get((listener, attempt.track_id))
        if not instants:
            return False
        place = bisect_left(instants, attempt.occurred_at)
        return any(abs(each - attempt.occurred_at) < REPEAT_WITHIN for each in instants[max(0, place - 1) : place + 1])
