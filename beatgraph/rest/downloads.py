"""Downloads over REST: a track's sound as it was uploaded."""

from starlette.requests import Request
from starlette.responses import Response

from beatgraph.rest.files import stored_file
from beatgraph.rest.operations import Operation
from beatgraph.rest.requests import caller, row_id
from beatgraph.services import downloads


async def download_track(request: Request) -> Response:
    async with caller(request).reading() as work:
        granted = await downloads.grant(work, row_id(request, "track"))
    return await stored_file(request, granted.sound.storage_key, file_name=granted.file_name)


OPERATIONS = [
    Operation(
        "GET",
        "/api/v1/tracks/{track}/download",
        download_track,
        "The sound of a track as it was uploaded, or a range of it.",
        token=True,
        media="application/octet-stream",
        errors=(404, 416),
    ),
]
