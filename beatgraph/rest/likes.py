"""Likes over REST: a like is an entry of one's library."""

from starlette.requests import Request
from starlette.responses import Response

from beatgraph.drafts.likes import LibraryDraft
from beatgraph.rest.operations import Operation
from beatgraph.rest.requests import caller, draft
from beatgraph.rest.responses import DoneAnswer, status_success
from beatgraph.services import likes


async def add_to_library(request: Request) -> Response:
    wanted = await draft(request, LibraryDraft)
    async with caller(request).writing() as work:
        for track_id in wanted.track_ids:
            await likes.like(work, track_id)
    return status_success()


async def remove_from_library(request: Request) -> Response:
    wanted = await draft(request, LibraryDraft)
    async with caller(request).writing() as work:
        for track_id in wanted.track_ids:
            await likes.unlike(work, track_id)
    return status_success()


OPERATIONS = [
    Operation(
        "POST",
        "/api/v1/users/me/add-to-library",
        add_to_library,
        "Like tracks: all of them or, if one cannot be seen, none.",
        token=True,
        body=LibraryDraft,
        response=DoneAnswer,
        errors=(404, 422),
    ),
    Operation(
        "POST",
        "/api/v1/users/me/remove-from-library",
        remove_from_library,
        "No longer like tracks.",
        token=True,
        body=LibraryDraft,
        response=DoneAnswer,
        errors=(404, 422),
    ),
]
