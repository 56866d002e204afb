"""Follows: the artists and the people that people follow."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from beatgraph.auth import policy
from beatgraph.auth.viewer import Viewer
from beatgraph.errors import BadRequestError, QuotaError
from beatgraph.models import Artist, Follow, User, UserFollow
from beatgraph.paging import Order, SortKey
from beatgraph.services import artists, audiences, engagements, standings, users
from beatgraph.services.batches import pairs
from beatgraph.services.engagements import Pair
from beatgraph.services.listings import Listing
from beatgraph.services.subjects import ARTISTS, USERS, Subject
from beatgraph.work import Work

FOLLOWING_AT_MOST = 5_000


class SelfFollowError(BadRequestError):
    code = "SELF_FOLLOW"
    message = "You cannot follow yourself."


class FollowLimitError(QuotaError):
    code = "FOLLOW_LIMIT"
    message = "One can follow at most 5 000 artists and people."


async def follow(work: Work, artist_id: int) -> Artist:
    """Follow an artist; one's own follows stand and are not counted, nor are those of bots."""
    user_id = policy.signed_in(work.viewer)
    artist = await artists.get(work, artist_id)
    counted = not (audiences.is_insider_of_artist(work, artist.id) or audiences.is_bot(work))
    await _begin(work, ARTISTS, Pair(user_id, artist.id), counted=counted)
    return artist


async def unfollow(work: Work, artist_id: int) -> Artist | None:
    """No longer follow an artist, even one who has been hidden meanwhile: then None comes back."""
    if await _end(work, ARTISTS, artist_id):
        return (await artists.by_ids(work, [artist_id])).get(artist_id)
    return await artists.get(work, artist_id)


async def follow_user(work: Work, user_id: int) -> User:
    """Follow somebody else; doing so again changes nothing."""
    viewer_id = policy.signed_in(work.viewer)
    user = await users.get(work, user_id)
    if user.id == viewer_id:
        raise SelfFollowError
    await _begin(work, USERS, Pair(viewer_id, user.id), counted=audiences.is_any(work))
    return user


async def unfollow_user(work: Work, user_id: int) -> User | None:
    """No longer follow somebody, even one who is gone by now: then None comes back."""
    if await _end(work, USERS, user_id):
        return (await users.by_ids(work, [user_id])).get(user_id)
    return await users.get(work, user_id)


async def _begin(work: Work, subject: Subject, pair: Pair, *, counted: bool) -> None:
    await engagements.take_turn(work, pair.user_id)
    if await engagements.stands(work, subject, pair):
        return
    await make_room(work, pair.user_id)
    await engagements.set_standing(work, subject, pair, wanted=True, counted=counted)


async def _end(work: Work, subject: Subject, followed_id: int) -> bool:
    """Whether there was something to end."""
    pair = Pair(policy.signed_in(work.viewer), followed_id)
    stood = await engagements.stands(work, subject, pair)
    if stood:
        await engagements.set_standing(work, subject, pair, wanted=False, counted=True)
    return stood


async def make_room(work: Work, user_id: int, new: int = 1) -> None:
    """Refuse to follow more than one can; those who have been hidden meanwhile are followed still."""
    held = 0
    for table in (Follow, UserFollow):
        statement = select(func.count()).select_from(table).where(col(table.user_id) == user_id)
        held += (await work.session.exec(statement)).one()
    if held + new > FOLLOWING_AT_MOST:
        raise FollowLimitError


async def counts_by_artists(work: Work, artist_ids: Sequence[int]) -> dict[int, int]:
    return await standings.totals(work, ARTISTS, artist_ids)


async def followed(work: Work, artist_ids: Sequence[int]) -> dict[int, bool]:
    """Whether the viewer follows each artist; nothing is known of nobody."""
    return await standings.viewers(work, ARTISTS, artist_ids)


async def followed_users(work: Work, user_ids: Sequence[int]) -> dict[int, bool]:
    return await standings.viewers(work, USERS, user_ids)


def _latest(since: datetime, last: int) -> Order:
    return Order("latest", (SortKey(col(since), datetime), SortKey(col(last), int)), descending=True)


def _followers_of_users(viewer: Viewer) -> SelectOfScalar[User]:
    return users.visible(viewer).join(UserFollow, col(UserFollow.user_id) == User.id)


def _followers_of_artists(viewer: Viewer) -> SelectOfScalar[User]:
    return users.visible(viewer).join(Follow, col(Follow.user_id) == User.id)


def _users_followed(viewer: Viewer) -> SelectOfScalar[User]:
    return users.visible(viewer).join(UserFollow, col(UserFollow.followed_id) == User.id)


def _artists_followed(viewer: Viewer) -> SelectOfScalar[Artist]:
    return artists.visible(viewer).join(Follow, col(Follow.artist_id) == Artist.id)


FOLLOWERS_OF_USER = Listing(_followers_of_users, col(UserFollow.followed_id), _latest(UserFollow.created_at, User.id))
FOLLOWERS_OF_ARTIST = Listing(_followers_of_artists, col(Follow.artist_id), _latest(Follow.created_at, User.id))
USERS_BY_FOLLOWER = Listing(_users_followed, col(UserFollow.user_id), _latest(UserFollow.created_at, User.id))
ARTISTS_BY_FOLLOWER = Listing(_artists_followed, col(Follow.user_id), _latest(Follow.created_at, Artist.id))


async def followings(work: Work, user_ids: Sequence[int], until: datetime | None = None) -> dict[int, int]:
    """How many artists and people each user follows, of those that are listed to the viewer.

    With `until`, of those only whom they have followed since an instant before it.
    """
    found = dict.fromkeys(user_ids, 0)
    for listing, since in ((ARTISTS_BY_FOLLOWER, Follow.created_at), (USERS_BY_FOLLOWER, UserFollow.created_at)):
        statement = listing.rows(work.viewer).where(listing.parent.in_(user_ids))
        if until is not None:
            statement = statement.where(col(since) < until)
        counted = statement.with_only_columns(listing.parent, func.count()).group_by(listing.parent)
        for user_id, count in (await pairs(work, counted)).items():
            found[user_id] += count
    return found
