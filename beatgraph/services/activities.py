"""Activities: what an audience did lately to somebody's tracks and posts, read by index from what stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    Subquery,
    Text,
    and_,
    bindparam,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import aliased
from sqlmodel import SQLModel, col

from beatgraph.auth.viewer import ANONYMOUS
from beatgraph.models import (
    Comment,
    Follow,
    Like,
    Post,
    PostLike,
    Repost,
    Save,
    Share,
    Track,
    TrackArtist,
    User,
    UserFollow,
)
from beatgraph.models.base import UtcDateTime
from beatgraph.services import liveness, posts, users
from beatgraph.work import Work

AT_MOST = 20
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


class ActivityKind(StrEnum):
    LIKE = "like"
    COMMENT = "comment"
    SAVE = "save"
    SHARE = "share"
    FOLLOW = "follow"
    REPOST = "repost"


@dataclass(frozen=True, slots=True)
class Activity:
    """One of them; `user_id` is None for a guest, and of a follow there is neither a track nor a post."""

    kind: ActivityKind
    created_at: datetime
    user_id: int | None
    track_id: int | None
    post_id: int | None
    text: str | None
    """Of a comment."""


async def latest(work: Work, user_id: int, artist_id: int | None, until: datetime) -> list[Activity]:
    """What stands, by anybody but those who run it, up to an instant; the newest first, at most 20."""
    known = {"user_id": user_id, "artist_id": artist_id, "until": until}
    rows = (await work.session.execute(_statement(of_artist=artist_id is not None), known)).all()
    return _once(Activity(ActivityKind(kind), *others) for kind, *others in rows)


@cache
def _statement(*, of_artist: bool) -> Select[Any]:
    """Made once, because there is more to it than to reading what it finds."""
    user_id, artist_id = bindparam("user_id", type_=BigInteger), bindparam("artist_id", type_=BigInteger)
    written = posts.visible(ANONYMOUS).where(col(Post.user_id) == user_id).with_only_columns(col(Post.id))
    post = written.subquery("own_posts")
    found = [
        _of_items(ActivityKind.LIKE, PostLike, "post_id", post),
        _of_items(ActivityKind.COMMENT, Comment, "post_id", post),
        _of_items(ActivityKind.SAVE, Save, "post_id", post),
        _of_items(ActivityKind.SHARE, Share, "post_id", post),
        _of_person(UserFollow, "followed_id", user_id),
    ]
    if of_artist:
        credited = liveness.live().join(TrackArtist, col(TrackArtist.track_id) == Track.id)
        own = credited.where(col(TrackArtist.artist_id) == artist_id).with_only_columns(col(Track.id))
        track = own.subquery("own_tracks")
        found += [
            _of_items(ActivityKind.LIKE, Like, "track_id", track),
            _of_items(ActivityKind.COMMENT, Comment, "track_id", track),
            _of_items(ActivityKind.SAVE, Save, "track_id", track),
            _of_items(ActivityKind.SHARE, Share, "track_id", track),
            _of_items(ActivityKind.REPOST, Repost, "track_id", track),
            _of_person(Follow, "artist_id", artist_id),
        ]
    together = union_all(*(select(each.subquery()) for each in found)).subquery("together")
    newest = together.c.created_at.desc(), together.c.kind, together.c.user_id, together.c.track_id, together.c.post_id
    return select(*together.c).order_by(*newest).limit(2 * AT_MOST)


def _once(activities: Any) -> list[Activity]:
    """Somebody who follows both the user and the artist that they are is told of once, at the latest time."""
    found: list[Activity] = []
    following: set[int | None] = set()
    for each in activities:
        if each.kind is ActivityKind.FOLLOW:
            if each.user_id in following:
                continue
            following.add(each.user_id)
        found.append(each)
    return found[:AT_MOST]


def _of_items(kind: ActivityKind, table: type[SQLModel], key: str, items: Subquery) -> Select[Any]:
    """The latest of each item, looked up by index however many there are, and of these the latest."""
    row, other = aliased(table), aliased(table)
    earliest = (
        select(_at(other))
        .where(getattr(other, key) == items.c.id, _counts(other))
        .order_by(_at(other).desc())
        .offset(AT_MOST - 1)
        .limit(1)
        .correlate(items)
        .scalar_subquery()
    )
    track, post = (getattr(row, each) if key == each else cast(null(), BigInteger) for each in ("track_id", "post_id"))
    text = row.content if table is Comment else cast(null(), Text)  # type: ignore[attr-defined]
    return (
        select(literal(kind.value).label("kind"), *_columns(row, track, post, text))
        .select_from(items)
        .join(row, getattr(row, key) == items.c.id)
        .where(_counts(row), _at(row) >= func.coalesce(earliest, literal(BEGINNING, _at(row).type)))
        .order_by(_at(row).desc())
        .limit(AT_MOST)
    )


def _of_person(table: type[Follow] | type[UserFollow], key: str, followed: Any) -> Select[Any]:
    row = aliased(table)
    nothing = cast(null(), BigInteger)
    return (
        select(literal(ActivityKind.FOLLOW.value).label("kind"), *_columns(row, nothing, nothing, cast(null(), Text)))
        .where(getattr(row, key) == followed, _counts(row))
        .order_by(_at(row).desc())
        .limit(AT_MOST)
    )


def _columns(row: Any, track: Any, post: Any, text: Any) -> Sequence[Any]:
    return (
        _at(row).label("created_at"),
        row.user_id.label("user_id"),
        track.label("track_id"),
        post.label("post_id"),
        text.label("text"),
    )


def _at(row: Any) -> Any:
    return col(row.created_at)


def _counts(row: Any) -> ColumnElement[bool]:
    """It is by the audience, and by somebody whom everybody may see or a guest."""
    person = users.visible(ANONYMOUS).where(col(User.id) == row.user_id).with_only_columns(col(User.id))
    known: ColumnElement[bool] = person.correlate(row).exists()
    conditions = [row.counted, _at(row) <= bindparam("until", type_=UtcDateTime), or_(row.user_id.is_(None), known)]
    if hasattr(row, "deleted_at"):
        conditions.append(row.deleted_at.is_(None))
    return and_(*conditions)
