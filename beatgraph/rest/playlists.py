"""Playlists over REST."""

from collections.abc import Sequence
from typing import Any, Literal

from pydantic import AliasChoices, Field
from starlette.requests import Request
from starlette.responses import Response

from beatgraph.drafts.listings import Listing
from beatgraph.drafts.playlists import PlaylistChanges, PlaylistDraft
from beatgraph.models import Playlist
from beatgraph.rest import gates
from beatgraph.rest.operations import Operation
from beatgraph.rest.requests import caller, draft, page, query, row_id, row_ids
from beatgraph.rest.responses import DoneAnswer, Micros, View, page_of, paged, status_success
from beatgraph.rest.tracks import PublicTrack, TrackView
from beatgraph.rest.tracks import views as track_views
from beatgraph.rest.users import UserView, named_user
from beatgraph.services import playlist_followers, playlist_tracks, playlists
from beatgraph.services.playlists import PlaylistOrder
from loaders.caller import Caller
from loaders.playlists import (
    CoverByPlaylist,
    EditorsByPlaylist,
    PlaylistEditable,
    PlaylistFollowed,
    TrackCountByPlaylist,
)
from loaders.users import UserById

PAGE_DEFAULT = 15
TRACKS_DEFAULT = 30


class PublicPlaylist(View):
    """What a guest sees of a playlist, exactly."""

    id: int
    name: str
    public: bool
    collaborative: bool
    image: str | None
    description: str | None
    model_type: str = "playlist"


class PlaylistView(PublicPlaylist):
    """What a token adds."""

    owner_id: int
    owner: UserView | None
    editors: list[UserView]
    tracks_count: int
    followers_count: int
    is_following: bool
    can_edit: bool = Field(description="Whether one may add and remove tracks.")
    created_at: Micros
    updated_at: Micros


class TracksOfPlaylist(View):
    """A numbered page of a playlist's tracks."""

    current_page: int
    from_: int | None = Field(alias="from")
    to: int | None
    per_page: int
    last_page: int
    total: int
    next_page: int | None
    prev_page: int | None
    data: list[TrackView | PublicTrack]


class PublicPlaylistPage(PublicPlaylist):
    """One playlist with the first of its tracks."""

    totalDuration: int = Field(description="Milliseconds.")
    tracks: TracksOfPlaylist


class PlaylistPage(PlaylistView, PublicPlaylistPage):
    pass


class PlaylistAnswer(View):
    status: str = "success"
    playlist: PlaylistView


class PlaylistPageAnswer(View):
    """The length and the tracks stand in the playlist, and again beside it."""

    status: str = "success"
    playlist: PlaylistPage | PublicPlaylistPage
    totalDuration: int = Field(description="Milliseconds.")
    tracks: TracksOfPlaylist
    loader: str


async def views(asking: Caller, rows: Sequence[Playlist]) -> list[PublicPlaylist]:
    """Playlists as the caller may see them: each edge is read once for all of them."""
    ids = [row.id for row in rows]
    loaders = asking.loaders
    images = await loaders[CoverByPlaylist].load_many(ids)
    public = [
        row.model_dump(include=set(PublicPlaylist.model_fields)) | {"image": image}
        for row, image in zip(rows, images, strict=True)
    ]
    if asking.viewer.is_anonymous:
        return [PublicPlaylist(**fields) for fields in public]
    owners = await loaders[UserById].load_many([row.user_id for row in rows])
    editors = await loaders[EditorsByPlaylist].load_many(ids)
    counts = await loaders[TrackCountByPlaylist].load_many(ids)
    followed = await loaders[PlaylistFollowed].load_many(ids)
    editable = await loaders[PlaylistEditable].load_many(ids)
    return [
        PlaylistView.model_validate(
            fields
            | {
                "owner_id": row.user_id,
                "owner": owners[at],
                "editors": editors[at],
                "tracks_count": counts[at] or 0,
                "followers_count": row.follower_count,
                "is_following": bool(followed[at]),
                "can_edit": bool(editable[at]),
                "created_at": row.created_at,
                "updated_at": row.updated_at,
            }
        )
        for at, (row, fields) in enumerate(zip(rows, public, strict=True))
    ]


async def view(asking: Caller, row: Playlist) -> PublicPlaylist:
    return (await views(asking, [row]))[0]


class PlaylistListing(Listing):
    """Which playlists a list holds, and in which order."""

    order_by: Literal["created_at", "name", "followers_count"] = Field(
        default="created_at", validation_alias=AliasChoices("orderBy", "order_by"), description="What sorts them."
    )

    @property
    def order(self) -> PlaylistOrder:
        return ORDERS[self.order_by]


