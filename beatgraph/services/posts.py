"""Posts: who sees them, how they are listed, and how they come and go."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from beatgraph.auth import policy
from beatgraph.auth.viewer import Viewer
from beatgraph.drafts.posts import PostDraft
from beatgraph.errors import ForbiddenError, InvalidError, NotFoundError
from beatgraph.models import Post, PostLifetime, User
from beatgraph.paging import Order, Slice, SortKey, Window, count_of, slice_of
from beatgraph.services import tracks, uploads, users
from beatgraph.services.listings import Listing
from beatgraph.work import Work

NEWEST = Order("newest", (SortKey(col(Post.created_at), datetime), SortKey(col(Post.id), int)), descending=True)


def visible(viewer: Viewer) -> SelectOfScalar[Post]:
    """Every read starts here: posts that are not deleted, of people whom the viewer may see."""
    author = users.visible(viewer).where(col(User.id) == Post.user_id).correlate(Post)
    return select(Post).where(col(Post.deleted_at).is_(None), author.exists())


async def get(work: Work, post_id: int) -> Post:
    post = (await by_ids(work, [post_id])).get(post_id)
    if post is None:
        raise NotFoundError("Post")
    return post


async def by_ids(work: Work, ids: Sequence[int]) -> dict[int, Post]:
    rows = await work.session.exec(visible(work.viewer).where(col(Post.id).in_(ids)))
    return {row.id: row for row in rows}


async def window(work: Work, piece: Window) -> Slice[Post]:
    return await slice_of(work, visible(work.viewer), NEWEST, piece)


async def count(work: Work) -> int:
    return await count_of(work, visible(work.viewer))


BY_USER = Listing(visible, col(Post.user_id), NEWEST)


async def lifetimes(work: Work, post_ids: Sequence[int]) -> dict[int, PostLifetime]:
    """The sums that are kept beside many posts; all 0 where nothing has happened yet."""
    rows = await work.session.exec(select(PostLifetime).where(col(PostLifetime.post_id).in_(post_ids)))
    return {post_id: PostLifetime(post_id=post_id) for post_id in post_ids} | {row.post_id: row for row in rows}


async def deletable(work: Work, post_ids: Sequence[int]) -> dict[int, bool]:
    """Whether the viewer may delete each post: its author and admins may."""
    if work.viewer.is_anonymous or work.viewer.is_admin:
        return dict.fromkeys(post_ids, work.viewer.is_admin)
    mine = select(Post.id).where(col(Post.id).in_(post_ids), col(Post.user_id) == work.viewer.user_id)
    own = set((await work.session.exec(mine)).all())
    return {post_id: post_id in own for post_id in post_ids}


async def create(work: Work, draft: PostDraft) -> Post:
    """Say something; a track that stands beside it must be one that the author sees."""
    user_id = policy.signed_in(work.viewer)
    if draft.track_id is not None and not await tracks.by_ids(work, [draft.track_id]):
        raise InvalidError(f"There is no track {draft.track_id}.", field="track_id")
    image = await uploads.picture(work, draft.image)
    return await work.add(Post(user_id=user_id, content=draft.content, image=image, track_id=draft.track_id))


async def delete(work: Work, post_id: int) -> Post:
    policy.signed_in(work.viewer)
    post = await get(work, post_id)
    if not (await deletable(work, [post.id]))[post.id]:
        raise ForbiddenError
    post.deleted_at = work.now
    await work.session.flush()
    return post
