"""Acceptance: which plays count, decided one by one in the order of the rules."""

from bisect import bisect_left, insort
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from functools import lru_cache

from beatgraph.analytics.periods import reporting_day

REPEAT_WITHIN = timedelta(seconds=30)
"""Two plays of a track by one listener that are closer count once; exactly this far apart, twice."""
TRACK_PLAYS_AT_MOST = 50
"""Plays of one track by one listener that count on one day."""
DAY_PLAYS_AT_MOST = 500
"""Plays by one listener that count on one day."""
NETWORK_PLAYS_AT_MOST = 200
"""Plays of one track by guests of one network that count on one day."""
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


_booked = lru_cache(maxsize=4096)(Booking)


def booking(occurred_at: datetime, received_at: datetime) -> Booking | None:
    """Where a play is booked, or None when it is too old to be."""
    age = received_at - occurred_at
    if age > TOO_OLD_AFTER:
        return None
    return _booked(reporting_day(received_at), True) if age > LATE_AFTER else _booked(reporting_day(occurred_at))


def believable_ms(claimed_ms: float, occurred_at: datetime, at: datetime) -> int:
    """As much of a claimed listening time as can have passed since the play began, in ms."""
    passed = max((at - occurred_at).total_seconds(), 0.0) + CLOCK_SLACK.total_seconds()
    return int(min(claimed_ms, passed * 1000, LISTENED_AT_MOST.total_seconds() * 1000))


@dataclass(slots=True)  # not frozen, because an import makes millions and that would take twice the time
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
    network: bytes | None = None
    """Key of a guest's network; None where plays from there have no cap."""


class Ledger:
    """What counts already, as far as it matters to the attempts at hand; it grows with each one that is counted."""

    def __init__(self) -> None:
        self._instants: dict[tuple[bytes, int], list[datetime]] = {}
        self._on_day: dict[tuple[bytes, date], int] = {}
        self._of_track: dict[tuple[bytes, int, date], int] = {}
        self._of_network: dict[tuple[bytes, int, date], int] = {}

    def know_play(self, listener: bytes, track_id: int, occurred_at: datetime) -> None:
        instants = self._instants.get((listener, track_id))
        if instants is None:
            self._instants[listener, track_id] = [occurred_at]
        else:
            insort(instants, occurred_at)

    def know_day(self, listener: bytes, day: date, plays: int) -> None:
        self._on_day[listener, day] = plays

    def know_track_day(self, listener: bytes, track_id: int, day: date, plays: int) -> None:
        self._of_track[listener, track_id, day] = plays

    def know_network_day(self, network: bytes, track_id: int, day: date, plays: int) -> None:
        self._of_network[network, track_id, day] = plays

    def judge(self, attempt: Attempt) -> Verdict:
        if attempt.is_bot:
            return Verdict.BOT
        if attempt.is_own:
            return Verdict.SELF
        if self._is_near(attempt.listener, attempt):
            return Verdict.REPEAT
        for key in attempt.aliases:
            if self._is_near(key, attempt):
                return Verdict.REPEAT
        of_day = attempt.listener, attempt.day
        of_track = attempt.listener, attempt.track_id, attempt.day
        on_day, on_track = self._on_day.get(of_day, 0), self._of_track.get(of_track, 0)
        if on_day >= DAY_PLAYS_AT_MOST or on_track >= TRACK_PLAYS_AT_MOST:
            return Verdict.CAPPED
        if attempt.network is not None:
            of_network = attempt.network, attempt.track_id, attempt.day
            from_there = self._of_network.get(of_network, 0)
            if from_there >= NETWORK_PLAYS_AT_MOST:
                return Verdict.CAPPED
            self._of_network[of_network] = from_there + 1
        self.know_play(attempt.listener, attempt.track_id, attempt.occurred_at)
        self._on_day[of_day] = on_day + 1
        self._of_track[of_track] = on_track + 1
        return Verdict.COUNTED

    def _is_near(self, listener: bytes, attempt: Attempt) -> bool:
        instants = self._instants.get((listener, attempt.track_id))
        if instants is None:
            return False
        place = bisect_left(instants, attempt.occurred_at)
        return any(abs(each - attempt.occurred_at) < REPEAT_WITHIN for each in instants[max(0, place - 1) : place + 1])
