"""Exports of figures in the graph."""

from datetime import datetime
from typing import Any

import strawberry
from strawberry import UNSET

from beatgraph import exporting
from beatgraph.drafts.exports import ExportType as Type
from beatgraph.drafts.exports import ReportDraft
from beatgraph.exporting import Format
from resolvers.base.context import Info
from resolvers.base.enums import described
from resolvers.base.guards import refused
from resolvers.base.inputs import Retried, given
from resolvers.base.node import RowView
from resolvers.base.payloads import Payload, mutation

ExportFormat = described(
    Format,
    "In what figures are exported.",
    {
        Format.CSV: "Lines for a spreadsheet.",
        Format.JSON: "Objects for programs.",
        Format.PDF: "Report with charts, for people.",
        Format.REPORT: "Report as an object, for programs.",
    },
)
ExportType = described(
    Type,
    "What the figures are of.",
    {
        Type.TRACKS: "Tracks that credit one of one's own artists.",
        Type.ALBUMS: "Albums of one's own artists.",
        Type.ARTISTS: "Artists that one runs.",
    },
)


@strawberry.type(description="Format that figures are exported in.")
class ExportFormatDescription(RowView):
    row = exporting.Described

    id: ExportFormat = strawberry.field(description="Word to ask for it by.")  # type: ignore[valid-type]
    name: str = strawberry.field(description="Name for people.")
    description: str = strawberry.field(description="What is in it.")


@strawberry.type(description="Export that has been made and stored.")
class Export(RowView):
    row = exporting.Export

    format: ExportFormat = strawberry.field(description="Format that it is in.")  # type: ignore[valid-type]
    file_name: str = strawberry.field(description="Name to save it under.")
    size: int = strawberry.field(description="Bytes.")
    url: str = strawberry.field(description="Signed address, good until `expiresAt` for whoever has it.")
    expires_at: datetime = strawberry.field(description="When the address is good no more.")


@strawberry.type
class ExportQuery:
    @strawberry.field(description="Formats that figures are exported in. At most 10. Needs a token.")
    async def export_formats(self, info: Info) -> list[ExportFormatDescription] | None:
        if refused(info):
            return None
        formats: Any = list(exporting.FORMATS)
        return formats


@strawberry.input(description="Which of one's own figures to export, and how.")
class ExportInsightsInput(Retried):
    format: ExportFormat = strawberry.field(description="In which format.")  # type: ignore[valid-type]
    type: ExportType | None = strawberry.field(default=UNSET, description="What of; tracks if absent.")  # type: ignore[valid-type]
    period: str | None = strawberry.field(
        default=UNSET, description="One of 7-days, 30-days, 90-days and 1-year; 30-days if absent."
    )
    include_charts: bool | None = strawberry.field(
        default=UNSET, description="Whether a report has charts, as PDF or not; it has."
    )
    as_of: datetime | None = strawberry.field(
        default=UNSET, description="Instant with whose day the period ends; now if absent."
    )


@strawberry.type(description="Export that was asked for.")
class ExportInsightsPayload(Payload):
    export: Export | None = strawberry.field(default=None, description="Export, or null when it was refused.")


@strawberry.type
class ExportMutation:
    @mutation(description="Export figures of one's own tracks, albums or artists as a file.")
    async def export_insights(self, info: Info, input: ExportInsightsInput) -> ExportInsightsPayload:
        values = {name: value for name, value in given(input).items() if value is not None}
        made: Any = await exporting.stored(info.context, ReportDraft.read(values), Format(values.pop("format")))
        return ExportInsightsPayload(export=made)
