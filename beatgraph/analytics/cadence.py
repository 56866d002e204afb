"""Cadence: how often somebody uploads, and what to advise them."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from fractions import Fraction

from beatgraph.analytics.rounding import whole

DAY = timedelta(days=1)
OVERDUE_AFTER_DAYS = 14


class Advice(StrEnum):
    """What to do next, by the first of these that fits."""

    NONE_YET = "none_yet"
    SECOND = "second"
    OVERDUE = "overdue"
    SLOW_DOWN = "slow_down"
    KEEP_WEEKLY = "keep_weekly"
    BIWEEKLY = "biweekly"
    MORE_OFTEN = "more_often"


TEXTS: Mapping[Advice, str] = {
    Advice.NONE_YET: "Upload your first track to get started.",
    Advice.SECOND: "Upload a second track, so that listeners have a reason to come back.",
    Advice.OVERDUE: "It has been longer than usual since your last upload: release your next track soon.",
    Advice.SLOW_DOWN: "You upload every few days. Leave each track some room: one or two a week are enough.",
    Advice.KEEP_WEEKLY: "You upload about once a week. Keep that rhythm.",
    Advice.BIWEEKLY: "You upload about every two weeks. Keep that rhythm, or try one track a week.",
    Advice.MORE_OFTEN: "Upload more often: aim for two or more tracks a month.",
}


def whole_months(since: datetime, until: datetime) -> int:
    """Calendar months that are over: one begins on a day and at a time, and the next on the same, or later if the
    month has no such day. Both instants in the zone whose calendar is meant."""
    months = (until.year - since.year) * 12 + until.month - since.month
    is_short = (until.day, until.time()) < (since.day, since.time())
    return max(0, months - is_short)


def frequency_days(uploads: Sequence[datetime]) -> int | None:
    """Days from one upload to the next on average, rounded; None for fewer than two."""
    if len(uploads) < 2:
        return None
    return whole(Fraction((max(uploads) - min(uploads)) // timedelta(microseconds=1), len(uploads) - 1) / _MICROS)


def advice(uploads: Sequence[datetime], at: datetime) -> Advice:
    if not uploads:
        return Advice.NONE_YET
    frequency = frequency_days(uploads)
    if frequency is None:
        return Advice.SECOND
    since = at - max(uploads)
    if since > OVERDUE_AFTER_DAYS * DAY and since > 2 * frequency * DAY:
        return Advice.OVERDUE
    if frequency <= 3:
        return Advice.SLOW_DOWN
    if frequency <= 10:
        return Advice.KEEP_WEEKLY
    return Advice.BIWEEKLY if frequency <= 30 else Advice.MORE_OFTEN


_MICROS = DAY // timedelta(microseconds=1)
