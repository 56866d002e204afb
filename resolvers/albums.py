"""Albums in the graph."""

from datetime import date, datetime
from typing import Annotated, Any

import strawberry
from strawberry import UNSET

from beatgraph import models
from beatgraph.drafts.albums import AlbumChanges, AlbumDraft
from beatgraph.drafts.tracks import ARTISTS_AT_MOST, GENRES_AT_MOST, TAGS_AT_MOST
from beatgraph.services import albums
from loaders.albums import AlbumById, AlbumEditable
from loaders.artists import ArtistsByAlbum
from loaders.genres import GenresByAlbum
from loaders.insights import AudienceByAlbum, BreakdownByAlbum, ChartByAlbum, InsightByAlbum
from loaders.likes import AlbumLiked, LikeCountByAlbum
from loaders.plays import PlayCountByAlbum
from loaders.reposts import AlbumReposted, RepostCountByAlbum
from loaders.tags import TagsByAlbum
from loaders.tracks import TracksByAlbum
from resolvers.base import ids
from resolvers.base.connections import After, Before, Connection, First, Last, window
from resolvers.base.context import Info
from resolvers.base.edges import edge, listed, pages
from resolvers.base.enums import described
from resolvers.base.guards import with_token
from resolvers.base.inputs import Retried, given
from resolvers.base.node import By, Id, Node, meant
from resolvers.base.payloads import Payload, mutation
from resolvers.base.refs import AlbumRef, ArtistRef, GenreRef, TagRef, TrackRef
from resolvers.breakdowns import audience_of, breakdowns_of
from resolvers.insights import charts_of, insights_of

AlbumOrder = described(
    albums.AlbumOrder,
    "Order of a list of albums.",
    {
        albums.AlbumOrder.NEWEST: "Latest first.",
        albums.AlbumOrder.NAME: "By name.",
    },
)


@strawberry.type(description="Collection of tracks that was released together.")
class Album(Node):
    row = models.Album

    name: str = strawberry.field(description="Title.")
    image: str | None = strawberry.field(description="Address of the cover.")
    release_date: date | None = strawberry.field(description="Day of its release.")
    description: str | None = with_token(str, description="Words about the album.")
    private: bool | None = with_token(bool, description="Whether only its artists see it.")
    created_at: datetime | None = with_token(datetime, description="When it was made here.")
    updated_at: datetime | None = with_token(datetime, description="When it was last changed.")
    artists: list[ArtistRef] = edge(
        ArtistsByAlbum,
        key="id",
        type=list[ArtistRef],
        at_most=ARTISTS_AT_MOST,
        description="Artists, the main one first.",
    )
    genres: list[GenreRef] | None = edge(
        GenresByAlbum, key="id", type=list[GenreRef], at_most=GENRES_AT_MOST, token=True, description="Genres."
    )
    tags: list[TagRef] | None = edge(
        TagsByAlbum, key="id", type=list[TagRef], at_most=TAGS_AT_MOST, token=True, description="Tags."
    )
    tracks: Connection[TrackRef] | None = pages(
        TracksByAlbum, key="id", node=TrackRef, token=True, description="Tracks in their order."
    )
    play_count: int | None = edge(
        PlayCountByAlbum, key="id", type=int, token=True, description="Plays of its public tracks."
    )
    like_count: int | None = edge(
        LikeCountByAlbum, key="id", type=int, token=True, description="People who like it now."
    )
    repost_count: int | None = edge(
        RepostCountByAlbum, key="id", type=int, token=True, description="People who repost it now."
    )
    viewer_has_liked: bool | None = edge(
        AlbumLiked, key="id", type=bool | None, description="Whether the caller likes it; null for nobody."
    )
    viewer_has_reposted: bool | None = edge(
        AlbumReposted, key="id", type=bool | None, description="Whether the caller reposts it; null for nobody."
    )
    insights = insights_of(InsightByAlbum, "Figures of its public tracks together, for those who may read them.")
    breakdowns = breakdowns_of(
        BreakdownByAlbum, "Plays of a period by device, place, source and listener, for those who may read them."
    )
    audience = audience_of(AudienceByAlbum, "Who the listeners of a period are, for those who may read it.")
    charts = charts_of(ChartByAlbum, "Curve of its public tracks together, for those who may read it.")
    viewer_can_edit: bool = edge(AlbumEditable, key="id", type=bool, description="Whether the caller may change it.")


