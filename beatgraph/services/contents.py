"""Contents: the tracks and posts of people, and which of them most is made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, literal, select
from sqlmodel import col

from beatgraph.auth.viewer import ANONYMOUS
from beatgraph.models import Post, PostDay, PostLifetime, Track, TrackArtist, TrackDay, TrackLifetime
from beatgraph.paging import Order, SortKey, Window, slices_of
from beatgraph.services import posts, profiles, tracks, upserts
from beatgraph.services.batches import grouped
from beatgraph.work import Work

TOP_AT_MOST = 5


@dataclass(frozen=True, slots=True)
class Content:
    """A track or a post, and how its audience takes to it."""

    item: Track | Post
    views: int
    plays: int
    likes: int
    comments: int
    saves: int
    shares: int

    @property
    def score(self) -> int:
        return self.likes + self.comments + self.saves + self.shares

    @property
    def track_id(self) -> int | None:
        return self.item.id if isinstance(self.item, Track) else None

    @property
    def post_id(self) -> int | None:
        return self.item.id if isinstance(self.item, Post) else None


def _score(lifetime: type[TrackLifetime] | type[PostLifetime]) -> SortKey:
    columns = (lifetime.likes, lifetime.comments, lifetime.saves, lifetime.shares)
    score = func.coalesce(sum((col(each) for each in columns[1:]), col(columns[0])), 0)
    return SortKey(score, int)


TOP_TRACKS = Order(
    "top",
    (
        _score(TrackLifetime),
        SortKey(func.coalesce(col(TrackLifetime.plays), 0), int),
        SortKey(func.coalesce(col(TrackLifetime.views), 0), int),
        SortKey(col(Track.created_at), datetime),
        SortKey(col(Track.id), int),
    ),
    descending=True,
)
TOP_POSTS = Order(
    "top",
    (
        _score(PostLifetime),
        SortKey(func.coalesce(col(PostLifetime.views), 0), int),
        SortKey(col(Post.created_at), datetime),
        SortKey(col(Post.id), int),
    ),
    descending=True,
)


async def top(work: Work, user_ids: Sequence[int], after: date | None = None) -> dict[int, list[Content]]:
    """The five tracks and posts of each user that most is made of: by score, then plays, views, and newest first.

    With `after`, by what was made of them before that day.
    """
    if after is not None:
        return await _top_until(work, user_ids, after)
    profile = profiles.artists_of(user_ids)
    best_tracks = await slices_of(
        work,
        tracks.visible(ANONYMOUS)
        .join(TrackArtist, col(TrackArtist.track_id) == Track.id)
        .join(profile, profile.c.artist_id == TrackArtist.artist_id)
        .outerjoin(TrackLifetime, col(TrackLifetime.track_id) == Track.id),
        profile.c.user_id,
        user_ids,
        TOP_TRACKS,
        Window(TOP_AT_MOST),
    )
    best_posts = await slices_of(
        work,
        posts.visible(ANONYMOUS).outerjoin(PostLifetime, col(PostLifetime.post_id) == Post.id),
        col(Post.user_id),
        user_ids,
        TOP_POSTS,
        Window(TOP_AT_MOST),
    )
    heard = await tracks.lifetimes(work, [row.id for piece in best_tracks.values() for row in piece.rows])
    read = await posts.lifetimes(work, [row.id for piece in best_posts.values() for row in piece.rows])
    found: dict[int, list[Content]] = {user_id: [] for user_id in user_ids}
    for user_id, tracks_of in best_tracks.items():
        found[user_id] += [_of_track(row, heard.get(row.id)) for row in tracks_of.rows]
    for user_id, posts_of in best_posts.items():
        found[user_id] += [_of_post(row, read[row.id]) for row in posts_of.rows]
    return {user_id: sorted(contents, key=_rank, reverse=True)[:TOP_AT_MOST] for user_id, contents in found.items()}


async def _top_until(work: Work, user_ids: Sequence[int], after: date) -> dict[int, list[Content]]:
    profile = profiles.artists_of(user_ids)
    of_tracks = (
        tracks.visible(ANONYMOUS)
        .join(TrackArtist, col(TrackArtist.track_id) == Track.id)
        .join(profile, profile.c.artist_id == TrackArtist.artist_id)
    )
    of_posts = posts.visible(ANONYMOUS).where(col(Post.user_id).in_(user_ids))
    own_tracks = await grouped(work, of_tracks, profile.c.user_id)
    own_posts = await grouped(work, of_posts, col(Post.user_id))
    heard = await tracks.lifetimes(work, [row.id for rows in own_tracks.values() for row in rows])
    read = await posts.lifetimes(work, [row.id for rows in own_posts.values() for row in rows])
    heard_later = await _later(work, TrackDay, col(TrackDay.track_id), list(heard), after)
    read_later = await _later(work, PostDay, col(PostDay.post_id), list(read), after)
    found: dict[int, list[Content]] = {user_id: [] for user_id in user_ids}
    for user_id, rows in own_tracks.items():
        found[user_id] += [_less(_of_track(row, heard.get(row.id)), heard_later.get(row.id)) for row in rows]
    for user_id, written in own_posts.items():
        found[user_id] += [_less(_of_post(row, read[row.id]), read_later.get(row.id)) for row in written]
    return {user_id: sorted(contents, key=_rank, reverse=True)[:TOP_AT_MOST] for user_id, contents in found.items()}


async def _later(
    work: Work, table: type[TrackDay] | type[PostDay], key: Any, ids: Sequence[int], after: date
) -> dict[int, dict[str, int]]:
    """What was made of tracks or posts from a day on."""
    plays = col(TrackDay.plays) if table is TrackDay else literal(0)
    sums = {
        "views": col(table.views),
        "plays": plays,
        "likes": col(table.likes_added) - col(table.likes_removed),
        "comments": col(table.comments),
        "saves": col(table.saves_added) - col(table.saves_removed),
        "shares": col(table.shares),
    }
    found: dict[int, dict[str, int]] = {}
    for some in upserts.chunks(ids):
        statement = select(key, *map(func.sum, sums.values())).where(key.in_(some), col(table.day) >= after)
        for owner_id, *numbers in (await work.session.execute(statement.group_by(key))).all():
            found[owner_id] = dict(zip(sums, map(int, numbers), strict=True))
    return found


def _less(content: Content, later: Mapping[str, int] | None) -> Content:
    return replace(content, **{name: getattr(content, name) - by for name, by in (later or {}).items()})


def _rank(content: Content) -> tuple[int, int, int, datetime, int]:
    return content.score, content.plays, content.views, content.item.created_at, content.item.id


def _of_track(row: Track, lifetime: TrackLifetime | None) -> Content:
    found = lifetime or TrackLifetime(track_id=row.id)
    return Content(row, found.views, found.plays, found.likes, found.comments, found.saves, found.shares)


def _of_post(row: Post, lifetime: PostLifetime) -> Content:
    return Content(row, lifetime.views, 0, lifetime.likes, lifetime.comments, lifetime.saves, lifetime.shares)
