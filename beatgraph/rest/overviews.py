"""Profile overviews over REST: what everybody may know of a person, as the Flutter app shows it."""

from typing import Literal

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from beatgraph.errors import NotFoundError
from beatgraph.models import Artist, Post, Track, User
from beatgraph.rest import objectids
from beatgraph.rest.objectids import ObjectKind
from beatgraph.rest.operations import Operation
from beatgraph.rest.requests import caller, number, word
from beatgraph.rest.responses import Json, Millis, View
from beatgraph.services import users
from beatgraph.services.contents import Content
from beatgraph.work import Work
from loaders.follows import FollowingCountByUser
from loaders.profiles import (
    CollaborationCountByUser,
    FollowerCountByUser,
    PublicArtistByUser,
    PublishedCountByUser,
    TopContentByUser,
)


class OverviewProfile(View):
    """A person and the artist that they are; texts are empty where nothing is set."""

    id_: str = Field(serialization_alias="_id", description="24 hex digits.")
    coverImage: str
    avatar: str
    name: str
    stageName: str
    bio: str
    isVerified: bool


class OverviewStats(View):
    """Counts that everybody may know."""

    followersCount: int
    followingCount: int
    postsCount: int = Field(description="Public tracks and posts.")
    collaborationsCount: int


class ContentView(View):
    """A track or a post, and how its audience takes to it."""

    id_: str = Field(serialization_alias="_id", description="24 hex digits.")
    postType: Literal["audio", "image", "text"]
    thumbnailUrl: str
    displayUrl: str
    content: str = Field(description="Name of the track, or text of the post.")
    viewCount: int
    playCount: int
    likesCount: int
    commentsCount: int
    savesCount: int
    sharesCount: int
    engagementScore: int
    createdAt: Millis


class OverviewAnswer(View):
    profile: OverviewProfile
    stats: OverviewStats
    topContent: list[ContentView] = Field(description="At most 5.")


async def _named(request: Request, work: Work) -> User:
    """The user that the path names: by an integer id, by 24 hex digits, or as `me`."""
    text = word(request, "profile")
    if text == "me":
        return await users.me(work)
    if len(text) != objectids.DIGITS:
        return await users.get(work, number(text, "User"))
    found = objectids.decode(text)
    if found is None or found.kind is not ObjectKind.USER:
        raise NotFoundError("User")
    user = await users.get(work, found.id)
    if objectids.encode(ObjectKind.USER, user.id, user.created_at) != text.lower():
        raise NotFoundError("User")
    return user


def profile_view(user: User, artist: Artist | None) -> OverviewProfile:
    return OverviewProfile(
        id_=objectids.encode(ObjectKind.USER, user.id, user.created_at),
        coverImage=(artist.cover_image if artist else None) or "",
        avatar=user.avatar or (artist.image if artist else None) or "",
        name=user.display_name,
        stageName=artist.name if artist else "",
        bio=(artist.bio if artist else None) or "",
        isVerified=artist is not None and artist.verified,
    )


def object_id(item: Track | Post) -> str:
    kind = ObjectKind.TRACK if isinstance(item, Track) else ObjectKind.POST
    return objectids.encode(kind, item.id, item.created_at)


def post_type(item: Track | Post) -> Literal["audio", "image", "text"]:
    return "audio" if isinstance(item, Track) else "image" if item.image else "text"


def content_text(item: Track | Post) -> str:
    return item.name if isinstance(item, Track) else item.content


def content_view(found: Content) -> ContentView:
    item = found.item
    return ContentView(
        id_=object_id(item),
        postType=post_type(item),
        thumbnailUrl=item.image or "",
        displayUrl=item.image or "",
        content=content_text(item),
        viewCount=found.views,
        playCount=found.plays,
        likesCount=found.likes,
        commentsCount=found.comments,
        savesCount=found.saves,
        sharesCount=found.shares,
        engagementScore=found.score,
        createdAt=item.created_at,
    )


async def get_profile_overview(request: Request) -> Response:
    asking = caller(request)
    async with asking.reading() as work:
        user = await _named(request, work)
    loaders = asking.loaders
    artist = await loaders[PublicArtistByUser].load(user.id)
    return Json(
        OverviewAnswer(
            profile=profile_view(user, artist),
            stats=OverviewStats(
                followersCount=await loaders[FollowerCountByUser].load(user.id) or 0,
                followingCount=await loaders[FollowingCountByUser].load(user.id) or 0,
                postsCount=await loaders[PublishedCountByUser].load(user.id) or 0,
                collaborationsCount=await loaders[CollaborationCountByUser].load(user.id) or 0,
            ),
            topContent=[content_view(each) for each in await loaders[TopContentByUser].load(user.id)],
        )
    )


OPERATIONS = [
    Operation(
        "GET",
        "/api/v1/users/{profile}/profile-overview",
        get_profile_overview,
        "What everybody may know of a person: by an integer id, 24 hex digits, or `me` for the caller.",
        response=OverviewAnswer,
        errors=(404,),
    ),
]