Named = Annotated[str | None, strawberry.argument(description="Words that words of the name begin with.")]
OrderBy = Annotated[albums.AlbumOrder, strawberry.argument(description="In which order.")]


@strawberry.type
class AlbumQuery:
    @strawberry.field(description="One album.")
    async def album(self, info: Info, id: Id = UNSET, by: By = UNSET) -> AlbumRef | None:
        return await info.context.loaders[AlbumById].load(meant("Album", id, by))

    @strawberry.field(description="Albums that the caller may see.")
    async def albums(
        self,
        info: Info,
        query: Named = UNSET,
        order_by: OrderBy = albums.AlbumOrder.NEWEST,
        first: First = UNSET,
        after: After = UNSET,
        last: Last = UNSET,
        before: Before = UNSET,
    ) -> Connection[AlbumRef]:
        return await listed(
            info,
            window(first, after, last, before),
            lambda work, piece: albums.window(work, query or None, order_by, piece),
            lambda work: albums.count(work, query or None),
        )


@strawberry.input(description="What can be said of an album. What is left out stays as it is.")
class AlbumFields(Retried):
    description: str | None = strawberry.field(default=UNSET, description="Words about the album.")
    image: str | None = strawberry.field(
        default=UNSET, description="Address of a cover, a made cover's reference, or an upload's global id."
    )
    release_date: date | None = strawberry.field(default=UNSET, description="Day of its release.")
    artist_ids: list[strawberry.ID] | None = strawberry.field(
        default=UNSET, description="Artists, the main one first; the caller's profile if absent. At most 20."
    )
    genres: list[str] | None = strawberry.field(default=UNSET, description="Genres by name. At most 10.")
    tags: list[str] | None = strawberry.field(default=UNSET, description="Tags by name. At most 30.")
    private: bool | None = strawberry.field(default=UNSET, description="Whether to keep it to its artists.")


@strawberry.input(description="Title of a new album, and what else is known.")
class CreateAlbumInput(AlbumFields):
    name: str = strawberry.field(description="Title.")


@strawberry.input(description="Changes to an album.")
class UpdateAlbumInput(AlbumFields):
    id: strawberry.ID = strawberry.field(description="Which album.")
    name: str | None = strawberry.field(default=UNSET, description="Title.")


@strawberry.input(description="Which albums.")
class DeleteAlbumsInput(Retried):
    ids: list[strawberry.ID] = strawberry.field(description="Global ids. At most 100.")


@strawberry.type(description="Album as it is now.")
class AlbumPayload(Payload):
    album: AlbumRef | None = strawberry.field(default=None, description="Album, or null when it was refused.")


@strawberry.type(description="What is gone.")
class DeleteAlbumsPayload(Payload):
    deleted_ids: list[strawberry.ID] = strawberry.field(
        default_factory=list, description="Global ids of the deleted albums. At most 100."
    )


def fields(input: AlbumFields) -> dict[str, Any]:
    """The fields of a draft, with row ids for global ids."""
    values = given(input)
    values.pop("id", None)
    if "image" in values:
        values["image"] = ids.picture(values["image"])
    if values.get("artist_ids") is not None:
        values["artists"] = ids.row_ids(values.pop("artist_ids"), "Artist")
    return values


@strawberry.type
class AlbumMutation:
    @mutation(description="Create an album; it is public at once unless it is to be private.")
    async def create_album(self, info: Info, input: CreateAlbumInput) -> AlbumPayload:
        async with info.context.writing() as work:
            album = await albums.create(work, AlbumDraft.read(fields(input)))
        return AlbumPayload(album=album)

    @mutation(description="Change an album.")
    async def update_album(self, info: Info, input: UpdateAlbumInput) -> AlbumPayload:
        async with info.context.writing() as work:
            album = await albums.update(work, ids.row_id(input.id, "Album"), AlbumChanges.read(fields(input)))
        return AlbumPayload(album=album)

    @mutation(description="Delete albums: all of them or, if one is not the caller's, none.")
    async def delete_albums(self, info: Info, input: DeleteAlbumsInput) -> DeleteAlbumsPayload:
        async with info.context.writing() as work:
            deleted = await albums.delete(work, ids.row_ids(input.ids, "Album"))
        return DeleteAlbumsPayload(deleted_ids=[strawberry.ID(ids.encode("Album", each)) for each in deleted])
