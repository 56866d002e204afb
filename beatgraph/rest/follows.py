"""Follows over REST."""

from starlette.requests import Request
from starlette.responses import Response

from beatgraph.rest.operations import Operation
from beatgraph.rest.requests import caller, row_id
from beatgraph.rest.responses import DoneAnswer, View, status_success
from beatgraph.services import artists, follows


class FollowStatus(View):
    status: str = "success"
    following: bool


async def follow_artist(request: Request) -> Response:
    async with caller(request).writing() as work:
        await follows.follow(work, row_id(request, "artist"))
    return status_success()


async def unfollow_artist(request: Request) -> Response:
    async with caller(request).writing() as work:
        await follows.unfollow(work, row_id(request, "artist"))
    return status_success()


async def follow_status(request: Request) -> Response:
    async with caller(request).reading() as work:
        artist = await artists.get(work, row_id(request, "artist"))
        found = await follows.followed(work, [artist.id])
    return status_success(following=found[artist.id])


OPERATIONS = [
    Operation(
        "POST",
        "/api/v1/artists/{artist}/follow",
        follow_artist,
        "Follow an artist.",
        token=True,
        response=DoneAnswer,
        errors=(404,),
    ),
    Operation(
        "POST",
        "/api/v1/artists/{artist}/unfollow",
        unfollow_artist,
        "No longer follow an artist.",
        token=True,
        response=DoneAnswer,
        errors=(404,),
    ),
    Operation(
        "GET",
        "/api/v1/artists/{artist}/follow-status",
        follow_status,
        "Whether one follows an artist.",
        token=True,
        response=FollowStatus,
        errors=(404,),
    ),
]
