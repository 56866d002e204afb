"""Profiles: what everybody may know of a person, with the artist that they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Subquery, func
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from beatgraph.auth.viewer import ANONYMOUS
from beatgraph.models import (
    Artist,
    ArtistLifetime,
    ArtistMember,
    ArtistStatus,
    Follow,
    MemberRole,
    Post,
    PostLifetime,
    Track,
    TrackArtist,
    TrackLifetime,
    UserFollow,
    UserLifetime,
)
from beatgraph.paging import Order, SortKey, Window, slices_of
from beatgraph.services import artists, posts, tracks
from beatgraph.services.batches import grouped, pairs
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


def _artists_of(user_ids: Sequence[int]) -> Subquery:
    """The artist that each of these users is: the oldest active one that they own."""
    return (
        select(col(ArtistMember.user_id).label("user_id"), func.min(Artist.id).label("artist_id"))
        .join(Artist, col(Artist.id) == ArtistMember.artist_id)
        .where(col(ArtistMember.user_id).in_(user_ids), col(ArtistMember.role) == MemberRole.OWNER)
        .where(col(Artist.deleted_at).is_(None), col(Artist.status) == ArtistStatus.ACTIVE)
        .group_by(col(ArtistMember.user_id))
        .subquery("profile")
    )


async def artists_by_users(work: Work, user_ids: Sequence[int]) -> dict[int, Artist]:
    """The artist that each user is to everybody, if they are one."""
    profile = _artists_of(user_ids)
    statement = artists.visible(ANONYMOUS).join(profile, profile.c.artist_id == Artist.id)
    return {user_id: rows[0] for user_id, rows in (await grouped(work, statement, profile.c.user_id)).items()}


async def followers(work: Work, user_ids: Sequence[int]) -> dict[int, int]:
    """People who follow the user or the artist that they are, each once."""
    profile = _artists_of(user_ids)
    both = (
        select(func.count())
        .select_from(UserFollow)
        .join(Follow, col(Follow.user_id) == UserFollow.user_id)
        .where(col(UserFollow.followed_id) == profile.c.user_id, col(Follow.artist_id) == profile.c.artist_id)
        .where(col(UserFollow.counted), col(Follow.counted))
        .correlate(profile)
        .scalar_subquery()
    )
    of_artists = select(profile.c.user_id, func.coalesce(col(ArtistLifetime.followers), 0) - both).join_from(
        profile, ArtistLifetime, col(ArtistLifetime.artist_id) == profile.c.artist_id, isouter=True
    )
    of_users = select(UserLifetime.user_id, UserLifetime.followers).where(col(UserLifetime.user_id).in_(user_ids))
    found = dict.fromkeys(user_ids, 0)
    for statement in (of_artists, of_users):
        for user_id, count in (await work.session.execute(statement)).all():
            found[user_id] += count
    return found


async def published(work: Work, user_ids: Sequence[int]) -> dict[int, int]:
    """Public tracks of the artist that each user is, and the user's posts."""
    profile = _artists_of(user_ids)
    of_tracks = (
        tracks.visible(ANONYMOUS)
        .join(TrackArtist, col(TrackArtist.track_id) == Track.id)
        .join(profile, profile.c.artist_id == TrackArtist.artist_id)
        .with_only_columns(profile.c.user_id, func.count())
        .group_by(profile.c.user_id)
    )
    of_posts = (
        posts.visible(ANONYMOUS)
        .where(col(Post.user_id).in_(user_ids))
        .with_only_columns(col(Post.user_id), func.count())
        .group_by(col(Post.user_id))
    )
    found = dict.fromkeys(user_ids, 0)
    for statement in (of_tracks, of_posts):
        for user_id, count in (await work.session.execute(statement)).all():
            found[user_id] += count
    return found


async def collaborations(work: Work, user_ids: Sequence[int]) -> dict[int, int]:
    """Public tracks that the artist that each user is made together with others."""
    profile, other = _artists_of(user_ids), aliased(TrackArtist)
    shared = select(other.track_id).where(
        col(other.track_id) == Track.id, col(other.artist_id) != TrackArtist.artist_id
    )
    statement = (
        tracks.visible(ANONYMOUS)
        .join(TrackArtist, col(TrackArtist.track_id) == Track.id)
        .join(profile, profile.c.artist_id == TrackArtist.artist_id)
        .where(shared.exists())
        .with_only_columns(profile.c.user_id, func.count())
        .group_by(profile.c.user_id)
    )
    return dict.fromkeys(user_ids, 0) | await pairs(work, statement)


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


async def top_content(work: Work, user_ids: Sequence[int]) -> dict[int, list[Content]]:
    """The five tracks and posts of each user that most is made of: by score, then plays, views, and newest first."""
    profile = _artists_of(user_ids)
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


def _rank(content: Content) -> tuple[int, int, int, datetime, int]:
    return content.score, content.plays, content.views, content.item.created_at, content.item.id


def _of_track(row: Track, lifetime: TrackLifetime | None) -> Content:
    found = lifetime or TrackLifetime(track_id=row.id)
    return Content(row, found.views, found.plays, found.likes, found.comments, found.saves, found.shares)


def _of_post(row: Post, lifetime: PostLifetime) -> Content:
    return Content(row, lifetime.views, 0, lifetime.likes, lifetime.comments, lifetime.saves, lifetime.shares)
