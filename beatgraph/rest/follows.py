"""Follows over REST."""

from starlette.requests import Request
from starlette.responses import Response

from beatgraph.rest.operations import Operation
from beatgraph.rest.requests import caller, page, row_id
from beatgraph.rest.responses import DoneAnswer, View, page_of, status_success
from beatgraph.rest.users import UserView, named_user
from beatgraph.services import artists, follows

FOLLOWERS_DEFAULT = 25


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


async def list_followers_of_artist(request: Request) -> Response:
    piece = page(request, default=FOLLOWERS_DEFAULT)
    async with caller(request).reading() as work:
        artist = await artists.get(work, row_id(request, "artist"))
        found = await follows.FOLLOWERS_OF_ARTIST.page(work, artist.id, piece)
    return page_of("followers", found, map(UserView.model_validate, found.rows))


async def follow_user(request: Request) -> Response:
    async with caller(request).writing() as work:
        await follows.follow_user(work, (await named_user(request, work)).id)
    return status_success()


async def unfollow_user(request: Request) -> Response:
    async with caller(request).writing() as work:
        await follows.unfollow_user(work, row_id(request, "user"))
    return status_success()


async def user_follow_status(request: Request) -> Response:
    async with caller(request).reading() as work:
        user = await named_user(request, work)
        found = await follows.followed_users(work, [user.id])
    return status_success(following=found[user.id])


async def list_followers_of_user(request: Request) -> Response:
    piece = page(request, default=FOLLOWERS_DEFAULT)
    async with caller(request).reading() as work:
        user = await named_user(request, work)
        found = await follows.FOLLOWERS_OF_USER.page(work, user.id, piece)
    return page_of("followers", found, map(UserView.model_validate, found.rows))


async def list_followed_users(request: Request) -> Response:
    piece = page(request, default=FOLLOWERS_DEFAULT)
    async with caller(request).reading() as work:
        user = await named_user(request, work)
        found = await follows.USERS_BY_FOLLOWER.page(work, user.id, piece)
    return page_of("users", found, map(UserView.model_validate, found.rows))


OPERATIONS = [
    Operation(
        "POST",
        "/api/v1/artists/{artist}/follow",
        follow_artist,
        "Follow an artist.",
        token=True,
        response=DoneAnswer,
        errors=(404, 429),
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
    Operation(
        "GET",
        "/api/v1/artists/{artist}/followers",
        list_followers_of_artist,
        "People who follow an artist, the latest first.",
        page_of=UserView,
        page_default=FOLLOWERS_DEFAULT,
        errors=(404,),
    ),
    Operation(
        "POST",
        "/api/v1/users/{user}/follow",
        follow_user,
        "Follow somebody else.",
        token=True,
        response=DoneAnswer,
        errors=(400, 404, 429),
    ),
    Operation(
        "POST",
        "/api/v1/users/{user}/unfollow",
        unfollow_user,
        "No longer follow somebody.",
        token=True,
        response=DoneAnswer,
        errors=(404,),
    ),
    Operation(
        "GET",
        "/api/v1/users/{user}/follow-status",
        user_follow_status,
        "Whether one follows somebody.",
        token=True,
        response=FollowStatus,
        errors=(404,),
    ),
    Operation(
        "GET",
        "/api/v1/users/{user}/followers",
        list_followers_of_user,
        "People who follow somebody, the latest first; `me` is the caller.",
        page_of=UserView,
        page_default=FOLLOWERS_DEFAULT,
        errors=(404,),
    ),
    Operation(
        "GET",
        "/api/v1/users/{user}/followed-users",
        list_followed_users,
        "People whom somebody follows, the latest first; `me` is the caller.",
        page_of=UserView,
        plural="users",
        page_default=FOLLOWERS_DEFAULT,
        errors=(404,),
    ),
]
