"""What a caller may ask of insights."""

from enum import StrEnum

from pydantic import Field

from beatgraph.drafts.dashboards import AsOf


class Span(StrEnum):
    """How many days, by the words of the insights."""

    WEEK = "7-days"
    MONTH = "30-days"
    QUARTER = "90-days"
    YEAR = "1-year"


class Timeframe(StrEnum):
    """How many days, by the words of the charts."""

    WEEK = "7d"
    MONTH = "30d"
    QUARTER = "90d"
    YEAR = "1y"


class InsightsAsked(AsOf):
    """Figures of a period, and those of the one before it."""

    period: Span = Field(default=Span.MONTH, description="UTC days, the last of them the whole day of `as_of`.")


class ChartAsked(AsOf):
    """A curve over the days up to and including the day of `as_of`."""

    timeframe: Timeframe = Field(default=Timeframe.MONTH, description="Points are days, of a year they are weeks.")
