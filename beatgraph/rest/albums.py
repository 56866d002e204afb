"""Albums over REST."""

from collections.abc import Sequence
from typing import Any, Literal

from pydantic import AliasChoices, Field
from starlette.requests import Request
from starlette.responses import Response

from beatgraph.auth import policy
from beatgraph.drafts.albums import AlbumChanges, AlbumDraft
from beatgraph.drafts.listings import Asking, Listing
from beatgraph.models import Album
from beatgraph.paging import Window
from beatgraph.rest import gates, tracks
from beatgraph.rest.genres import GenreView
from beatgraph.rest.genres import view as genre_view
from beatgraph.rest.operations import Operation
from beatgraph.rest.requests import caller, draft, page, query, row_id, row_ids
from beatgraph.rest.responses import DoneAnswer, Micros, View, page_of, status_success
from beatgraph.rest.tracks import AlbumBrief, ArtistBrief, TagView, TrackView
from beatgraph.services import albums
from beatgraph.services.albums import AlbumOrder
from loaders.albums import AlbumEditable
from loaders.artists import ArtistsByAlbum
from loaders.base import Piece
from loaders.caller import Caller
from loaders.genres import GenresByAlbum
from loaders.plays import PlayCountByAlbum
from loaders.tags import TagsByAlbum
from loaders.tracks import TracksByAlbum

PAGE_DEFAULT = 15
ALL_TRACKS = Window(size=500)


class AlbumView(AlbumBrief):
    """What a token adds to what a guest sees."""

    description: str | None
    created_at: Micros
    updated_at: Micros
    private: bool
    plays: int
    artists: list[ArtistBrief]
    genres: list[GenreView]
    tags: list[TagView]
    can_edit: bool
    tracks: list[TrackView] | None = Field(
        default=None, description="In their order; null in lists, and if `with` names others only."
    )


async def views(asking: Caller, rows: Sequence[Album]) -> list[AlbumBrief]:
    """Albums as the caller may see them: each edge is read once for all of them."""
    if asking.viewer.is_anonymous:
        return [AlbumBrief.model_validate(row) for row in rows]
    ids = [row.id for row in rows]
    loaders = asking.loaders
    makers = await loaders[ArtistsByAlbum].load_many(ids)
    kinds = await loaders[GenresByAlbum].load_many(ids)
    tags = await loaders[TagsByAlbum].load_many(ids)
    plays = await loaders[PlayCountByAlbum].load_many(ids)
    editable = await loaders[AlbumEditable].load_many(ids)
    return [
        AlbumView.model_validate(
            row.model_dump()
            | {
                "plays": plays[at] or 0,
                "artists": [ArtistBrief.model_validate(each) for each in makers[at]],
                "genres": [genre_view(each) for each in kinds[at]],
                "tags": [TagView.model_validate(each) for each in tags[at]],
                "can_edit": bool(editable[at]),
            }
        )
        for at, row in enumerate(rows)
    ]


async def view(asking: Caller, row: Album, *, with_tracks: bool = True) -> dict[str, Any]:
    """One album, to those with a token with its tracks."""
    (shown,) = await views(asking, [row])
    fields = shown.model_dump(mode="json")
    if asking.viewer.is_anonymous or not with_tracks:
        return fields
    found = await asking.loaders[TracksByAlbum].load(Piece(row.id, ALL_TRACKS))
    return fields | {"tracks": await tracks.views(asking, found.rows)}


class AlbumListing(Listing):
    """Which albums a list holds, and in which order."""

    order_by: Literal["created_at", "name"] = Field(
        default="created_at", validation_alias=AliasChoices("orderBy", "order_by"), description="What sorts them."
    )

    @property
    def order(self) -> AlbumOrder:
        return ORDERS[self.order_by]


ORDERS = {"created_at": AlbumOrder.NEWEST, "name": AlbumOrder.NAME}


class AlbumAsking(Asking):
    """What is to stand beside an album: `tracks`; its `tags`, `genres` and `artists` always do."""

    known = ("tags", "genres", "artists", "tracks")


async def list_albums(request: Request) -> Response:
    wanted, piece = query(request, AlbumListing), page(request, default=PAGE_DEFAULT)
    async with caller(request).reading() as work:
        found = await albums.page(work, wanted.query, wanted.order, piece, descending=wanted.descending)
    return page_of("albums", found, await views(caller(request), found.rows))


async def get_album(request: Request) -> Response:
    wanted = query(request, AlbumAsking)
    async with caller(request).reading() as work:
        row = await albums.get(work, row_id(request, "album"))
    shown = await view(caller(request), row, with_tracks=wanted.wants("tracks"))
    return status_success(album=shown, loader=wanted.loader or "albumPage")


async def create_album(request: Request) -> Response:
    wanted = await draft(request, AlbumDraft)
    async with caller(request).writing() as work:
        row = await albums.create(work, wanted)
    return status_success(201, album=await view(caller(request), row))


async def update_album(request: Request) -> Response:
    changes = await draft(request, AlbumChanges)
    async with caller(request).writing() as work:
        row = await albums.update(work, row_id(request, "album"), changes)
    return status_success(album=await view(caller(request), row))


async def delete_albums(request: Request) -> Response:
    async with caller(request).writing() as work:
        await albums.delete(work, row_ids(request))
    return status_success()


class AlbumAnswer(View):
    status: str = "success"
    album: AlbumView | AlbumBrief
    loader: str | None = None


OPERATIONS = [
    Operation(
        "GET",
        "/api/v1/albums",
        list_albums,
        "List albums, newest first.",
        query=AlbumListing,
        page_of=(AlbumView, AlbumBrief),
        page_default=PAGE_DEFAULT,
    ),
    Operation(
        "GET",
        "/api/v1/albums/{album}",
        get_album,
        "One album.",
        query=AlbumAsking,
        response=AlbumAnswer,
        errors=(404,),
    ),
    Operation(
        "POST",
        "/api/v1/albums",
        create_album,
        "Create an album.",
        token=True,
        status=201,
        body=AlbumDraft,
        response=AlbumAnswer,
        errors=(403, 404),
        gate=gates.viewer(policy.uploader),
    ),
    Operation(
        "PUT",
        "/api/v1/albums/{album}",
        update_album,
        "Change an album.",
        token=True,
        body=AlbumChanges,
        response=AlbumAnswer,
        errors=(403, 404),
        gate=gates.thing(albums.owned, "album"),
    ),
    Operation(
        "DELETE",
        "/api/v1/albums/{ids}",
        delete_albums,
        "Delete albums: all of them or, if one is another's, none.",
        token=True,
        response=DoneAnswer,
        errors=(403, 404),
    ),
]
