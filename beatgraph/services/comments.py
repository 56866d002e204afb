"""Comments: what is said of tracks and posts, in threads that keep together when one of them is deleted."""

from collections.abc import Sequence

from sqlalchemy import or_
from sqlalchemy.orm import aliased
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from beatgraph.auth import policy
from beatgraph.auth.viewer import Viewer
from beatgraph.drafts.comments import CommentDraft
from beatgraph.errors import ForbiddenError, InvalidError, NotFoundError
from beatgraph.models import Comment, Post, Track, TrackLifetime, User
from beatgraph.paging import Order, Page, Paged, SortKey
from beatgraph.services import items, posts, standings, tracks, users
from beatgraph.services.items import Item
from beatgraph.services.listings import Listing
from beatgraph.services.signals import ItemKind, Signal, SignalKind, tell
from beatgraph.work import Work

DEPTH_AT_MOST = 10
ON_WAVE_AT_MOST = 100
COMMENTED = (ItemKind.TRACK, ItemKind.POST)
IN_THREADS = Order("in_threads", (SortKey(col(Comment.path), str), SortKey(col(Comment.id), int)))
"""Oldest thread first, and each answer under what it answers."""


def visible(viewer: Viewer) -> SelectOfScalar[Comment]:
    """Every read starts here: what visible people say of what the viewer sees; a deleted one while somebody answers."""
    answer = aliased(Comment)
    below = col(answer.path).like(col(Comment.path).concat("_%")) & col(answer.deleted_at).is_(None)
    about = or_(col(answer.track_id) == Comment.track_id, col(answer.post_id) == Comment.post_id)
    answered = select(answer.id).where(about, below).exists()
    author = users.visible(viewer).where(col(User.id) == Comment.user_id).correlate(Comment)
    track = tracks.visible(viewer).where(col(Track.id) == Comment.track_id).correlate(Comment)
    post = posts.visible(viewer).where(col(Post.id) == Comment.post_id).correlate(Comment)
    stays = or_(col(Comment.deleted_at).is_(None), answered)
    return select(Comment).where(or_(track.exists(), post.exists()), author.exists(), stays)


BY_TRACK = Listing(visible, col(Comment.track_id), IN_THREADS)
BY_POST = Listing(visible, col(Comment.post_id), IN_THREADS)
BY_PARENT = Listing(visible, col(Comment.parent_id), IN_THREADS)


async def get(work: Work, comment_id: int) -> Comment:
    comment = (await by_ids(work, [comment_id])).get(comment_id)
    if comment is None:
        raise NotFoundError("Comment")
    return comment


async def by_ids(work: Work, ids: Sequence[int]) -> dict[int, Comment]:
    rows = await work.session.exec(visible(work.viewer).where(col(Comment.id).in_(ids)))
    return {row.id: row for row in rows}


async def page_by_track(work: Work, track_id: int, page: Page) -> Paged[Comment]:
    return await BY_TRACK.page(work, (await tracks.get(work, track_id)).id, page)


async def on_wave(work: Work, track_id: int) -> Sequence[Comment]:
    """The latest comments that have a place in a track, in the order of those places."""
    statement = (
        visible(work.viewer)
        .where(col(Comment.track_id) == track_id, col(Comment.position).is_not(None))
        .where(col(Comment.deleted_at).is_(None))
        .order_by(col(Comment.id).desc())
        .limit(ON_WAVE_AT_MOST)
    )
    found = (await work.session.exec(statement)).all()
    return sorted(found, key=lambda each: (each.position or 0, each.path))


async def counts_by_tracks(work: Work, track_ids: Sequence[int]) -> dict[int, int]:
    """Visible comments of the audience."""
    return await standings.sums(work, TrackLifetime, "comments", track_ids)


async def deletable(work: Work, comment_ids: Sequence[int]) -> dict[int, bool]:
    """Whether the viewer may delete each: its author, those who may change the track, the post's author, and admins."""
    if work.viewer.is_anonymous or work.viewer.is_admin:
        return dict.fromkeys(comment_ids, work.viewer.is_admin)
    own_tracks = select(Track.id).where(tracks.led(work.viewer))
    own_posts = select(Post.id).where(col(Post.user_id) == work.viewer.user_id)
    mine = select(Comment.id).where(
        col(Comment.id).in_(comment_ids),
        or_(
            col(Comment.user_id) == work.viewer.user_id,
            col(Comment.track_id).in_(own_tracks),
            col(Comment.post_id).in_(own_posts),
        ),
    )
    found = set((await work.session.exec(mine)).all())
    return {comment_id: comment_id in found for comment_id in comment_ids}


async def add(work: Work, kind: ItemKind, item_id: int, draft: CommentDraft) -> Comment:
    """Say something about a track or a post or, with a parent, answer what somebody said of it."""
    user_id = policy.signed_in(work.viewer)
    item = await items.get(work, kind, item_id)
    _place(item, draft.position)
    parent = await _parent(work, item, draft.parent_id) if draft.parent_id is not None else None
    comment = await work.add(
        Comment(
            track_id=item.id if kind is ItemKind.TRACK else None,
            post_id=item.id if kind is ItemKind.POST else None,
            user_id=user_id,
            parent_id=parent.id if parent else None,
            content=draft.content,
            position=parent.position if parent and draft.position is None else draft.position,
            depth=parent.depth + 1 if parent else 0,
            counted=item.counted,
        )
    )
    comment.path = f"{parent.path if parent else ''}{comment.id:019d}"
    await work.session.flush()
    await tell(work, Signal(SignalKind.COMMENT, kind, item.id, work.now, item.counted))
    return comment


async def delete(work: Work, comment_id: int) -> Comment:
    """Take a comment away; its place stays while there are answers to it. Saying so again changes nothing."""
    policy.signed_in(work.viewer)
    comment = await _own(work, comment_id) or await get(work, comment_id)
    if not (await deletable(work, [comment.id]))[comment.id]:
        raise ForbiddenError
    await work.session.refresh(comment, with_for_update=True)
    if comment.deleted_at is None:
        comment.deleted_at = work.now
        await work.session.flush()
        kind = ItemKind.TRACK if comment.track_id is not None else ItemKind.POST
        about = comment.track_id or comment.post_id or 0
        # It leaves the day on which it was said.
        await tell(work, Signal(SignalKind.COMMENT, kind, about, comment.created_at, comment.counted, by=-1))
    return comment


async def _own(work: Work, comment_id: int) -> Comment | None:
    """What the viewer has said, even of something that has been hidden meanwhile."""
    mine = select(Comment).where(col(Comment.id) == comment_id, col(Comment.user_id) == work.viewer.user_id)
    return (await work.session.exec(mine.where(col(Comment.deleted_at).is_(None)))).first()


def _place(item: Item, position: int | None) -> None:
    """Refuse a position that is not in the track."""
    if position is None:
        return
    if not isinstance(item.row, Track):
        raise InvalidError("Only comments on tracks have a position.", field="position")
    if item.row.duration is not None and position > item.row.duration:
        raise InvalidError(f"The track is {item.row.duration} ms long.", field="position")


async def _parent(work: Work, item: Item, parent_id: int) -> Comment:
    parent = (await by_ids(work, [parent_id])).get(parent_id)
    about = None if parent is None else parent.track_id if item.kind is ItemKind.TRACK else parent.post_id
    if parent is None or about != item.id or parent.deleted_at is not None:
        raise InvalidError(f"There is no comment {parent_id} to answer.", field="parent_id")
    if parent.depth >= DEPTH_AT_MOST:
        raise InvalidError(f"Answers go {DEPTH_AT_MOST} deep.", field="parent_id")
    return parent
