"""Reposts: the tracks and albums that people show to their own followers."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from math import ceil
from typing import Any

from sqlalchemy import or_
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from beatgraph.auth import policy
from beatgraph.auth.viewer import Viewer
from beatgraph.errors import BadRequestError, TooManyRequestsError
from beatgraph.models import Album, AlbumArtist, Engagement, EngagementKind, Repost, Track, TrackArtist, User
from beatgraph.paging import Order, SortKey
from beatgraph.services import albums, engagements, items, standings, tracks, users
from beatgraph.services.engagements import Pair
from beatgraph.services.items import Item
from beatgraph.services.listings import Listing
from beatgraph.services.signals import ItemKind
from beatgraph.services.subjects import ALBUM_REPOSTS, TRACK_REPOSTS, Subject
from beatgraph.work import Work

SUBJECTS: dict[ItemKind, Subject] = {ItemKind.TRACK: TRACK_REPOSTS, ItemKind.ALBUM: ALBUM_REPOSTS}
HOUR_AT_MOST, DAY_AT_MOST = 20, 100
LIMITS = ((timedelta(hours=1), HOUR_AT_MOST), (timedelta(days=1), DAY_AT_MOST))
LATEST = Order("latest", (SortKey(col(Repost.created_at), datetime), SortKey(col(Repost.id), int)), descending=True)


class OwnRepostError(BadRequestError):
    code = "OWN_REPOST"
    message = "You cannot repost your own work."


def visible(viewer: Viewer) -> SelectOfScalar[Repost]:
    """Every read starts here: by people whom the viewer may see, of what they may see."""
    person = users.visible(viewer).where(col(User.id) == Repost.user_id).correlate(Repost)
    track = tracks.visible(viewer).where(col(Track.id) == Repost.track_id).correlate(Repost)
    album = albums.visible(viewer).where(col(Album.id) == Repost.album_id).correlate(Repost)
    return select(Repost).where(person.exists(), or_(track.exists(), album.exists()))


async def by_ids(work: Work, ids: Sequence[int]) -> dict[int, Repost]:
    rows = await work.session.exec(visible(work.viewer).where(col(Repost.id).in_(ids)))
    return {row.id: row for row in rows}


BY_USER = Listing(visible, col(Repost.user_id), LATEST)


async def counts_by_tracks(work: Work, track_ids: Sequence[int]) -> dict[int, int]:
    return await standings.totals(work, TRACK_REPOSTS, track_ids)


async def counts_by_albums(work: Work, album_ids: Sequence[int]) -> dict[int, int]:
    return await standings.totals(work, ALBUM_REPOSTS, album_ids)


async def reposted_tracks(work: Work, track_ids: Sequence[int]) -> dict[int, bool]:
    return await standings.viewers(work, TRACK_REPOSTS, track_ids)


async def reposted_albums(work: Work, album_ids: Sequence[int]) -> dict[int, bool]:
    return await standings.viewers(work, ALBUM_REPOSTS, album_ids)


async def repost(work: Work, kind: ItemKind, item_id: int) -> Repost:
    """Repost a track or an album of somebody else; doing so again changes nothing."""
    user_id = policy.signed_in(work.viewer)
    item = await items.get(work, kind, item_id)
    if not item.counted and await _is_own(work, item):
        raise OwnRepostError
    subject, pair = SUBJECTS[kind], Pair(user_id, item.id)
    await engagements.take_turn(work, user_id)
    if not await engagements.stands(work, subject, pair):
        await _refuse_too_many(work, user_id)
        await standings.begin(work, subject, item)
    return (await work.session.exec(_standing(kind, pair))).one()


async def unrepost(work: Work, kind: ItemKind, item_id: int) -> Any | None:
    """No longer repost it, even when it has been hidden meanwhile: then None comes back."""
    return await standings.end(work, SUBJECTS[kind], item_id)


async def toggle(work: Work, kind: ItemKind, item_id: int) -> Repost | None:
    """Repost it or, if one has, no longer: then None comes back."""
    pair = Pair(policy.signed_in(work.viewer), item_id)
    await engagements.take_turn(work, pair.user_id)
    if not await engagements.stands(work, SUBJECTS[kind], pair):
        return await repost(work, kind, item_id)
    await unrepost(work, kind, item_id)
    return None


def _standing(kind: ItemKind, pair: Pair) -> SelectOfScalar[Repost]:
    key = col(Repost.track_id if kind is ItemKind.TRACK else Repost.album_id)
    return select(Repost).where(col(Repost.user_id) == pair.user_id, key == pair.subject_id)


async def _is_own(work: Work, item: Item) -> bool:
    """Whether it is the viewer's own work; to admins, who are never counted, not everything is."""
    if item.row.user_id == work.viewer.user_id:
        return True
    if item.kind is ItemKind.TRACK:
        credited = select(TrackArtist.artist_id).where(TrackArtist.track_id == item.id)
    else:
        credited = select(AlbumArtist.artist_id).where(AlbumArtist.album_id == item.id)
    return bool(set(work.viewer.artist_ids) & set((await work.session.exec(credited)).all()))


async def _refuse_too_many(work: Work, user_id: int) -> None:
    """Reposts count against the limits when they begin, whether they still stand or not."""
    waits = [await _wait(work, user_id, length, at_most) for length, at_most in LIMITS]
    if any(waits):
        raise TooManyRequestsError("You have reposted as much as you can for now.", retry_after=max(waits))


async def _wait(work: Work, user_id: int, length: timedelta, at_most: int) -> int:
    """Seconds until one more can be made within such a length of time; 0 for at once."""
    begun = (
        select(Engagement.occurred_at)
        .where(Engagement.user_id == user_id, Engagement.kind == EngagementKind.REPOST.value)
        .where(col(Engagement.occurred_at) > work.now - length)
        .order_by(col(Engagement.occurred_at).desc())
        .offset(at_most - 1)
        .limit(1)
    )
    first = (await work.session.exec(begun)).first()
    return 0 if first is None else ceil((first + length - work.now).total_seconds())
