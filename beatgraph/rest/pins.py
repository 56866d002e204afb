"""Pinned tracks over REST."""

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from beatgraph.rest import tracks
from beatgraph.rest.operations import Operation
from beatgraph.rest.requests import caller, row_id
from beatgraph.rest.responses import View, status_success
from beatgraph.rest.tracks import PublicTrack, TrackView
from beatgraph.services import pins


class PinAnswer(View):
    status: str = "success"
    artist_id: int
    pinned_track_id: int | None = Field(description="What is pinned now.")


class PinnedTrackAnswer(View):
    status: str = "success"
    track: TrackView | PublicTrack | None


async def pin_track(request: Request) -> Response:
    async with caller(request).writing() as work:
        artist = await pins.pin(work, row_id(request, "artistId", "Artist"), row_id(request, "trackId", "Track"))
    return status_success(artist_id=artist.id, pinned_track_id=artist.pinned_track_id)


async def unpin_track(request: Request) -> Response:
    async with caller(request).writing() as work:
        artist = await pins.unpin(work, row_id(request, "artistId", "Artist"), row_id(request, "trackId", "Track"))
    return status_success(artist_id=artist.id, pinned_track_id=artist.pinned_track_id)


async def get_pinned_track(request: Request) -> Response:
    async with caller(request).reading() as work:
        row = await pins.of_artist(work, row_id(request, "artistId", "Artist"))
    return status_success(track=await tracks.view(caller(request), row) if row else None)


OPERATIONS = [
    Operation(
        "POST",
        "/api/v1/artists/{artistId}/tracks/{trackId}/pin",
        pin_track,
        "Pin a track atop an artist's page, in place of the one that was there.",
        token=True,
        response=PinAnswer,
        errors=(403, 404, 422),
    ),
    Operation(
        "POST",
        "/api/v1/artists/{artistId}/tracks/{trackId}/unpin",
        unpin_track,
        "No longer pin a track; of one that is not pinned, nothing changes.",
        token=True,
        response=PinAnswer,
        errors=(403, 404),
    ),
    Operation(
        "GET",
        "/api/v1/artists/{artistId}/pinned-track",
        get_pinned_track,
        "What an artist has pinned, or null.",
        response=PinnedTrackAnswer,
        errors=(404,),
    ),
]
