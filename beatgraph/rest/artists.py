"""Artists over REST: the content routes."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Literal, TypeVar

from pydantic import AliasChoices, Field
from starlette.requests import Request
from starlette.responses import Response

from beatgraph.drafts.listings import Asking, Listing
from beatgraph.models import Artist, ArtistLink
from beatgraph.paging import Page, Paged
from beatgraph.rest import albums, tracks
from beatgraph.rest.albums import AlbumListing, AlbumView
from beatgraph.rest.genres import GenreView
from beatgraph.rest.genres import view as genre_view
from beatgraph.rest.networks import LinkView, link_views
from beatgraph.rest.operations import Operation
from beatgraph.rest.requests import SimplePage, address_of, caller, page, query, row_id, viewer
from beatgraph.rest.responses import Micros, NumberedPage, UncountedPage, View, page_of, paged, status_success
from beatgraph.rest.tracks import AlbumBrief, ArtistBrief, OwnTrack, PublicTrack, TrackListing, TrackView
from beatgraph.services import albums as album_service
from beatgraph.services import artists
from beatgraph.services import tracks as track_service
from beatgraph.services.albums import AlbumOrder
from beatgraph.services.artists import ArtistOrder
from beatgraph.services.tracks import TrackFilter, TrackOrder
from loaders.artists import ArtistEditable, LinksByArtist, SimilarArtists
from loaders.caller import Caller
from loaders.genres import GenresByArtist

PAGE_DEFAULT = 15
TOP_TRACKS = Page(size=20, counted=False)
FIRST_ALBUMS = Page(size=20)
LATEST_TRACKS = Page(size=20, counted=False)
ALBUM_LAYOUT = "list"
RowT = TypeVar("RowT")


class ArtistView(ArtistBrief):
    """What a token adds to a name."""

    bio: str | None
    website: str | None
    verified: bool
    status: str
    image: str | None
    image_small: str | None
    cover_image: str | None
    city: str | None
    country: str | None
    social_links: dict[str, str]
    created_at: Micros
    updated_at: Micros
    can_edit: bool


class ProfileView(View):
    id: int
    description: str | None
    city: str | None
    country: str | None


class PictureView(View):
    id: int
    url: str


class ArtistPage(ArtistView):
    """One artist and what stands on their page; `with` says which of the four last."""

    profile: ProfileView
    profile_images: list[PictureView]
    links: list[LinkView]
    similar: list[ArtistView] | None = None
    genres: list[GenreView] | None = None
    albums: NumberedPage[AlbumView] | None = Field(default=None, description="First page of their albums.")
    top_tracks: list[TrackView] | None = None


async def views(asking: Caller, rows: Sequence[Artist]) -> list[ArtistBrief]:
    """Artists as the caller may see them: each edge is read once for all of them."""
    if asking.viewer.is_anonymous:
        return [ArtistBrief.model_validate(row) for row in rows]
    ids = [row.id for row in rows]
    links = await asking.loaders[LinksByArtist].load_many(ids)
    editable = await asking.loaders[ArtistEditable].load_many(ids)
    return [ArtistView.model_validate(_detailed(row, links[at], bool(editable[at]))) for at, row in enumerate(rows)]


def _detailed(row: Artist, links: Sequence[ArtistLink], can_edit: bool) -> dict[str, Any]:
    return row.model_dump() | {
        "image_small": row.image,
        "social_links": {link.network: link.address for link in links},
        "can_edit": can_edit,
    }


class ArtistListing(Listing):
    """Which artists a list holds, and in which order."""

    order_by: Literal["name", "created_at"] = Field(
        default="name", validation_alias=AliasChoices("orderBy", "order_by"), description="What sorts them."
    )

    @property
    def order(self) -> ArtistOrder:
        return ORDERS[self.order_by]


ORDERS = {"name": ArtistOrder.NAME, "created_at": ArtistOrder.NEWEST}


class ArtistAsking(Asking):
    """What is to stand beside an artist: `similar`, `genres`, `albums`, `topTracks`, `tracks`; all of it by itself."""

    known = ("similar", "genres", "albums", "topTracks", "tracks")


async def list_artists(request: Request) -> Response:
    wanted, piece = query(request, ArtistListing), page(request, default=PAGE_DEFAULT)
    async with caller(request).reading() as work:
        found = await artists.page(work, wanted.query, wanted.order, piece, descending=wanted.descending)
    return page_of("artists", found, await views(caller(request), found.rows))


async def get_artist(request: Request) -> Response:
    wanted, asking = query(request, ArtistAsking), caller(request)
    async with asking.reading() as work:
        row = await artists.get(work, row_id(request, "artist"))
    (shown,) = await views(asking, [row])
    fields = shown.model_dump(mode="json")
    beside: dict[str, Any] = {}
    if wanted.wants("albums"):
        async with asking.reading() as work:
            of_artist = await album_service.page_by_artist(work, row.id, AlbumOrder.NEWEST, FIRST_ALBUMS)
        on_page = await albums.views(asking, of_artist.rows)
        if not viewer(request).is_anonymous:
            fields["albums"] = paged(of_artist, on_page)
        beside["albums"] = paged(_uncounted(request, of_artist, f"/api/v1/artists/{row.id}/albums"), on_page)
    if wanted.wants("tracks"):
        async with asking.reading() as work:
            latest = await track_service.page_by_artist(work, row.id, TrackOrder.NEWEST, LATEST_TRACKS)
        latest = _uncounted(request, latest, f"/api/v1/artists/{row.id}/tracks")
        beside["tracks"] = paged(latest, await tracks.views(asking, latest.rows))
    if not viewer(request).is_anonymous:
        fields |= await _details(asking, row, wanted)
    return status_success(
        artist=fields, **beside, selectedAlbumLayout=ALBUM_LAYOUT, loader=wanted.loader or "artistPage"
    )


def _uncounted(request: Request, found: Paged[RowT], path: str) -> Paged[RowT]:
    """The first page of a list of its own, as `paginate=simple` answers it there."""
    address = address_of(request, path)
    return replace(found, page=SimplePage(size=found.page.size, path=address, asked={"paginate": "simple"}))


async def _details(asking: Caller, row: Artist, wanted: ArtistAsking) -> dict[str, Any]:
    """What stands on an artist's page in the artist."""
    links = await asking.loaders[LinksByArtist].load(row.id)
    pictures = [image for image in (row.image, row.cover_image) if image]
    found: dict[str, Any] = {
        "profile": ProfileView(id=row.id, description=row.bio, city=row.city, country=row.country),
        "profile_images": [PictureView(id=at, url=image) for at, image in enumerate(pictures, start=1)],
        "links": link_views(links),
    }
    if wanted.wants("similar"):
        found["similar"] = await views(asking, await asking.loaders[SimilarArtists].load(row.id))
    if wanted.wants("genres"):
        found["genres"] = [genre_view(each) for each in await asking.loaders[GenresByArtist].load(row.id)]
    if wanted.wants("topTracks"):
        async with asking.reading() as work:
            best = await track_service.page_by_artist(work, row.id, TrackOrder.MOST_PLAYED, TOP_TRACKS)
        found["top_tracks"] = await tracks.views(asking, best.rows)
    return found


