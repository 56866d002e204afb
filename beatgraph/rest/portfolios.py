"""Portfolio credits over REST."""

from collections.abc import Sequence

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from beatgraph import lookups
from beatgraph.drafts.portfolios import (
    AlbumCreditsDraft,
    CreditChanges,
    CreditDraft,
    CreditOrder,
    SpotifyAlbum,
    SpotifySearch,
)
from beatgraph.models import CREDIT_GROUPS, ArtistCredit, CreditRole
from beatgraph.rest import gates
from beatgraph.rest.operations import Operation
from beatgraph.rest.requests import caller, draft, query, row_id
from beatgraph.rest.responses import DoneAnswer, View, status_success
from beatgraph.services import artists, portfolios
from loaders.caller import Caller
from loaders.portfolios import RolesByCredit


class PortfolioCredit(View):
    id: int
    spotify_id: str
    spotify_album_id: str | None = Field(description="Album that it was added with.")
    type: str = Field(description="song or album.")
    title: str | None
    artist_name: str | None
    album_name: str | None
    image: str | None
    release_year: int | None
    spotify_url: str | None
    popularity: int | None = Field(description="0 to 100.")
    available: bool = Field(description="Whether Spotify still has it, as far as is known.")
    position: int = Field(description="Place in the portfolio, from 1.")
    roles: list[CreditRole]


class CreditAnswer(View):
    status: str = "success"
    credit: PortfolioCredit


class CreditsAnswer(View):
    status: str = "success"
    credits: list[PortfolioCredit]


class AlbumCreditsAnswer(CreditsAnswer):
    created: int = Field(description="How many of them are new in the portfolio.")


class ReleaseView(View):
    """A release on Spotify, in the words in which it can be added as a credit."""

    spotify_id: str
    type: str = Field(description="song or album.")
    title: str
    artist_name: str | None
    album_name: str | None
    image: str | None
    release_year: int | None
    spotify_url: str | None
    popularity: int | None = Field(description="0 to 100, where Spotify still tells it.")


class SearchAnswer(View):
    status: str = "success"
    results: list[ReleaseView]


class SongView(View):
    """A song of an album on Spotify."""

    spotify_id: str
    title: str
    artist_name: str | None
    disc: int | None
    number: int | None = Field(description="Place on its disc, from 1.")
    duration: int | None = Field(description="Milliseconds.")
    spotify_url: str | None


class AlbumView(ReleaseView):
    tracks: list[SongView]


class AlbumAnswer(View):
    status: str = "success"
    album: AlbumView


class RoleView(View):
    slug: str
    name: str
    category: str


class RolesAnswer(View):
    status: str = "success"
    roles: list[RoleView]


async def views(asking: Caller, rows: Sequence[ArtistCredit]) -> list[PortfolioCredit]:
    roles = await asking.loaders[RolesByCredit].load_many([row.id for row in rows])
    return [
        PortfolioCredit.model_validate(row.model_dump() | {"roles": given})
        for row, given in zip(rows, roles, strict=True)
    ]


async def _answer(asking: Caller, row: ArtistCredit, status: int = 200) -> Response:
    (credit,) = await views(asking, [row])
    return status_success(status, credit=credit)


async def list_credits(request: Request) -> Response:
    async with caller(request).reading() as work:
        rows = await portfolios.of_artist(work, row_id(request, "artist"))
    return status_success(credits=await views(caller(request), rows))


async def add_credit(request: Request) -> Response:
    wanted = await draft(request, CreditDraft)
    async with caller(request).writing() as work:
        row = await portfolios.add(work, row_id(request, "artist"), wanted)
    return await _answer(caller(request), row, 201)


async def add_album_credits(request: Request) -> Response:
    wanted = await draft(request, AlbumCreditsDraft)
    async with caller(request).writing() as work:
        added = await portfolios.add_album(work, row_id(request, "artist"), wanted)
    return status_success(201, credits=await views(caller(request), added.credits), created=added.created)


async def update_credit(request: Request) -> Response:
    changes = await draft(request, CreditChanges)
    artist_id, credit_id = row_id(request, "artist"), row_id(request, "credit")
    async with caller(request).writing() as work:
        row = await portfolios.change(work, credit_id, changes, artist_id=artist_id)
    return await _answer(caller(request), row)


