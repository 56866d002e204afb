"""Windows: which days figures are of, by whose calendar, and how far the figures can be relied on."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

from beatgraph.analytics.periods import Period, period, reporting_day
from beatgraph.analytics.zones import begins, utc_days, zone_named

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class InsightMeta:
    """What the figures are of, and how far they can be relied on."""

    generated_at: datetime
    data_until: datetime
    first_day: date | None
    """None is since the beginning."""
    last_day: date
    partial_day: bool
    approximate: bool
    timezone: str = "UTC"


@dataclass(frozen=True, slots=True)
class Reporting:
    """Which days are reported on: those of a zone, and the UTC days that they touch."""

    window: Period
    at: datetime
    now: datetime
    tz: str
    zone: tzinfo

    @property
    def is_utc(self) -> bool:
        return self.zone is UTC

    @property
    def days(self) -> Period:
        return self.window if self.is_utc else utc_days(self.window, self.zone)

    @property
    def days_before(self) -> Period:
        return self.window.previous if self.is_utc else utc_days(self.window.previous, self.zone)

    @property
    def later(self) -> Period:
        """Days of the zone after the window."""
        return Period(self.window.after, max(self.window.after, reporting_day(self.now, self.zone) + DAY))

    def meta(self, *, approximate: bool, lifetime: bool = False) -> InsightMeta:
        today = reporting_day(self.now, self.zone)
        return InsightMeta(
            generated_at=self.now,
            data_until=min(self.at, self.now)
            if reporting_day(self.at, self.zone) >= today
            else begins(self.window.after, self.zone),
            first_day=None if lifetime else self.window.first,
            last_day=self.window.last,
            partial_day=self.window.last >= today if lifetime else today in self.window,
            approximate=approximate or not self.is_utc,
            timezone=self.tz,
        )


def reporting(days: int, at: datetime, now: datetime, tz: str = "UTC") -> Reporting:
    zone = UTC if tz == "UTC" else zone_named(tz) or UTC
    return Reporting(period(days, at, zone), at, now, tz, zone)
