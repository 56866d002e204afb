"""Playlists in the graph."""

from datetime import datetime
from typing import Annotated, Any

import strawberry
from strawberry import UNSET

from beatgraph import models
from beatgraph.drafts.playlists import PlaylistChanges, PlaylistDraft
from beatgraph.services import playlist_followers, playlists
from beatgraph.services.invitations import EDITORS_AT_MOST
from loaders.playlists import (
    CoverByPlaylist,
    DurationByPlaylist,
    EditorsByPlaylist,
    InvitationsByPlaylist,
    PlaylistEditable,
    PlaylistFollowed,
    PlaylistManageable,
    TrackCountByPlaylist,
    TracksByPlaylist,
)
from loaders.users import UserById
from resolvers.base import ids
from resolvers.base.connections import After, Before, Connection, First, Last, window
from resolvers.base.context import Info
from resolvers.base.edges import edge, listed, pages
from resolvers.base.enums import described
from resolvers.base.guards import with_token
from resolvers.base.inputs import Retried, given
from resolvers.base.node import By, Id, Node, meant
from resolvers.base.payloads import Payload, mutation
from resolvers.base.refs import PlaylistInvitationRef, PlaylistRef, TrackRef, UserRef

PlaylistOrder = described(
    playlists.PlaylistOrder,
    "Order of a list of playlists.",
    {
        playlists.PlaylistOrder.NEWEST: "Latest first.",
        playlists.PlaylistOrder.NAME: "By name.",
        playlists.PlaylistOrder.MOST_FOLLOWED: "Most followed first.",
    },
)


@strawberry.type(description="Tracks in an order that somebody has put them in, alone or with others.")
class Playlist(Node):
    row = models.Playlist

    name: str = strawberry.field(description="Title.")
    description: str | None = strawberry.field(description="Words about the playlist.")
    public: bool = strawberry.field(description="Whether everybody sees it, or its owner and editors only.")
    collaborative: bool = strawberry.field(description="Whether others can be invited to edit its tracks.")
    image: str | None = edge(
        CoverByPlaylist,
        key="id",
        type=str | None,
        description="Address of its picture or, without one, of the first that one of its tracks has.",
    )
    tracks: Connection[TrackRef] = pages(
        TracksByPlaylist, key="id", node=TrackRef, description="Tracks in their order, as far as the caller sees them."
    )
    track_count: int = edge(
        TrackCountByPlaylist, key="id", type=int, description="How many tracks the caller sees in it."
    )
    total_duration: int = edge(
        DurationByPlaylist, key="id", type=int, description="How long they are together, in milliseconds."
    )
    follower_count: int | None = with_token(int, description="How many people follow it, its owner apart.")
    created_at: datetime | None = with_token(datetime, description="When it was made.")
    updated_at: datetime | None = with_token(datetime, description="When it was last changed.")
    owner: UserRef | None = edge(
        UserById, key="user_id", type=UserRef | None, token=True, description="Whose playlist it is."
    )
    editors: list[UserRef] | None = edge(
        EditorsByPlaylist,
        key="id",
        type=list[UserRef],
        token=True,
        at_most=EDITORS_AT_MOST,
        description="Others who edit its tracks, in the order in which they joined.",
    )
    invitations: list[PlaylistInvitationRef] | None = edge(
        InvitationsByPlaylist,
        key="id",
        type=list[PlaylistInvitationRef],
        token=True,
        at_most=EDITORS_AT_MOST,
        description="Open invitations to edit it, the oldest first. Only for its owner and admins.",
    )
    viewer_follows: bool | None = edge(
        PlaylistFollowed, key="id", type=bool | None, description="Whether the caller follows it; null for nobody."
    )
    viewer_can_edit: bool = edge(
        PlaylistEditable, key="id", type=bool, description="Whether the caller may add and remove tracks."
    )
    viewer_can_manage: bool = edge(
        PlaylistManageable,
        key="id",
        type=bool,
        description="Whether the caller may also rename it, put its tracks in order, and say who edits it.",
    )


Named = Annotated[str | None, strawberry.argument(description="Words that words of the name begin with.")]
OrderBy = Annotated[playlists.PlaylistOrder, strawberry.argument(description="In which order.")]


