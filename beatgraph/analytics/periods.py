"""Periods: whole reporting days, which are UTC days unless a zone is asked for, ending with the day of an instant."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

PERIODS: Mapping[str, int] = {"7-days": 7, "30-days": 30, "90-days": 90, "1-year": 365}
"""Lengths in days, by the words that callers use."""
DEFAULT = "30-days"


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `first` up to, and not including, `after`."""

    first: date
    after: date

    @property
    def days(self) -> int:
        return (self.after - self.first).days

    @property
    def last(self) -> date:
        return self.after - timedelta(days=1)

    @property
    def previous(self) -> "Period":
        """As many days, immediately before."""
        return Period(self.first - (self.after - self.first), self.first)

    def __contains__(self, day: date) -> bool:
        return self.first <= day < self.after


def reporting_day(instant: datetime, zone: tzinfo = UTC) -> date:
    return instant.astimezone(zone).date()


def period(days: int, as_of: datetime, zone: tzinfo = UTC) -> Period:
    """So many reporting days, the last of them the whole day of `as_of`."""
    after = reporting_day(as_of, zone) + timedelta(days=1)
    return Period(after - timedelta(days=days), after)