async def list_tracks_of_artist(request: Request) -> Response:
    wanted, piece = query(request, TrackListing), page(request)
    async with caller(request).reading() as work:
        artist = await artists.get(work, row_id(request, "artist"))
        found = await track_service.page_by_artist(
            work, artist.id, wanted.order, piece, TrackFilter(text=wanted.query), descending=wanted.descending
        )
    return page_of("tracks", found, await tracks.views(caller(request), found.rows))


async def list_albums_of_artist(request: Request) -> Response:
    wanted, piece = query(request, AlbumListing), page(request)
    async with caller(request).reading() as work:
        artist = await artists.get(work, row_id(request, "artist"))
        found = await album_service.page_by_artist(
            work, artist.id, wanted.order, piece, wanted.query, descending=wanted.descending
        )
    return page_of("albums", found, await albums.views(caller(request), found.rows))


async def check_ownership(request: Request) -> Response:
    async with caller(request).reading() as work:
        artist = await artists.get(work, row_id(request, "artist"))
        owned = await artists.claimed(work, artist.id)
    return status_success(
        owned=owned,
        is_owner=artist.id in viewer(request).artist_ids,
        artist_id=artist.id,
        artist_name=artist.name,
    )


class ArtistAnswer(View):
    status: str = "success"
    artist: ArtistPage | ArtistBrief
    albums: UncountedPage[AlbumView | AlbumBrief] | None = Field(
        default=None, description="First page of their albums; left out if `with` names others only."
    )
    tracks: UncountedPage[OwnTrack | TrackView | PublicTrack] | None = Field(
        default=None, description="First page of their tracks, newest first; left out if `with` names others only."
    )
    selectedAlbumLayout: str = Field(description="How the page lays out the albums: list.")
    loader: str


class OwnershipAnswer(View):
    status: str = "success"
    owned: bool = Field(description="Whether anybody runs the artist.")
    is_owner: bool = Field(description="Whether the caller does.")
    artist_id: int
    artist_name: str


OPERATIONS = [
    Operation(
        "GET",
        "/api/v1/artists",
        list_artists,
        "List artists by name.",
        query=ArtistListing,
        page_of=(ArtistView, ArtistBrief),
        page_default=PAGE_DEFAULT,
    ),
    Operation(
        "GET",
        "/api/v1/artists/{artist}",
        get_artist,
        "One artist.",
        query=ArtistAsking,
        response=ArtistAnswer,
        errors=(404,),
    ),
    Operation(
        "GET",
        "/api/v1/artists/{artist}/tracks",
        list_tracks_of_artist,
        "An artist's tracks, newest first.",
        query=TrackListing,
        page_of=tracks.TRACK_ROWS,
        errors=(404,),
    ),
    Operation(
        "GET",
        "/api/v1/artists/{artist}/albums",
        list_albums_of_artist,
        "An artist's albums, newest first.",
        query=AlbumListing,
        page_of=(AlbumView, AlbumBrief),
        errors=(404,),
    ),
    Operation(
        "GET",
        "/api/v1/artists/{artist}/check-ownership",
        check_ownership,
        "Whether an artist is claimed, and whether by the caller.",
        response=OwnershipAnswer,
        errors=(404,),
    ),
]
