"""Exports of figures in the graph."""

from collections.abc import AsyncGenerator
from datetime import datetime
from typing import Annotated, Any

import strawberry
from strawberry import UNSET

from beatgraph import exporting, models
from beatgraph.drafts.exports import ExportType as Type
from beatgraph.drafts.exports import ReportDraft
from beatgraph.exporting import Format
from beatgraph.services import kept_exports
from beatgraph.services.receiving import storing
from beatgraph.work import Work
from loaders.exports import ExportById
from resolvers.base import ids
from resolvers.base.connections import After, Before, Connection, First, Last, window
from resolvers.base.context import Info
from resolvers.base.edges import listed
from resolvers.base.enums import described
from resolvers.base.guards import refused
from resolvers.base.inputs import Retried, given
from resolvers.base.news import Seen, news
from resolvers.base.node import By, Id, Node, RowView, meant
from resolvers.base.payloads import Payload, mutation
from resolvers.base.refs import ExportRef

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
ExportState = described(
    models.ExportState,
    "How an export stands.",
    {
        models.ExportState.QUEUED: "Waits for its turn.",
        models.ExportState.RUNNING: "Is being made.",
        models.ExportState.DONE: "Has been made, and can be read until `expiresAt`.",
        models.ExportState.FAILED: "Could not be made; `reason` says why.",
    },
)


@strawberry.type(description="Format that figures are exported in.")
class ExportFormatDescription(RowView):
    row = exporting.Described

    id: ExportFormat = strawberry.field(description="Word to ask for it by.")  # type: ignore[valid-type]
    name: str = strawberry.field(description="Name for people.")
    description: str = strawberry.field(description="What is in it.")


@strawberry.type(description="Export of the caller's own figures: a file, or one that is being made.")
class Export(Node):
    row = models.Export

    @strawberry.field(description="Format that it is in.")
    def format(root: Any) -> ExportFormat:  # type: ignore[valid-type]
        return Format(root.format)

    @strawberry.field(description="How it stands.")
    def state(root: Any) -> ExportState:  # type: ignore[valid-type]
        return models.ExportState(root.state)

    @strawberry.field(description="What the figures are of.")
    def type(root: Any) -> ExportType:  # type: ignore[valid-type]
        return Type(root.asked["type"])

    @strawberry.field(description="One of 7-days, 30-days, 90-days and 1-year.")
    def period(root: Any) -> str:
        return str(root.asked["period"])

    @strawberry.field(description="IANA name of the time zone whose days are meant.")
    def timezone(root: Any) -> str:
        return str(root.asked.get("tz", "UTC"))

    progress: float = strawberry.field(description="Share of it that has been made, 0 to 1.")
    reason: str | None = strawberry.field(description="Why it failed, in one word.")
    file_name: str = strawberry.field(description="Name to save it under.")
    created_at: datetime = strawberry.field(description="When it was asked for.")
    finished_at: datetime | None = strawberry.field(description="When it was done, or failed.")

    @strawberry.field(description="Bytes; null until it is done.")
    def size(root: Any) -> float | None:
        return None if root.size is None else float(root.size)

    @strawberry.field(
        description="Signed address, good until `expiresAt` for whoever has it; null before it is done and afterwards."
    )
    async def url(root: Any, info: Info) -> str | None:
        expires, shop = kept_exports.expires_at(root), info.context.workshop
        if expires is None or expires <= shop.clock():
            return None
        with storing():
            return await shop.storage.url(root.storage_key, expires_in=expires - shop.clock())

    @strawberry.field(description="When the address is good no more; null until it is done.")
    def expires_at(root: Any) -> datetime | None:
        return kept_exports.expires_at(root)


@strawberry.type
class ExportQuery:
    @strawberry.field(description="Formats that figures are exported in. At most 10. Needs a token.")
    async def export_formats(self, info: Info) -> list[ExportFormatDescription] | None:
        if refused(info):
            return None
        formats: Any = list(exporting.FORMATS)
        return formats

    @strawberry.field(description="One of the caller's own exports. Needs a token.")
    async def export(self, info: Info, id: Id = UNSET, by: By = UNSET) -> ExportRef | None:
        if refused(info):
            return None
        return await info.context.loaders[ExportById].load(meant("Export", id, by))

    @strawberry.field(
        description="Caller's own exports, newest first: those under way, and those that ended within two hours. "
        "Needs a token."
    )
    async def exports(
        self, info: Info, first: First = UNSET, after: After = UNSET, last: Last = UNSET, before: Before = UNSET
    ) -> Connection[ExportRef] | None:
        if refused(info):
            return None
        return await listed(info, window(first, after, last, before), kept_exports.window, kept_exports.count)


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
    tz: str | None = strawberry.field(
        default=UNSET, description="IANA name of the time zone whose days are meant; UTC if absent."
    )
    background: bool | None = strawberry.field(
        default=UNSET,
        description="Whether not to wait for it; one of more than 20,000 rows (items times days) is never waited for.",
    )


@strawberry.type(description="Export that was asked for.")
class ExportInsightsPayload(Payload):
    export: ExportRef | None = strawberry.field(
        default=None, description="Export, done or under way; null when it was refused."
    )


@strawberry.type
class ExportMutation:
    @mutation(description="Export figures of one's own tracks, albums or artists as a file.")
    async def export_insights(self, info: Info, input: ExportInsightsInput) -> ExportInsightsPayload:
        values = {name: value for name, value in given(input).items() if value is not None}
        wanted, background = Format(values.pop("format")), bool(values.pop("background", False))
        export = await exporting.export(info.context, ReportDraft.read(values), wanted, background=background)
        return ExportInsightsPayload(export=export)


@strawberry.type
class ExportSubscription:
    @strawberry.subscription(
        description="One of the caller's own exports: at once, and whenever more of it has been made. It ends when the "
        "export is done or has failed, or with the token that began it."
    )
    def export_progress(
        self, info: Info, id: Annotated[strawberry.ID, strawberry.argument(description="Global id of the export.")]
    ) -> AsyncGenerator[ExportRef, None]:
        export_id = ids.row_id(id, "Export")

        async def look(work: Work) -> Seen[Any]:
            found = await kept_exports.get(work, export_id)
            return Seen(found, (found.state, found.progress), found.state not in kept_exports.UNFINISHED)

        return news(info, look)
