"""What a caller may ask to be exported."""

from enum import StrEnum
from typing import Literal

from pydantic import Field

from beatgraph.drafts.insights import Reported

PeriodWord = Literal["7-days", "30-days", "90-days", "1-year"]


class ExportType(StrEnum):
    TRACKS = "tracks"
    ALBUMS = "albums"
    ARTISTS = "artists"


class ExportDraft(Reported):
    """Figures of which things, and of how long a time."""

    type: ExportType = Field(default=ExportType.TRACKS, description="What the rows are of.")
    period: PeriodWord = Field(default="30-days", description="How many days, ending with today.")


class ReportDraft(ExportDraft):
    """A report, with charts unless it is to have none."""

    include_charts: bool = Field(default=True, description="Whether there are charts in it.")
