"""Likes over REST: what one likes is one's library."""

from starlette.requests import Request
from starlette.responses import Response

from beatgraph.drafts.likes import LibraryDraft
from beatgraph.rest import albums, artists, tracks
from beatgraph.rest.albums import AlbumView
from beatgraph.rest.artists import ArtistView
from beatgraph.rest.operations import Operation
from beatgraph.rest.requests import caller, draft, page
from beatgraph.rest.responses import DoneAnswer, page_of, status_success
from beatgraph.rest.tracks import TRACK_ROWS, AlbumBrief, ArtistBrief
from beatgraph.rest.users import named_user
from beatgraph.services import follows, libraries, likes
from beatgraph.services.signals import ItemKind

TRACKS_DEFAULT = 15
OTHERS_DEFAULT = 30


async def add_to_library(request: Request) -> Response:
    wanted = await draft(request, LibraryDraft)
    async with caller(request).writing() as work:
        await libraries.add(work, _named(wanted))
    return status_success()


async def remove_from_library(request: Request) -> Response:
    wanted = await draft(request, LibraryDraft)
    async with caller(request).writing() as work:
        await libraries.remove(work, _named(wanted))
    return status_success()


def _named(wanted: LibraryDraft) -> dict[ItemKind, list[int]]:
    named: dict[ItemKind, list[int]] = {}
    for each in wanted.wanted:
        named.setdefault(ItemKind(each.likeable_type), []).append(each.likeable_id)
    return named


async def list_liked_tracks(request: Request) -> Response:
    piece = page(request, default=TRACKS_DEFAULT)
    async with caller(request).reading() as work:
        user = await named_user(request, work)
        found = await likes.TRACKS_BY_USER.page(work, user.id, piece)
    return page_of("tracks", found, await tracks.views(caller(request), found.rows))


async def list_liked_albums(request: Request) -> Response:
    piece = page(request, default=OTHERS_DEFAULT)
    async with caller(request).reading() as work:
        user = await named_user(request, work)
        found = await likes.ALBUMS_BY_USER.page(work, user.id, piece)
    return page_of("albums", found, await albums.views(caller(request), found.rows))


async def list_liked_artists(request: Request) -> Response:
    piece = page(request, default=OTHERS_DEFAULT)
    async with caller(request).reading() as work:
        user = await named_user(request, work)
        found = await follows.ARTISTS_BY_FOLLOWER.page(work, user.id, piece)
    return page_of("artists", found, await artists.views(caller(request), found.rows))


OPERATIONS = [
    Operation(
        "POST",
        "/api/v1/users/me/add-to-library",
        add_to_library,
        "Like tracks and albums, and follow artists: all of them or, if one cannot be seen, none.",
        token=True,
        body=LibraryDraft,
        response=DoneAnswer,
        errors=(404, 422, 429),
    ),
    Operation(
        "POST",
        "/api/v1/users/me/remove-from-library",
        remove_from_library,
        "No longer like tracks and albums, and no longer follow artists.",
        token=True,
        body=LibraryDraft,
        response=DoneAnswer,
        errors=(404, 422),
    ),
    Operation(
        "GET",
        "/api/v1/users/{user}/liked-tracks",
        list_liked_tracks,
        "Tracks that somebody likes, the latest like first; `me` is the caller.",
        page_of=TRACK_ROWS,
        plural="tracks",
        page_default=TRACKS_DEFAULT,
        errors=(404,),
    ),
    Operation(
        "GET",
        "/api/v1/users/{user}/liked-albums",
        list_liked_albums,
        "Albums that somebody likes, the latest like first; `me` is the caller.",
        page_of=(AlbumView, AlbumBrief),
        plural="albums",
        page_default=OTHERS_DEFAULT,
        errors=(404,),
    ),
    Operation(
        "GET",
        "/api/v1/users/{user}/liked-artists",
        list_liked_artists,
        "Artists whom somebody follows, the latest first; `me` is the caller.",
        page_of=(ArtistView, ArtistBrief),
        plural="artists",
        page_default=OTHERS_DEFAULT,
        errors=(404,),
    ),
]