async def delete_credit(request: Request) -> Response:
    async with caller(request).writing() as work:
        await portfolios.remove(work, row_id(request, "credit"), artist_id=row_id(request, "artist"))
    return status_success()


async def reorder_credits(request: Request) -> Response:
    order = await draft(request, CreditOrder)
    async with caller(request).writing() as work:
        artist = await portfolios.reorder(work, row_id(request, "artist"), order.ids)
    async with caller(request).reading() as work:
        rows = await portfolios.of_artist(work, artist.id)
    return status_success(credits=await views(caller(request), rows))


async def list_credit_roles(_: Request) -> Response:
    roles = [
        RoleView(slug=role, name=name, category=group)
        for group, named in CREDIT_GROUPS.items()
        for role, name in named.items()
    ]
    return status_success(roles=roles)


async def search_spotify(request: Request) -> Response:
    found = await lookups.search(caller(request), query(request, SpotifySearch))
    return status_success(results=[ReleaseView.model_validate(each) for each in found])


async def get_spotify_album(request: Request) -> Response:
    found = await lookups.album(caller(request), query(request, SpotifyAlbum))
    songs = [SongView.model_validate(each) for each in found.songs]
    return status_success(album=AlbumView(**ReleaseView.model_validate(found.release).model_dump(), tracks=songs))


OPERATIONS = [
    Operation(
        "GET",
        "/api/v1/artists/{artist}/credits",
        list_credits,
        "An artist's credits on releases elsewhere, in their order.",
        response=CreditsAnswer,
        errors=(404,),
    ),
    Operation(
        "POST",
        "/api/v1/artists/{artist}/credits",
        add_credit,
        "Add a release to a portfolio, or more roles on one that is there.",
        token=True,
        status=201,
        body=CreditDraft,
        response=CreditAnswer,
        errors=(403, 404, 409, 422),
        gate=gates.thing(artists.owned, "artist"),
    ),
    Operation(
        "POST",
        "/api/v1/artists/{artist}/credits/album",
        add_album_credits,
        "Add the songs of an album; songs without roles are passed over.",
        token=True,
        status=201,
        body=AlbumCreditsDraft,
        response=AlbumCreditsAnswer,
        errors=(403, 404, 409, 422),
        gate=gates.thing(artists.owned, "artist"),
    ),
    Operation(
        "PUT",
        "/api/v1/artists/{artist}/credits/{credit}",
        update_credit,
        "Replace the roles of a credit, and correct its details.",
        token=True,
        body=CreditChanges,
        response=CreditAnswer,
        errors=(403, 404, 422),
        gate=gates.thing(portfolios.of_owned, "artist", "credit"),
    ),
    Operation(
        "DELETE",
        "/api/v1/artists/{artist}/credits/{credit}",
        delete_credit,
        "Take a release out of a portfolio, with all its roles.",
        token=True,
        response=DoneAnswer,
        errors=(403, 404),
    ),
    Operation(
        "POST",
        "/api/v1/artists/{artist}/credits/reorder",
        reorder_credits,
        "Put a portfolio in another order, naming every credit of it once.",
        token=True,
        body=CreditOrder,
        response=CreditsAnswer,
        errors=(403, 404, 422),
        gate=gates.thing(artists.owned, "artist"),
    ),
    Operation("GET", "/api/v1/credits/roles", list_credit_roles, "Roles that a credit can have.", response=RolesAnswer),
    Operation(
        "GET",
        "/api/v1/credits/spotify-search",
        search_spotify,
        "Look for songs and albums on Spotify; unavailable without a provider.",
        token=True,
        query=SpotifySearch,
        response=SearchAnswer,
        errors=(422, 502, 503, 504),
    ),
    Operation(
        "GET",
        "/api/v1/credits/spotify-album",
        get_spotify_album,
        "An album on Spotify with its songs; unavailable without a provider.",
        token=True,
        query=SpotifyAlbum,
        response=AlbumAnswer,
        errors=(404, 422, 502, 503, 504),
    ),
]
