"""Profiles: what everybody may know of a person, with the artist that they are."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import Subquery, func, union_all
from sqlalchemy import select as core_select
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from beatgraph.auth.viewer import ANONYMOUS
from beatgraph.models import (
    Artist,
    ArtistDay,
    ArtistLifetime,
    ArtistMember,
    ArtistStatus,
    Follow,
    MemberRole,
    Post,
    Track,
    TrackArtist,
    TrackCredit,
    UserFollow,
    UserLifetime,
)
from beatgraph.services import artists, posts, tracks
from beatgraph.services.batches import grouped, pairs
from beatgraph.work import Work


def artists_of(user_ids: Sequence[int] | None = None) -> Subquery:
    """The artist that each of these users is, or each user: the oldest active one that they own.

    Columns: `user_id`, `artist_id`.
    """
    wanted = () if user_ids is None else (col(ArtistMember.user_id).in_(user_ids),)
    return (
        select(col(ArtistMember.user_id).label("user_id"), func.min(Artist.id).label("artist_id"))
        .join(Artist, col(Artist.id) == ArtistMember.artist_id)
        .where(*wanted, col(ArtistMember.role) == MemberRole.OWNER)
        .where(col(Artist.deleted_at).is_(None), col(Artist.status) == ArtistStatus.ACTIVE)
        .group_by(col(ArtistMember.user_id))
        .subquery("profile")
    )


async def artists_by_users(work: Work, user_ids: Sequence[int]) -> dict[int, Artist]:
    """The artist that each user is to everybody, if they are one."""
    profile = artists_of(user_ids)
    statement = artists.visible(ANONYMOUS).join(profile, profile.c.artist_id == Artist.id)
    return {user_id: rows[0] for user_id, rows in (await grouped(work, statement, profile.c.user_id)).items()}


async def followers(work: Work, user_ids: Sequence[int], after: date | None = None) -> dict[int, int]:
    """People who follow the user or the artist that they are, each once.

    With `after` it is those who did before that day; of who followed the user, those who still do.
    """
    profile = artists_of(user_ids)
    both = (
        select(func.count())
        .select_from(UserFollow)
        .join(Follow, col(Follow.user_id) == UserFollow.user_id)
        .where(col(UserFollow.followed_id) == profile.c.user_id, col(Follow.artist_id) == profile.c.artist_id)
        .where(col(UserFollow.counted), col(Follow.counted))
        .correlate(profile)
    )
    of_artist: Any = func.coalesce(col(ArtistLifetime.followers), 0)
    of_users: Any = select(col(UserLifetime.user_id), col(UserLifetime.followers)).where(
        col(UserLifetime.user_id).in_(user_ids)
    )
    if after is not None:
        midnight = datetime.combine(after, time(), UTC)
        both = both.where(col(UserFollow.created_at) < midnight, col(Follow.created_at) < midnight)
        later = func.sum(col(ArtistDay.follows_added) - col(ArtistDay.follows_removed))
        since = select(func.coalesce(later, 0)).where(
            col(ArtistDay.artist_id) == profile.c.artist_id, col(ArtistDay.day) >= after
        )
        of_artist = of_artist - since.correlate(profile).scalar_subquery()
        of_users = (
            select(col(UserFollow.followed_id), func.count())
            .where(col(UserFollow.followed_id).in_(user_ids), col(UserFollow.counted))
            .where(col(UserFollow.created_at) < midnight)
            .group_by(col(UserFollow.followed_id))
        )
    of_artists = select(profile.c.user_id, of_artist - both.scalar_subquery()).join_from(
        profile, ArtistLifetime, col(ArtistLifetime.artist_id) == profile.c.artist_id, isouter=True
    )
    found = dict.fromkeys(user_ids, 0)
    for statement in (of_artists, of_users):
        for user_id, count in (await work.session.execute(statement)).all():
            found[user_id] += int(count)
    return found


async def followed_since(
    work: Work, user_id: int, artist_id: int | None, since: Sequence[datetime], until: datetime
) -> list[int]:
    """How many people follow the user or the artist that they are, since each of these instants or later.

    Who follows both does so since they first followed one of them.
    """
    of_artist = select(col(Follow.created_at)).where(
        col(Follow.artist_id) == artist_id, col(Follow.user_id) == col(UserFollow.user_id), col(Follow.counted)
    )
    of_user = select(col(UserFollow.created_at)).where(
        col(UserFollow.followed_id) == user_id, col(UserFollow.user_id) == col(Follow.user_id), col(UserFollow.counted)
    )
    before_user = of_artist.where(col(Follow.created_at) < col(UserFollow.created_at)).correlate(UserFollow)
    before_artist = of_user.where(col(UserFollow.created_at) <= col(Follow.created_at)).correlate(Follow)
    users_new = select(col(UserFollow.created_at)).where(
        col(UserFollow.followed_id) == user_id, col(UserFollow.counted), ~before_user.exists()
    )
    artists_new = select(col(Follow.created_at)).where(
        col(Follow.artist_id) == artist_id, col(Follow.counted), ~before_artist.exists()
    )
    new = union_all(
        users_new.where(col(UserFollow.created_at) >= min(since), col(UserFollow.created_at) < until),
        artists_new.where(col(Follow.created_at) >= min(since), col(Follow.created_at) < until),
    ).subquery("new")
    counts = [func.count().filter(new.c.created_at >= each) for each in since]
    return list((await work.session.execute(core_select(*counts).select_from(new))).one())


async def published(work: Work, user_ids: Sequence[int]) -> dict[int, int]:
    """Public tracks of the artist that each user is, and the user's posts."""
    profile = artists_of(user_ids)
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
    """Public tracks that the artist that each user is made together with others, with a profile or without."""
    profile, other = artists_of(user_ids), aliased(TrackArtist)
    shared = select(other.track_id).where(
        col(other.track_id) == Track.id, col(other.artist_id) != TrackArtist.artist_id
    )
    named = select(TrackCredit.id).where(
        col(TrackCredit.track_id) == Track.id, col(TrackCredit.artist_id).is_(None), col(TrackCredit.name).is_not(None)
    )
    statement = (
        tracks.visible(ANONYMOUS)
        .join(TrackArtist, col(TrackArtist.track_id) == Track.id)
        .join(profile, profile.c.artist_id == TrackArtist.artist_id)
        .where(shared.exists() | named.exists())
        .with_only_columns(profile.c.user_id, func.count())
        .group_by(profile.c.user_id)
    )
    return dict.fromkeys(user_ids, 0) | await pairs(work, statement)
