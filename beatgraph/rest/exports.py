"""Exports of figures over REST."""

from datetime import date

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from beatgraph import exporting
from beatgraph.auth import policy
from beatgraph.drafts.exports import ExportDraft, ReportDraft
from beatgraph.formats import EXPORTS
from beatgraph.limits import DASHBOARDS
from beatgraph.rest import gates
from beatgraph.rest.files import Streamed, attachment
from beatgraph.rest.operations import Operation
from beatgraph.rest.requests import caller, draft, workshop
from beatgraph.rest.responses import Json, Seconds, View
from beatgraph.rest.surfaces import INSIGHTS

BASE = "/api/v1/producer-intelligence/insights/export"


class FormatView(View):
    id: str
    name: str
    description: str


class FormatsAnswer(View):
    success: bool = True
    formats: list[FormatView]


class FiguresView(View):
    """Sums over a day or a period."""

    plays: int
    listeners: int = Field(description="Different people: those of days do not add up.")
    qualified_plays: int
    listened_seconds: float | None = Field(description="Null by days of another zone than UTC.")
    views: int
    likes: int = Field(description="Likes that began then and stand still; reposts and saves likewise.")
    reposts: int
    saves: int
    comments: int
    shares: int
    downloads: int


class RowView(FiguresView):
    id: int
    name: str
    date: date


class RowsView(View):
    type: str
    period: str
    from_: date = Field(alias="from")
    to: date
    timezone: str
    generated_at: Seconds
    rows: list[RowView]
    totals: FiguresView


class RowsAnswer(View):
    success: bool = True
    data: RowsView


class MetricView(View):
    value: int
    previous: int
    change: float = Field(description="Per cent.")


class SummaryView(View):
    plays: MetricView
    listeners: MetricView
    likes: MetricView
    reposts: MetricView
    saves: MetricView
    comments: MetricView
    shares: MetricView
    downloads: MetricView


class ItemView(FiguresView):
    id: int
    name: str
    plays_previous: int
    plays_change: float = Field(description="Per cent.")


class PointView(View):
    date: date
    plays: int
    plays_previous: int = Field(description="Plays of the day that lies one period before.")


class ChartsView(View):
    plays: list[PointView]


class MetaView(View):
    timezone: str = Field(description="Whose days they are.")
    approximate: bool = Field(
        description="Whether listeners are estimated: beyond 512, and by days of another zone than UTC."
    )
    listed: int
    total: int = Field(description="How many there are; at most 100 are listed, the most played first.")


class ReportView(View):
    type: str
    period: str
    from_: date = Field(alias="from")
    to: date
    generated_at: Seconds
    summary: SummaryView
    tracks: list[ItemView] | None = Field(default=None, description="With the type `tracks`.")
    albums: list[ItemView] | None = Field(default=None, description="With the type `albums`.")
    artists: list[ItemView] | None = Field(default=None, description="With the type `artists`.")
    charts: ChartsView | None = Field(default=None, description="With `include_charts`.")
    meta: MetaView


class ReportAnswer(View):
    success: bool = True
    data: ReportView


async def list_export_formats(_request: Request) -> Response:
    formats = [FormatView(id=each.id, name=each.name, description=each.description) for each in exporting.FORMATS]
    return Json({"success": True, "formats": formats})


async def export_csv(request: Request) -> Response:
    asked = await draft(request, ExportDraft)
    asking = caller(request)
    found = await exporting.opened(asking, asked)
    return Streamed(exporting.sheet(asking, found), 200, _saved_as(request, asked, "csv"), EXPORTS["csv"])


async def export_json(request: Request) -> Response:
    asking = caller(request)
    found = await exporting.opened(asking, await draft(request, ExportDraft))
    return Streamed(exporting.objects(asking, found), 200, {"Cache-Control": "no-store"}, EXPORTS["json"])


async def export_report(request: Request) -> Response:
    made = await exporting.report(caller(request), await draft(request, ReportDraft))
    return Response(exporting.report_object(made), 200, {"Cache-Control": "no-store"}, EXPORTS["json"])


async def export_pdf(request: Request) -> Response:
    asked = await draft(request, ReportDraft)
    content = await exporting.document(caller(request), asked)
    return Response(content, 200, _saved_as(request, asked, "pdf"), EXPORTS["pdf"])


def _saved_as(request: Request, asked: ExportDraft, ending: str) -> dict[str, str]:
    name = exporting.file_name(asked, asked.as_of or workshop(request).clock(), ending)
    return {"Content-Disposition": attachment(name), "Cache-Control": "no-store"}


OPERATIONS = [
    Operation(
        "GET",
        f"{BASE}/formats",
        list_export_formats,
        "Formats that figures are exported in.",
        INSIGHTS,
        token=True,
        limit=DASHBOARDS,
        response=FormatsAnswer,
    ),
    Operation(
        "POST",
        f"{BASE}/csv",
        export_csv,
        "One's own figures as CSV: a line for each item and day, and one with the totals.",
        INSIGHTS,
        token=True,
        limit=DASHBOARDS,
        body=ExportDraft,
        media="text/csv",
        errors=(403, 422),
        gate=gates.viewer(policy.uploader),
    ),
    Operation(
        "POST",
        f"{BASE}/json",
        export_json,
        "One's own figures as JSON: an object for each item and day, and one with the totals.",
        INSIGHTS,
        token=True,
        limit=DASHBOARDS,
        body=ExportDraft,
        response=RowsAnswer,
        errors=(403, 422),
        gate=gates.viewer(policy.uploader),
    ),
    Operation(
        "POST",
        f"{BASE}/report",
        export_report,
        "A period beside the one before it.",
        INSIGHTS,
        token=True,
        limit=DASHBOARDS,
        body=ReportDraft,
        response=ReportAnswer,
        errors=(403, 422),
        gate=gates.viewer(policy.uploader),
    ),
    Operation(
        "POST",
        f"{BASE}/pdf",
        export_pdf,
        "The report as a PDF document.",
        INSIGHTS,
        token=True,
        limit=DASHBOARDS,
        body=ReportDraft,
        media="application/pdf",
        errors=(403, 422, 503),
        gate=gates.viewer(policy.uploader),
    ),
]
