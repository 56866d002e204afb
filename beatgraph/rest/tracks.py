"""Tracks over REST."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Literal

from pydantic import AliasChoices, Field
from starlette.requests import Request
from starlette.responses import Response

from beatgraph.auth import policy
from beatgraph.drafts.listings import Asking, Listing
from beatgraph.drafts.tracks import TrackChanges, TrackDraft
from beatgraph.models import Album, Artist, Genre, Tag, Track, TrackCredit, TrackLifetime
from beatgraph.rest import gates, genres
from beatgraph.rest.genres import GenreView
from beatgraph.rest.operations import Operation
from beatgraph.rest.requests import caller, draft, page, query, row_id, row_ids
from beatgraph.rest.responses import DoneAnswer, Micros, View, page_of, status_success
from beatgraph.services import tracks
from beatgraph.services.tracks import TrackFilter, TrackOrder
from loaders.albums import AlbumById
from loaders.artists import ArtistsByTrack
from loaders.caller import Caller
from loaders.credits import CreditsByTrack
from loaders.genres import GenresByTrack
from loaders.likes import TrackLiked
from loaders.reposts import TrackReposted
from loaders.tags import TagsByTrack
from loaders.tracks import LifetimeByTrack, TrackEditable

PAGE_DEFAULT = 15
PAGE_AT_MOST = 500


class ArtistBrief(View):
    """An artist as tracks and albums name it."""

    id: int
    name: str
    model_type: str = "artist"


class TagView(View):
    id: int
    name: str
    display_name: str
    model_type: str = "tag"


class AlbumBrief(View):
    id: int
    name: str
    image: str | None
    release_date: date | None
    model_type: str = "album"


class CreditView(View):
    id: int
    role: str
    name: str | None
    artist_id: int | None


class PublicTrack(View):
    """What a guest sees of a track, exactly."""

    id: int
    name: str
    image: str | None
    created_at: Micros
    duration_text: str | None
    artists: list[ArtistBrief]
    genres: list[GenreView]
    model_type: str = "track"


class TrackView(PublicTrack):
    """What a token adds."""

    updated_at: Micros
    release_date: date | None = Field(description="Day on which it was published; null while it is private.")
    description: str | None
    duration: int | None = Field(description="Milliseconds.")
    bpm: float | int | None
    key: str | None
    scale: str | None
    private: bool
    number: int | None
    album: AlbumBrief | None
    tags: list[TagView]
    credits: list[CreditView]
    plays: int
    views: int
    likes_count: int
    reposts_count: int
    is_liked: bool
    is_reposted: bool
    is_purchased: bool
    can_edit: bool
    price: float | None = None
    currency: str | None = None
    licensing_type: str | None = None
    exclusive_status: str | None = None
    exclusive_price: float | None = None


class OwnTrack(TrackView):
    """What those who may change it see besides: the terms as they were sent."""

    exclusive_currency: str | None = None
    exclusive_contact_email: str | None = None
    exclusive_buyer_info: str | None = None
    exclusive_license_config: dict[str, Any] | None = None
    exclusive_license_preset_id: int | None = None
    sample_safe: bool | None = None
    sample_safe_status: str | None = None
    sample_safe_notes: str | None = None
    ai_usage: str | None = None
    ai_tool_name: str | None = None
    ai_usage_details: str | None = None
    ai_commercial_rights_confirmed: bool | None = None
    spotify_popularity: int | None = None
    file_entry_id: int | None = None


def duration_text(duration: int | None) -> str | None:
    """Three minutes are `3:00`, and more than an hour `1:02:03`."""
    if duration is None:
        return None
    minutes, seconds = divmod(round(duration / 1000), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"


def whole(value: float | None) -> float | int | None:
    """A tempo of 140.0 is written 140."""
    return int(value) if value is not None and value == int(value) else value


TRACK_ROWS = (OwnTrack, TrackView, PublicTrack)
"""What lists of tracks hold: for those who may change a track, for signed-in callers, for guests."""


async def views(asking: Caller, rows: Sequence[Track]) -> list[PublicTrack]:
    """Tracks as the caller may see them: each edge is read once for all of them."""
    ids = [row.id for row in rows]
    loaders = asking.loaders
    artists = await loaders[ArtistsByTrack].load_many(ids)
    kinds = await loaders[GenresByTrack].load_many(ids)
    public = [_public(row, producers, words) for row, producers, words in zip(rows, artists, kinds, strict=True)]
    if asking.viewer.is_anonymous:
        return [PublicTrack(**fields) for fields in public]
    tags = await loaders[TagsByTrack].load_many(ids)
    credits = await loaders[CreditsByTrack].load_many(ids)
    lifetimes = await loaders[LifetimeByTrack].load_many(ids)
    liked = await loaders[TrackLiked].load_many(ids)
    reposted = await loaders[TrackReposted].load_many(ids)
    editable = await loaders[TrackEditable].load_many(ids)
    found = await loaders[AlbumById].load_many([row.album_id or 0 for row in rows])
    return [
        _detailed(
            row,
            fields | {"is_liked": bool(liked[at]), "is_reposted": bool(reposted[at])},
            tags[at],
            credits[at],
            found[at],
            lifetimes[at],
            bool(editable[at]),
        )
        for at, (row, fields) in enumerate(zip(rows, public, strict=True))
    ]


async def view(asking: Caller, row: Track) -> PublicTrack:
    return (await views(asking, [row]))[0]


def _public(row: Track, producers: Sequence[Artist], words: Sequence[Genre]) -> dict[str, Any]:
    return {
        "id": row.id,
        "name": row.name,
        "image": row.image,
        "created_at": row.created_at,
        "duration_text": duration_text(row.duration),
        "artists": [ArtistBrief.model_validate(each) for each in producers],
        "genres": [genres.view(each) for each in words],
    }


def _detailed(
    row: Track,
    public: dict[str, Any],
    tags: Sequence[Tag],
    credits: Sequence[TrackCredit],
    album: Album | None,
    lifetime: TrackLifetime | None,
    can_edit: bool,
) -> TrackView:
    fields = public | {
        "updated_at": row.updated_at,
        "release_date": row.published_at.date() if row.published_at and not row.private else None,
        "description": row.description,
        "duration": row.duration,
        "bpm": whole(row.bpm),
        "key": row.key,
        "scale": row.scale,
        "private": row.private,
        "number": row.number,
        "album": AlbumBrief.model_validate(album) if album else None,
        "tags": [TagView.model_validate(each) for each in tags],
        "credits": [CreditView.model_validate(each) for each in credits],
        "plays": lifetime.plays if lifetime else 0,
        "views": lifetime.views if lifetime else 0,
        "likes_count": lifetime.likes if lifetime else 0,
        "reposts_count": lifetime.reposts if lifetime else 0,
        "is_purchased": False,
        "can_edit": can_edit,
    }
    if can_edit:
        return OwnTrack.model_validate(fields | row.commerce | {"file_entry_id": row.upload_id})
    return TrackView.model_validate(fields | {name: row.commerce.get(name) for name in PRICE})


PRICE = ("price", "currency", "licensing_type", "exclusive_status", "exclusive_price")


class TrackListing(Listing):
    """Which tracks a list holds, and in which order."""

    order_by: Literal["created_at", "name", "plays"] = Field(
        default="created_at", validation_alias=AliasChoices("orderBy", "order_by"), description="What sorts them."
    )

    @property
    def order(self) -> TrackOrder:
        return ORDERS[self.order_by]


ORDERS = {"created_at": TrackOrder.NEWEST, "name": TrackOrder.NAME, "plays": TrackOrder.MOST_PLAYED}


class TrackAsking(Asking):
    """What a client thinks of as standing beside a track: `tags`, `genres`, `artists`, `album`. They always do."""

    known = ("tags", "genres", "artists", "album")


async def list_tracks(request: Request) -> Response:
    wanted, piece = query(request, TrackListing), page(request, default=PAGE_DEFAULT, most=PAGE_AT_MOST)
    async with caller(request).reading() as work:
        found = await tracks.page(
            work, TrackFilter(text=wanted.query), wanted.order, piece, descending=wanted.descending
        )
    return page_of("tracks", found, await views(caller(request), found.rows))


async def get_track(request: Request) -> Response:
    wanted = query(request, TrackAsking)
    async with caller(request).reading() as work:
        row = await tracks.get(work, row_id(request, "track"))
    return status_success(track=await view(caller(request), row), loader=wanted.loader or "trackPage")


async def create_track(request: Request) -> Response:
    wanted = await draft(request, TrackDraft)
    async with caller(request).writing() as work:
        row = await tracks.create(work, wanted)
    return status_success(201, track=await view(caller(request), row))


async def update_track(request: Request) -> Response:
    changes = await draft(request, TrackChanges)
    async with caller(request).writing() as work:
        row = await tracks.update(work, row_id(request, "track"), changes)
    return status_success(track=await view(caller(request), row))


async def delete_tracks(request: Request) -> Response:
    async with caller(request).writing() as work:
        await tracks.delete(work, row_ids(request))
    return status_success()


class TrackAnswer(View):
    status: str = "success"
    track: OwnTrack | TrackView | PublicTrack
    loader: str | None = None


OPERATIONS = [
    Operation(
        "GET",
        "/api/v1/tracks",
        list_tracks,
        "List tracks, newest first.",
        query=TrackListing,
        page_of=TRACK_ROWS,
        page_default=PAGE_DEFAULT,
        page_at_most=PAGE_AT_MOST,
    ),
    Operation(
        "GET",
        "/api/v1/tracks/{track}",
        get_track,
        "One track.",
        query=TrackAsking,
        response=TrackAnswer,
        errors=(404,),
    ),
    Operation(
        "POST",
        "/api/v1/tracks",
        create_track,
        "Create a track from an uploaded sound.",
        token=True,
        status=201,
        body=TrackDraft,
        response=TrackAnswer,
        errors=(403, 404, 409),
        gate=gates.viewer(policy.uploader),
    ),
    Operation(
        "PUT",
        "/api/v1/tracks/{track}",
        update_track,
        "Change a track.",
        token=True,
        body=TrackChanges,
        response=TrackAnswer,
        errors=(403, 404, 409),
        gate=gates.thing(tracks.owned, "track"),
    ),
    Operation(
        "DELETE",
        "/api/v1/tracks/{ids}",
        delete_tracks,
        "Delete tracks: all of them or, if one is another's, none.",
        token=True,
        response=DoneAnswer,
        errors=(403, 404),
    ),
]
