"""Posts in the graph."""

from datetime import datetime

import strawberry
from strawberry import UNSET

from beatgraph import models
from beatgraph.drafts.posts import PostDraft
from beatgraph.services import posts
from loaders.comments import CommentCountByPost, CommentsByPost
from loaders.likes import PostLiked
from loaders.posts import LikeCountByPost, PostById, PostDeletable, SaveCountByPost, ShareCountByPost, ViewCountByPost
from loaders.saves import PostSaved
from loaders.tracks import TrackById
from loaders.users import UserById
from resolvers.base import ids
from resolvers.base.connections import After, Before, Connection, First, Last, window
from resolvers.base.context import Info
from resolvers.base.edges import edge, listed, pages
from resolvers.base.inputs import Retried, given
from resolvers.base.node import By, Id, Node, meant
from resolvers.base.payloads import Payload, mutation
from resolvers.base.refs import CommentRef, PostRef, TrackRef, UserRef


@strawberry.type(description="Something that somebody has to say, with a picture or a track if they like.")
class Post(Node):
    row = models.Post

    content: str = strawberry.field(description="Text.")
    image: str | None = strawberry.field(description="Address of a picture.")
    created_at: datetime = strawberry.field(description="When it was published.")
    user: UserRef | None = edge(UserById, key="user_id", type=UserRef | None, description="Who wrote it.")
    track: TrackRef | None = edge(
        TrackById,
        key="track_id",
        type=TrackRef | None,
        description="Track beside it, or null if the caller may not see it.",
    )
    comments: Connection[CommentRef] = pages(
        CommentsByPost, key="id", node=CommentRef, description="Comments, each answer under what it answers."
    )
    view_count: int | None = edge(
        ViewCountByPost, key="id", type=int, token=True, description="How often it was opened."
    )
    like_count: int | None = edge(
        LikeCountByPost, key="id", type=int, token=True, description="People who like it now."
    )
    comment_count: int | None = edge(
        CommentCountByPost, key="id", type=int, token=True, description="Comments by others than its author."
    )
    save_count: int | None = edge(
        SaveCountByPost, key="id", type=int, token=True, description="People who keep it for later now."
    )
    share_count: int | None = edge(
        ShareCountByPost, key="id", type=int, token=True, description="How often it was passed on."
    )
    viewer_has_liked: bool | None = edge(
        PostLiked, key="id", type=bool | None, description="Whether the caller likes it; null for nobody."
    )
    viewer_has_saved: bool | None = edge(
        PostSaved, key="id", type=bool | None, description="Whether the caller keeps it for later; null for nobody."
    )
    viewer_can_delete: bool = edge(
        PostDeletable, key="id", type=bool, description="Whether the caller may delete it: its author and admins."
    )


@strawberry.type
class PostQuery:
    @strawberry.field(description="One post.")
    async def post(self, info: Info, id: Id = UNSET, by: By = UNSET) -> PostRef | None:
        return await info.context.loaders[PostById].load(meant("Post", id, by))

    @strawberry.field(description="Posts, newest first.")
    async def posts(
        self,
        info: Info,
        first: First = UNSET,
        after: After = UNSET,
        last: Last = UNSET,
        before: Before = UNSET,
    ) -> Connection[PostRef]:
        return await listed(info, window(first, after, last, before), posts.window, posts.count)


@strawberry.input(description="Text of a new post, and what stands beside it.")
class CreatePostInput(Retried):
    content: str = strawberry.field(description="Text, at most 5000 characters.")
    image: str | None = strawberry.field(default=UNSET, description="Address of a picture, or an upload's global id.")
    track_id: strawberry.ID | None = strawberry.field(default=UNSET, description="Track beside it.")


@strawberry.input(description="Which post.")
class PostInput(Retried):
    id: strawberry.ID = strawberry.field(description="Global id.")


@strawberry.type(description="Post as it is now.")
class PostPayload(Payload):
    post: PostRef | None = strawberry.field(
        default=None, description="Post, or null when it was refused or is gone by now."
    )


@strawberry.type(description="What is gone.")
class DeletePostPayload(Payload):
    deleted_id: strawberry.ID | None = strawberry.field(default=None, description="Global id of the deleted post.")


@strawberry.type
class PostMutation:
    @mutation(description="Publish a post.")
    async def create_post(self, info: Info, input: CreatePostInput) -> PostPayload:
        values = given(input)
        if values.get("track_id"):
            values["track_id"] = ids.row_id(values["track_id"], "Track")
        values["image"] = ids.picture(values.get("image"))
        async with info.context.writing() as work:
            post = await posts.create(work, PostDraft.read(values))
        return PostPayload(post=post)

    @mutation(description="Delete a post. Only for its author and admins.")
    async def delete_post(self, info: Info, input: PostInput) -> DeletePostPayload:
        async with info.context.writing() as work:
            await posts.delete(work, ids.row_id(input.id, "Post"))
        return DeletePostPayload(deleted_id=input.id)
