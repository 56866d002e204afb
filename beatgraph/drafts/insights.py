"""What a caller may ask of insights."""

from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field

from beatgraph.analytics.zones import zone_named
from beatgraph.drafts.dashboards import AsOf


class Span(StrEnum):
    """How many days, by the words of the insights."""

    WEEK = "7-days"
    MONTH = "30-days"
    QUARTER = "90-days"
    YEAR = "1-year"


class Extent(StrEnum):
    """How many days, or all of them."""

    LIFETIME = "lifetime"
    WEEK = "7-days"
    MONTH = "30-days"
    QUARTER = "90-days"
    YEAR = "1-year"


class DownloadPeriod(StrEnum):
    """How many days, by the words of downloads; or all of them."""

    WEEK = "7d"
    MONTH = "30d"
    QUARTER = "90d"
    ALL = "all"


class Timeframe(StrEnum):
    """How many days, by the words of the charts."""

    WEEK = "7d"
    MONTH = "30d"
    QUARTER = "90d"
    YEAR = "1y"


def _known(name: str) -> str:
    if zone_named(name) is None:
        raise ValueError("Unknown time zone.")
    return name


class Reported(AsOf):
    """Figures as of an instant, by the days of a time zone."""

    tz: Annotated[str, Field(max_length=64), AfterValidator(_known)] = Field(
        default="UTC", description="IANA name of the time zone whose days are meant."
    )


class InsightsAsked(Reported):
    """Figures of a period, and those of the one before it."""

    period: Span = Field(default=Span.MONTH, description="Days, the last of them the whole day of `as_of`.")


class ChartAsked(Reported):
    """A curve over the days up to and including the day of `as_of`."""

    timeframe: Timeframe = Field(default=Timeframe.MONTH, description="Points are days, of a year they are weeks.")


class EngagementAsked(AsOf):
    """How a track is listened to, since its beginning or in a period."""

    period: Extent = Field(
        default=Extent.LIFETIME, description="UTC days, the last of them the day of `as_of`; or all."
    )


class AnalyticsAsked(AsOf):
    """All that is told of a period at once."""

    period: Span = Field(default=Span.MONTH, description="UTC days, the last of them the whole day of `as_of`.")


class CollaborationsAsked(AsOf):
    """With whom an artist works."""

    depth: int = Field(
        default=1, ge=1, le=2, description="How many steps the network goes: 2 has those who work with these, too."
    )


class DownloadsAsked(AsOf):
    """Downloads of a period, or of all time."""

    period: DownloadPeriod = Field(
        default=DownloadPeriod.MONTH, description="UTC days, the last of them the whole day of `as_of`; or all."
    )
