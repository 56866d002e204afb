"""Comments over REST."""

from collections.abc import Sequence

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from beatgraph.drafts.comments import CommentDraft
from beatgraph.models import Comment
from beatgraph.rest import gates
from beatgraph.rest.operations import Operation
from beatgraph.rest.requests import caller, draft, page, row_id
from beatgraph.rest.responses import DoneAnswer, Micros, View, page_of, status_success
from beatgraph.rest.users import UserView
from beatgraph.services import comments, tracks
from beatgraph.services.signals import ItemKind
from loaders.caller import Caller
from loaders.users import UserById


class CommentView(View):
    """A comment; of a deleted one only its place is left."""

    id: int
    content: str
    position: int | None = Field(description="Where in the track, in milliseconds.")
    depth: int
    deleted: bool
    user: UserView | None
    parent_id: int | None
    created_at: Micros


class CommentAnswer(View):
    status: str = "success"
    comment: CommentView


async def views(asking: Caller, rows: Sequence[Comment]) -> list[CommentView]:
    """Comments with those who made them, who are read once for all of them."""
    authors = await asking.loaders[UserById].load_many([row.author_id or 0 for row in rows])
    return [
        CommentView(
            id=row.id,
            content=row.text,
            position=row.position,
            depth=row.depth,
            deleted=row.deleted_at is not None,
            user=UserView.model_validate(author) if author is not None else None,
            parent_id=row.parent_id,
            created_at=row.created_at,
        )
        for row, author in zip(rows, authors, strict=True)
    ]


async def list_comments(request: Request) -> Response:
    piece = page(request)
    async with caller(request).reading() as work:
        found = await comments.page_by_track(work, row_id(request, "track"), piece)
    return page_of("comments", found, await views(caller(request), found.rows))


async def add_comment(request: Request) -> Response:
    wanted = await draft(request, CommentDraft)
    async with caller(request).writing() as work:
        row = await comments.add(work, ItemKind.TRACK, row_id(request, "track"), wanted)
    return status_success(201, comment=(await views(caller(request), [row]))[0])


async def delete_comment(request: Request) -> Response:
    async with caller(request).writing() as work:
        await comments.delete(work, row_id(request, "comment"))
    return status_success()


OPERATIONS = [
    Operation(
        "GET",
        "/api/v1/tracks/{track}/comments",
        list_comments,
        "Comments on a track, each answer under what it answers.",
        page_of=CommentView,
        errors=(404,),
    ),
    Operation(
        "POST",
        "/api/v1/tracks/{track}/comments",
        add_comment,
        "Comment on a track, or answer a comment.",
        token=True,
        status=201,
        body=CommentDraft,
        response=CommentAnswer,
        errors=(404, 422),
        gate=gates.thing(tracks.get, "track"),
    ),
    Operation(
        "DELETE",
        "/api/v1/comments/{comment}",
        delete_comment,
        "Delete a comment: one's own, or on one's own track.",
        token=True,
        response=DoneAnswer,
        errors=(403, 404),
    ),
]