@strawberry.type
class PlaylistQuery:
    @strawberry.field(description="One playlist; one that is private to the caller is refused with FORBIDDEN.")
    async def playlist(self, info: Info, id: Id = UNSET, by: By = UNSET) -> PlaylistRef | None:
        async with info.context.reading() as work:
            return await playlists.seek(work, meant("Playlist", id, by))

    @strawberry.field(description="Playlists that the caller may see: public ones, their own, and those they edit.")
    async def playlists(
        self,
        info: Info,
        query: Named = UNSET,
        order_by: OrderBy = playlists.PlaylistOrder.NEWEST,
        first: First = UNSET,
        after: After = UNSET,
        last: Last = UNSET,
        before: Before = UNSET,
    ) -> Connection[PlaylistRef]:
        return await listed(
            info,
            window(first, after, last, before),
            lambda work, piece: playlists.window(work, query or None, order_by, piece),
            lambda work: playlists.count(work, query or None),
        )


@strawberry.input(description="What can be said of a playlist. What is left out stays as it is.")
class PlaylistFields(Retried):
    description: str | None = strawberry.field(default=UNSET, description="Words about it, 20 to 170 characters.")
    image: str | None = strawberry.field(
        default=UNSET, description="Address of a picture, or an upload's global id; null for that of the first track."
    )
    public: bool | None = strawberry.field(default=UNSET, description="Whether everybody sees it; false if absent.")
    collaborative: bool | None = strawberry.field(
        default=UNSET, description="Whether others can be invited to edit its tracks; false if absent."
    )


@strawberry.input(description="Title of a new playlist, and what else is known.")
class CreatePlaylistInput(PlaylistFields):
    name: str = strawberry.field(description="Title, 3 to 250 characters; no other playlist of the owner has it.")


@strawberry.input(description="Changes to a playlist.")
class UpdatePlaylistInput(PlaylistFields):
    id: strawberry.ID = strawberry.field(description="Which playlist.")
    name: str | None = strawberry.field(
        default=UNSET, description="Title, 3 to 250 characters; no other playlist of the owner has it."
    )


@strawberry.input(description="Which playlists.")
class DeletePlaylistsInput(Retried):
    ids: list[strawberry.ID] = strawberry.field(description="Global ids. At most 100.")


@strawberry.input(description="Playlist to follow, or to follow no longer.")
class FollowPlaylistInput(Retried):
    id: strawberry.ID = strawberry.field(description="Global id.")


@strawberry.type(description="Playlist as it is now.")
class PlaylistPayload(Payload):
    playlist: PlaylistRef | None = strawberry.field(
        default=None, description="Playlist, or null when it was refused or the caller may no longer see it."
    )


@strawberry.type(description="What is gone.")
class DeletePlaylistsPayload(Payload):
    deleted_ids: list[strawberry.ID] = strawberry.field(
        default_factory=list, description="Global ids of the deleted playlists. At most 100."
    )


def fields(input: PlaylistFields) -> dict[str, Any]:
    """The fields of a draft; a picture by row id or address."""
    values = given(input)
    values.pop("id", None)
    if "image" in values:
        values["image"] = ids.picture(values["image"])
    return values


@strawberry.type
class PlaylistMutation:
    @mutation(description="Create a playlist, which its owner alone sees unless it is to be public.")
    async def create_playlist(self, info: Info, input: CreatePlaylistInput) -> PlaylistPayload:
        async with info.context.writing() as work:
            playlist = await playlists.create(work, PlaylistDraft.read(fields(input)))
        return PlaylistPayload(playlist=playlist)

    @mutation(description="Change a playlist. Only for its owner and admins.")
    async def update_playlist(self, info: Info, input: UpdatePlaylistInput) -> PlaylistPayload:
        async with info.context.writing() as work:
            changes = PlaylistChanges.read(fields(input))
            playlist = await playlists.update(work, ids.row_id(input.id, "Playlist"), changes)
        return PlaylistPayload(playlist=playlist)

    @mutation(description="Delete playlists: all of them or, if one is not the caller's, none.")
    async def delete_playlists(self, info: Info, input: DeletePlaylistsInput) -> DeletePlaylistsPayload:
        async with info.context.writing() as work:
            deleted = await playlists.delete(work, ids.row_ids(input.ids, "Playlist"))
        return DeletePlaylistsPayload(deleted_ids=[strawberry.ID(ids.encode("Playlist", each)) for each in deleted])

    @mutation(description="Follow a playlist; following it again changes nothing.")
    async def follow_playlist(self, info: Info, input: FollowPlaylistInput) -> PlaylistPayload:
        async with info.context.writing() as work:
            playlist = await playlist_followers.follow(work, ids.row_id(input.id, "Playlist"))
        return PlaylistPayload(playlist=playlist)

    @mutation(description="No longer follow a playlist; saying so again changes nothing.")
    async def unfollow_playlist(self, info: Info, input: FollowPlaylistInput) -> PlaylistPayload:
        async with info.context.writing() as work:
            playlist = await playlist_followers.unfollow(work, ids.row_id(input.id, "Playlist"))
        return PlaylistPayload(playlist=playlist)
