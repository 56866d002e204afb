"""Comments in the graph."""

from datetime import datetime
from typing import Any

import strawberry
from strawberry import UNSET

from beatgraph import models
from beatgraph.drafts.comments import CommentDraft
from beatgraph.services import comments
from loaders.comments import CommentById, CommentDeletable, RepliesByComment
from loaders.posts import PostById
from loaders.tracks import TrackById
from loaders.users import UserById
from resolvers.base import ids, items
from resolvers.base.connections import Connection
from resolvers.base.context import Info
from resolvers.base.edges import edge, pages
from resolvers.base.inputs import Retried, given
from resolvers.base.node import Node
from resolvers.base.payloads import Payload, mutation
from resolvers.base.refs import CommentRef, PostRef, TrackRef, UserRef


@strawberry.type(description="What somebody says of a track or a post.")
class Comment(Node):
    row = models.Comment

    @strawberry.field(description="Text; empty once it is deleted.")
    def content(root: Any) -> str:
        return str(root.text)

    position: int | None = strawberry.field(description="Where in the track, in milliseconds; null for all of it.")
    depth: int = strawberry.field(description="How many comments it stands under, 0 to 10.")

    @strawberry.field(description="Whether it was deleted, and only keeps its place above the answers to it.")
    def deleted(root: Any) -> bool:
        return root.deleted_at is not None

    created_at: datetime = strawberry.field(description="When it was said.")
    user: UserRef | None = edge(
        UserById, key="author_id", type=UserRef | None, description="Who said it; null once it is deleted."
    )
    track: TrackRef | None = edge(
        TrackById, key="track_id", type=TrackRef | None, description="Track that it is about, if it is a track."
    )
    post: PostRef | None = edge(
        PostById, key="post_id", type=PostRef | None, description="Post that it is about, if it is a post."
    )
    parent: CommentRef | None = edge(
        CommentById, key="parent_id", type=CommentRef | None, description="Comment that it is an answer to."
    )
    replies: Connection[CommentRef] = pages(
        RepliesByComment, key="id", node=CommentRef, description="Answers to it, the earliest first."
    )
    viewer_can_delete: bool = edge(
        CommentDeletable,
        key="id",
        type=bool,
        description="Whether the caller may delete it: its author, those who may change the track, the post's author, "
        "and admins.",
    )


@strawberry.input(description="What is said of a track or a post.")
class AddCommentInput(Retried):
    id: strawberry.ID = strawberry.field(description="Global id of the track or the post.")
    content: str = strawberry.field(description="Text, at most 1000 characters.")
    position: int | None = strawberry.field(
        default=UNSET, description="Where in the track, in milliseconds; that of the answered comment if absent."
    )
    parent_id: strawberry.ID | None = strawberry.field(
        default=UNSET, description="Comment that this is an answer to; answers go 10 deep."
    )


@strawberry.input(description="Which comment.")
class DeleteCommentInput(Retried):
    id: strawberry.ID = strawberry.field(description="Global id.")


@strawberry.type(description="Comment as it is now.")
class CommentPayload(Payload):
    comment: CommentRef | None = strawberry.field(default=None, description="Comment, or null when it was refused.")


@strawberry.type(description="What is gone.")
class DeleteCommentPayload(Payload):
    deleted_id: strawberry.ID | None = strawberry.field(
        default=None, description="Global id of the deleted comment, whose place stays while there are answers to it."
    )


@strawberry.type
class CommentMutation:
    @mutation(description="Say something about a track or a post, or answer what somebody said of it.")
    async def add_comment(self, info: Info, input: AddCommentInput) -> CommentPayload:
        about = items.meant(input.id, comments.COMMENTED)
        values = given(input)
        if values.get("parent_id"):
            values["parent_id"] = ids.row_id(values["parent_id"], "Comment")
        async with info.context.writing() as work:
            comment = await comments.add(work, about.kind, about.id, CommentDraft.read(values))
        return CommentPayload(comment=comment)

    @mutation(
        description="Delete a comment. Only for its author, those who may change the track, the post's author, "
        "and admins."
    )
    async def delete_comment(self, info: Info, input: DeleteCommentInput) -> DeleteCommentPayload:
        async with info.context.writing() as work:
            await comments.delete(work, ids.row_id(input.id, "Comment"))
        return DeleteCommentPayload(deleted_id=input.id)