ORDERS = {
    "created_at": PlaylistOrder.NEWEST,
    "name": PlaylistOrder.NAME,
    "followers_count": PlaylistOrder.MOST_FOLLOWED,
}


async def list_playlists(request: Request) -> Response:
    wanted, piece = query(request, PlaylistListing), page(request, default=PAGE_DEFAULT)
    async with caller(request).reading() as work:
        found = await playlists.page(work, wanted.query, wanted.order, piece, descending=wanted.descending)
    return page_of("playlists", found, await views(caller(request), found.rows))


async def get_playlist(request: Request) -> Response:
    asking = caller(request)
    async with asking.reading() as work:
        row = await playlists.get(work, row_id(request, "id", "Playlist"))
        found = await playlist_tracks.page_by_playlist(work, row, page(request, default=TRACKS_DEFAULT))
        lengths = await playlist_tracks.durations_by_playlists(work, [row.id])
    beside: dict[str, Any] = {
        "totalDuration": lengths[row.id],
        "tracks": paged(found, await track_views(asking, found.rows)),
    }
    shown = (await view(asking, row)).model_dump(mode="json")
    return status_success(200, playlist=shown | beside, **beside, loader="playlistPage")


async def list_playlists_of_user(request: Request) -> Response:
    piece = page(request)
    async with caller(request).reading() as work:
        user = await named_user(request, work)
        found = await playlists.page_by_owner(work, user.id, PlaylistOrder.NEWEST, piece)
    return page_of("playlists", found, await views(caller(request), found.rows))


async def create_playlist(request: Request) -> Response:
    wanted = await draft(request, PlaylistDraft)
    async with caller(request).writing() as work:
        row = await playlists.create(work, wanted)
    return status_success(playlist=await view(caller(request), row))


async def update_playlist(request: Request) -> Response:
    changes = await draft(request, PlaylistChanges)
    async with caller(request).writing() as work:
        row = await playlists.update(work, row_id(request, "playlist"), changes)
    return status_success(playlist=await view(caller(request), row))


async def delete_playlists(request: Request) -> Response:
    async with caller(request).writing() as work:
        await playlists.delete(work, row_ids(request))
    return status_success()


async def follow_playlist(request: Request) -> Response:
    async with caller(request).writing() as work:
        await playlist_followers.follow(work, row_id(request, "id", "Playlist"))
    return status_success()


async def unfollow_playlist(request: Request) -> Response:
    async with caller(request).writing() as work:
        await playlist_followers.unfollow(work, row_id(request, "id", "Playlist"))
    return status_success()


OPERATIONS = [
    Operation(
        "GET",
        "/api/v1/playlists",
        list_playlists,
        "List playlists, newest first unless asked otherwise: public ones, one's own, and those one edits.",
        query=PlaylistListing,
        page_of=(PlaylistView, PublicPlaylist),
        errors=(422,),
    ),
    Operation(
        "GET",
        "/api/v1/playlists/{id}",
        get_playlist,
        "One playlist with its tracks in their order; `page` and `perPage` say which of them.",
        response=PlaylistPageAnswer,
        errors=(403, 404, 422),
    ),
    Operation(
        "POST",
        "/api/v1/playlists",
        create_playlist,
        "Create a playlist, which its owner alone sees unless it is to be public.",
        token=True,
        body=PlaylistDraft,
        response=PlaylistAnswer,
        errors=(422, 429),
    ),
    Operation(
        "PUT",
        "/api/v1/playlists/{playlist}",
        update_playlist,
        "Change a playlist.",
        token=True,
        body=PlaylistChanges,
        response=PlaylistAnswer,
        errors=(403, 404, 422),
        gate=gates.thing(playlists.managed, "playlist"),
    ),
    Operation(
        "DELETE",
        "/api/v1/playlists/{ids}",
        delete_playlists,
        "Delete playlists: all of them or, if one is another's, none.",
        token=True,
        response=DoneAnswer,
        errors=(403, 404),
    ),
    Operation(
        "POST",
        "/api/v1/playlists/{id}/follow",
        follow_playlist,
        "Follow a playlist.",
        token=True,
        response=DoneAnswer,
        errors=(403, 404),
    ),
    Operation(
        "POST",
        "/api/v1/playlists/{id}/unfollow",
        unfollow_playlist,
        "No longer follow a playlist.",
        token=True,
        response=DoneAnswer,
        errors=(403, 404),
    ),
    Operation(
        "GET",
        "/api/v1/users/{user}/playlists",
        list_playlists_of_user,
        "Playlists that somebody owns, newest first, as far as one may see them; `me` is the caller.",
        page_of=(PlaylistView, PublicPlaylist),
        errors=(404,),
    ),
]
