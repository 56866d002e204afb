"""Likes in the graph."""

import strawberry

from beatgraph.services import likes
from beatgraph.services.signals import ItemKind
from resolvers.albums import AlbumPayload
from resolvers.base import ids
from resolvers.base.context import Info
from resolvers.base.inputs import Retried
from resolvers.base.payloads import mutation
from resolvers.posts import PostInput, PostPayload
from resolvers.tracks import TrackInput, TrackPayload


@strawberry.input(description="Album to like, or to like no longer.")
class LikeAlbumInput(Retried):
    id: strawberry.ID = strawberry.field(description="Global id.")


@strawberry.type
class LikeMutation:
    @mutation(description="Like a track; liking it again changes nothing.")
    async def like_track(self, info: Info, input: TrackInput) -> TrackPayload:
        async with info.context.writing() as work:
            track = await likes.like(work, ids.row_id(input.id, "Track"))
        return TrackPayload(track=track)

    @mutation(description="No longer like a track; saying so again changes nothing.")
    async def unlike_track(self, info: Info, input: TrackInput) -> TrackPayload:
        async with info.context.writing() as work:
            track = await likes.unlike(work, ids.row_id(input.id, "Track"))
        return TrackPayload(track=track)

    @mutation(description="Like an album; liking it again changes nothing.")
    async def like_album(self, info: Info, input: LikeAlbumInput) -> AlbumPayload:
        async with info.context.writing() as work:
            album = await likes.like_item(work, ItemKind.ALBUM, ids.row_id(input.id, "Album"))
        return AlbumPayload(album=album)

    @mutation(description="No longer like an album; saying so again changes nothing.")
    async def unlike_album(self, info: Info, input: LikeAlbumInput) -> AlbumPayload:
        async with info.context.writing() as work:
            album = await likes.unlike_item(work, ItemKind.ALBUM, ids.row_id(input.id, "Album"))
        return AlbumPayload(album=album)

    @mutation(description="Like a post; liking it again changes nothing.")
    async def like_post(self, info: Info, input: PostInput) -> PostPayload:
        async with info.context.writing() as work:
            post = await likes.like_item(work, ItemKind.POST, ids.row_id(input.id, "Post"))
        return PostPayload(post=post)

    @mutation(description="No longer like a post; saying so again changes nothing.")
    async def unlike_post(self, info: Info, input: PostInput) -> PostPayload:
        async with info.context.writing() as work:
            post = await likes.unlike_item(work, ItemKind.POST, ids.row_id(input.id, "Post"))
        return PostPayload(post=post)
