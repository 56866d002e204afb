"""Zones: quarter-hours, which are counted in UTC, as the days of other time zones.

Every offset that is in use is a whole number of quarter-hours.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from beatgraph.analytics.periods import Period

QUARTER_S = 900
QUARTERS_A_DAY = 96
UNIX_DAY = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Offset:
    """From this quarter-hour on, local time is so many quarter-hours ahead of UTC."""

    first: int
    quarters: int


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    return frozenset(available_timezones())


def zone_named(name: str) -> ZoneInfo | None:
    """By its IANA name, written as IANA writes it."""
    return ZoneInfo(name) if name in _names() else None


def quarter_of(at: datetime) -> int:
    """Quarter-hours since 1970, UTC."""
    return int(at.timestamp()) // QUARTER_S


def quarter_at(quarter: int) -> datetime:
    """When a quarter-hour begins."""
    return datetime.fromtimestamp(quarter * QUARTER_S, UTC)


def begins(day: date, zone: tzinfo) -> datetime:
    """A local day's first instant: midnight, or where the clock went on if there was none."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


def quarters_of(window: Period, zone: tzinfo) -> range:
    """The quarter-hours of local days."""
    return range(quarter_of(begins(window.first, zone)), quarter_of(begins(window.after, zone)))


def offsets(window: Period, zone: tzinfo) -> Sequence[Offset]:
    """How far local time is ahead during these local days: where it changes, and from when on."""
    quarters = quarters_of(window, zone)
    found = [Offset(quarters.start, _ahead(quarters.start, zone))]
    for start in range(quarters.start, quarters.stop, QUARTERS_A_DAY):
        after = min(start + QUARTERS_A_DAY, quarters.stop)
        if _ahead(after, zone) == found[-1].quarters:
            continue
        for quarter in range(start, after + 1):
            if _ahead(quarter, zone) != found[-1].quarters:
                found.append(Offset(quarter, _ahead(quarter, zone)))
    return found


def _ahead(quarter: int, zone: tzinfo) -> int:
    offset = quarter_at(quarter).astimezone(zone).utcoffset()
    return int((offset or timedelta()).total_seconds()) // QUARTER_S


def utc_days(window: Period, zone: tzinfo) -> Period:
    """The UTC days that local days touch."""
    last = begins(window.after, zone) - timedelta(microseconds=1)
    return Period(begins(window.first, zone).date(), last.date() + timedelta(days=1))
