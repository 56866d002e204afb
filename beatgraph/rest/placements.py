"""Placements over REST (Audio Recon)."""

from datetime import date

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from beatgraph.models import ScanStatus
from beatgraph.rest.operations import Operation
from beatgraph.rest.requests import caller, row_id
from beatgraph.rest.responses import Json, Offset, View
from beatgraph.services import placements


class PlacementView(View):
    id: int
    title: str
    artist_name: str | None
    album_name: str | None
    release_date: date | None
    confidence_score: int = Field(description="How alike they sound, in per cent; 90 and more.")
    spotify_url: str | None
    youtube_url: str | None
    deezer_url: str | None
    created_at: Offset


class PlacementsAnswer(View):
    placements: list[PlacementView] = Field(description="At most 50, the most certain first.")
    scan_status: ScanStatus | None = Field(description="Null before the first scan.")
    scanned_at: Offset | None = Field(description="When a scan was last attempted.")
    total_count: int
    artist_verified: bool = Field(description="Whether the main artist is verified; only then is there a scan.")


async def list_placements(request: Request) -> Response:
    track_id = row_id(request, "track")
    async with caller(request).reading() as work:
        recon = await placements.of_track(work, track_id)
        rows = (await placements.by_tracks(work, [track_id])).get(track_id, [])
    return Json(
        PlacementsAnswer(
            placements=[PlacementView.model_validate(row) for row in rows],
            scan_status=recon.scan_status,
            scanned_at=recon.scanned_at,
            total_count=len(rows),
            artist_verified=recon.artist_verified,
        )
    )


OPERATIONS = [
    Operation(
        "GET",
        "/api/v1/tracks/{track}/placements",
        list_placements,
        "Songs on streaming platforms that sound like the track; for its credited producers.",
        token=True,
        response=PlacementsAnswer,
        errors=(403, 404),
    ),
]
