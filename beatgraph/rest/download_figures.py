"""Downloads of an artist's tracks over REST."""

from datetime import date
from uuid import UUID

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from beatgraph.drafts.insights import DownloadPeriod, DownloadsAsked
from beatgraph.limits import DASHBOARDS
from beatgraph.rest import gates
from beatgraph.rest.insights import MetaView
from beatgraph.rest.operations import Operation
from beatgraph.rest.requests import caller, page, query, row_id
from beatgraph.rest.responses import Micros, NumberedPage, View, paged, status_success
from beatgraph.services import download_figures, readers
from beatgraph.services.download_figures import Downloaded
from beatgraph.services.readers import Whose


class DownloadedTrackView(View):
    id: int
    name: str
    image: str | None
    downloads: int


class PointView(View):
    date: date
    value: int = Field(description="Downloads; of all time, in the month that begins then.")


class ItemView(View):
    id: int
    name: str
    image: str | None


class DownloaderView(View):
    id: int
    display_name: str
    avatar: str | None


class DownloadView(View):
    id: UUID
    occurred_at: Micros
    track: ItemView
    downloader: DownloaderView | None = Field(description="Null for guests and people without a public profile.")


class DownloadsView(View):
    period: DownloadPeriod
    total_downloads: int = Field(description="Granted to the audience; repeats count.")
    unique_downloaders: int = Field(description="Different accounts.")
    licenses_issued: int
    top_downloaded_track: DownloadedTrackView | None
    downloads_over_time: list[PointView]
    recent_downloads: list[DownloadView] = Field(description="The rows of the page.")


class DownloadsAnswer(View):
    status: str = "success"
    analytics: DownloadsView
    pagination: NumberedPage[DownloadView] = Field(description="Downloads of the period, the latest first.")
    meta: MetaView


def _view(row: Downloaded) -> DownloadView:
    return DownloadView(
        id=row.event_id,
        occurred_at=row.occurred_at,
        track=ItemView.model_validate(row.track),
        downloader=DownloaderView.model_validate(row.user) if row.user else None,
    )


async def downloads_analytics(request: Request) -> Response:
    asked, piece, row = query(request, DownloadsAsked), page(request), row_id(request, "artist")
    async with caller(request).reading() as work:
        await readers.seen(work, Whose.ARTIST, row)
        found = (await download_figures.by_artists(work, [row], asked.period, asked.as_of))[row]
        events = await download_figures.page(work, row, asked.period, asked.as_of, piece)
    rows = list(map(_view, events.rows))
    analytics = DownloadsView(
        period=found.period,
        total_downloads=found.downloads,
        unique_downloaders=found.people,
        licenses_issued=found.licenses_issued,
        top_downloaded_track=DownloadedTrackView.model_validate(found.top_track) if found.top_track else None,
        downloads_over_time=list(map(PointView.model_validate, found.over_time)),
        recent_downloads=rows,
    )
    meta = MetaView.model_validate(found.meta)
    return status_success(analytics=analytics, pagination=paged(events, rows), meta=meta)


OPERATIONS = [
    Operation(
        "GET",
        "/api/v1/artists/{artist}/downloads-analytics",
        downloads_analytics,
        "Downloads of an artist's public tracks: how many, of which, by whom.",
        token=True,
        limit=DASHBOARDS,
        query=DownloadsAsked,
        response=DownloadsAnswer,
        errors=(403, 404, 422),
        gate=gates.figures(Whose.ARTIST, "artist"),
    ),
]
