"""Artists over REST: the content routes."""

from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import AliasChoices, BeforeValidator, Field
from starlette.requests import Request
from starlette.responses import Response

from beatgraph.drafts import Draft
from beatgraph.models import Artist, ArtistLink
from beatgraph.paging import Page
from beatgraph.rest import albums, tracks
from beatgraph.rest.albums import AlbumView
from beatgraph.rest.genres import GenreView
from beatgraph.rest.genres import view as genre_view
from beatgraph.rest.networks import LinkView, link_views
from beatgraph.rest.operations import Operation
from beatgraph.rest.requests import caller, page, query, row_id, viewer
from beatgraph.rest.responses import Micros, View, page_of, paged, status_success
from beatgraph.rest.tracks import AlbumBrief, ArtistBrief, TrackView
from beatgraph.services import albums as album_service
from beatgraph.services import artists
from beatgraph.services import tracks as track_service
from beatgraph.services.albums import AlbumOrder
from beatgraph.services.artists import ArtistOrder
from beatgraph.services.tracks import TrackOrder
from loaders.artists import ArtistEditable, LinksByArtist, SimilarArtists
from loaders.caller import Caller
from loaders.genres import GenresByArtist

PAGE_DEFAULT = 15
TOP_TRACKS = Page(size=20)
FIRST_ALBUMS = Page(size=20)
RELATIONS = ("similar", "genres", "albums", "topTracks")


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
    albums: dict[str, Any] | None = Field(default=None, description="First page of their albums.")
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


class ArtistListing(Draft):
    """What a list of artists can be asked for."""

    query: str | None = Field(default=None, max_length=255)


def split(value: Any) -> Any:
    return [part.strip() for part in value.split(",")] if isinstance(value, str) else value


class ArtistAsking(Draft):
    """What is to stand beside an artist; all of it if nothing is said."""

    relations: Annotated[list[str] | None, BeforeValidator(split)] = Field(
        default=None, validation_alias=AliasChoices("with"), description="Some of similar, genres, albums, topTracks."
    )


async def list_artists(request: Request) -> Response:
    wanted = query(request, ArtistListing)
    async with caller(request).reading() as work:
        found = await artists.page(work, wanted.query, ArtistOrder.NAME, page(request, default=PAGE_DEFAULT))
    return page_of("artists", found, await views(caller(request), found.rows))


async def get_artist(request: Request) -> Response:
    wanted = query(request, ArtistAsking)
    async with caller(request).reading() as work:
        row = await artists.get(work, row_id(request, "artist"))
    (shown,) = await views(caller(request), [row])
    if viewer(request).is_anonymous:
        return status_success(artist=shown, loader="artistPage")
    beside = await _beside(caller(request), row, RELATIONS if wanted.relations is None else wanted.relations)
    return status_success(artist=shown.model_dump(mode="json") | beside, loader="artistPage")


async def _beside(asking: Caller, row: Artist, wanted: Sequence[str]) -> dict[str, Any]:
    """What stands on an artist's page besides the artist."""
    links = await asking.loaders[LinksByArtist].load(row.id)
    pictures = [image for image in (row.image, row.cover_image) if image]
    found: dict[str, Any] = {
        "profile": ProfileView(id=row.id, description=row.bio, city=row.city, country=row.country),
        "profile_images": [PictureView(id=at, url=image) for at, image in enumerate(pictures, start=1)],
        "links": link_views(links),
    }
    if "similar" in wanted:
        found["similar"] = await views(asking, await asking.loaders[SimilarArtists].load(row.id))
    if "genres" in wanted:
        found["genres"] = [genre_view(each) for each in await asking.loaders[GenresByArtist].load(row.id)]
    if "albums" in wanted:
        async with asking.reading() as work:
            on_page = await album_service.page_by_artist(work, row.id, AlbumOrder.NEWEST, FIRST_ALBUMS)
        found["albums"] = paged(on_page, await albums.views(asking, on_page.rows))
    if "topTracks" in wanted:
        async with asking.reading() as work:
            best = await track_service.page_by_artist(work, row.id, TrackOrder.MOST_PLAYED, TOP_TRACKS)
        found["top_tracks"] = await tracks.views(asking, best.rows)
    return found


async def list_tracks_of_artist(request: Request) -> Response:
    async with caller(request).reading() as work:
        artist = await artists.get(work, row_id(request, "artist"))
        found = await track_service.page_by_artist(work, artist.id, TrackOrder.NEWEST, page(request))
    return page_of("tracks", found, await tracks.views(caller(request), found.rows))


async def list_albums_of_artist(request: Request) -> Response:
    async with caller(request).reading() as work:
        artist = await artists.get(work, row_id(request, "artist"))
        found = await album_service.page_by_artist(work, artist.id, AlbumOrder.NEWEST, page(request))
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
    loader: str = "artistPage"


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
        errors=(422,),
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
        page_of=tracks.TRACK_ROWS,
        errors=(404, 422),
    ),
    Operation(
        "GET",
        "/api/v1/artists/{artist}/albums",
        list_albums_of_artist,
        "An artist's albums, newest first.",
        page_of=(AlbumView, AlbumBrief),
        errors=(404, 422),
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
