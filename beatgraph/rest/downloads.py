"""Downloads over REST: a track's sound as it was uploaded."""

from starlette.requests import Request
from starlette.responses import Response

from beatgraph.rest.files import stored_file
from beatgraph.rest.operations import Operation
from beatgraph.rest.requests import caller, row_id
from beatgraph.services import downloads


async def download_track(request: Request) -> Response:
    track_id = row_id(request, "track")
    if _begins(request):
        async with caller(request).writing() as work:
            granted = await downloads.grant(work, track_id)
    else:
        async with caller(request).reading() as work:
            granted = await downloads.find(work, track_id)
    return await stored_file(request, granted.sound.storage_key, file_name=granted.file_name)


def _begins(request: Request) -> bool:
    """Whether this is a new download: no look at its head, no question whether it has changed, no resumption."""
    asked = request.headers
    resumes = "range" in asked and asked["range"].strip() != "bytes=0-"
    return request.method == "GET" and not resumes and "if-none-match" not in asked and "if-modified-since" not in asked


OPERATIONS = [
    Operation(
        "GET",
        "/api/v1/tracks/{track}/download",
        download_track,
        "The sound of a track as it was uploaded, or a range of it.",
        token=True,
        media="audio/*",
        errors=(404, 416),
    ),
]
