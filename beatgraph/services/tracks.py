"""Tracks: who sees them, how they are listed, and how they come to be."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from beatgraph.auth import policy
from beatgraph.auth.viewer import Viewer
from beatgraph.drafts.tracks import TrackChanges, TrackDraft
from beatgraph.errors import ForbiddenError, InvalidError, NotFoundError
from beatgraph.models import Genre, Tag, Track, TrackArtist, TrackGenre, TrackLifetime, TrackTag
from beatgraph.paging import Order, Page, Paged, Slice, SortKey, Window, count_of, page_of, slice_of, slices_of
from beatgraph.services import albums, artists, credits, indexing, matching, rebuilding, uploads, words
from beatgraph.services.batches import pairs
from beatgraph.services.liveness import PUBLIC, live
from beatgraph.services.searching import track_found_by
from beatgraph.work import Work

PLAYED = func.coalesce(col(TrackLifetime.plays), 0)
ID = SortKey(col(Track.id), int)


def _with_lifetime(statement: Select[Any]) -> Select[Any]:
    return statement.outerjoin(TrackLifetime, col(TrackLifetime.track_id) == Track.id)


class TrackOrder(Enum):
    NEWEST = Order("newest", (SortKey(col(Track.created_at), datetime), ID), descending=True)
    OLDEST = Order("oldest", (SortKey(col(Track.created_at), datetime), ID))
    NAME = Order("name", (SortKey(func.lower(col(Track.name)), str), ID))
    MOST_PLAYED = Order("most_played", (SortKey(PLAYED, int), ID), descending=True, join=_with_lifetime)


ON_ALBUM = Order("on_album", (SortKey(func.coalesce(col(Track.number), 0), int), ID))


@dataclass(frozen=True)
class TrackFilter:
    """Which tracks; every condition that is given must hold."""

    text: str | None = None
    genre: str | None = None
    tag: str | None = None
    bpm_min: float | None = None
    bpm_max: float | None = None
    key: str | None = None
    scale: str | None = None
    duration_min: int | None = None
    duration_max: int | None = None


EVERYTHING = TrackFilter()


def visible(viewer: Viewer) -> SelectOfScalar[Track]:
    """Every read starts here, so that nothing unpublished leaks: public tracks, and those one is credited on."""
    statement = select(Track).where(col(Track.deleted_at).is_(None))
    if viewer.is_admin:
        return statement
    if viewer.user_id is None:
        return live()
    own = col(Track.user_id) == viewer.user_id
    if not viewer.artist_ids:
        return statement.where(or_(PUBLIC, own))
    credited = select(TrackArtist.track_id).where(col(TrackArtist.artist_id).in_(viewer.artist_ids))
    return statement.where(or_(PUBLIC, own, col(Track.id).in_(credited)))


def filtered(statement: SelectOfScalar[Track], wanted: TrackFilter) -> SelectOfScalar[Track]:
    if wanted.text:
        statement = statement.where(track_found_by(wanted.text))
    if wanted.genre:
        carrying = select(TrackGenre.track_id).join(Genre).where(col(Genre.name) == words.slug(wanted.genre))
        statement = statement.where(col(Track.id).in_(carrying))
    if wanted.tag:
        tagged = select(TrackTag.track_id).join(Tag).where(col(Tag.name) == words.slug(wanted.tag))
        statement = statement.where(col(Track.id).in_(tagged))
    for column, least, most in (
        (col(Track.bpm), wanted.bpm_min, wanted.bpm_max),
        (col(Track.duration), wanted.duration_min, wanted.duration_max),
    ):
        if least is not None:
            statement = statement.where(column >= least)
        if most is not None:
            statement = statement.where(column <= most)
    if wanted.key:
        statement = statement.where(col(Track.key) == wanted.key)
    if wanted.scale:
        statement = statement.where(col(Track.scale) == wanted.scale)
    return statement


async def get(work: Work, track_id: int) -> Track:
    track = (await work.session.exec(visible(work.viewer).where(col(Track.id) == track_id))).first()
    if track is None:
        raise NotFoundError("Track")
    return track


async def owned(work: Work, track_id: int) -> Track:
    """A track that the viewer may change, held until they have; to those who may not see it, it does not exist."""
    policy.signed_in(work.viewer)
    track = await get(work, track_id)
    if not (await editable(work, [track.id]))[track.id]:
        raise ForbiddenError
    await work.session.refresh(track, with_for_update=True)
    return track


async def by_ids(work: Work, ids: Sequence[int]) -> dict[int, Track]:
    rows = await work.session.exec(visible(work.viewer).where(col(Track.id).in_(ids)))
    return {row.id: row for row in rows}


async def window(work: Work, wanted: TrackFilter, order: TrackOrder, piece: Window) -> Slice[Track]:
    return await slice_of(work, filtered(visible(work.viewer), wanted), order.value, piece)


async def page(
    work: Work, wanted: TrackFilter, order: TrackOrder, page: Page, *, descending: bool | None = None
) -> Paged[Track]:
    return await page_of(work, filtered(visible(work.viewer), wanted), order.value.towards(descending=descending), page)


async def count(work: Work, wanted: TrackFilter = EVERYTHING) -> int:
    return await count_of(work, filtered(visible(work.viewer), wanted))


async def by_artists(
    work: Work, artist_ids: Sequence[int], piece: Window, order: TrackOrder
) -> dict[int, Slice[Track]]:
    statement = visible(work.viewer).join(TrackArtist, col(TrackArtist.track_id) == Track.id)
    return await slices_of(work, statement, col(TrackArtist.artist_id), artist_ids, order.value, piece)


async def count_by_artists(work: Work, artist_ids: Sequence[int]) -> dict[int, int]:
    statement = (
        visible(work.viewer)
        .join(TrackArtist, col(TrackArtist.track_id) == Track.id)
        .where(col(TrackArtist.artist_id).in_(artist_ids))
        .with_only_columns(col(TrackArtist.artist_id), func.count())
        .group_by(col(TrackArtist.artist_id))
    )
    return await pairs(work, statement)


async def page_by_artist(
    work: Work,
    artist_id: int,
    order: TrackOrder,
    page: Page,
    wanted: TrackFilter = EVERYTHING,
    *,
    descending: bool | None = None,
) -> Paged[Track]:
    credited = visible(work.viewer).join(TrackArtist, col(TrackArtist.track_id) == Track.id)
    statement = filtered(credited.where(col(TrackArtist.artist_id) == artist_id), wanted)
    return await page_of(work, statement, order.value.towards(descending=descending), page)


async def by_albums(work: Work, album_ids: Sequence[int], piece: Window, _options: object) -> dict[int, Slice[Track]]:
    """Tracks of many albums, in the order of their numbers."""
    return await slices_of(work, visible(work.viewer), col(Track.album_id), album_ids, ON_ALBUM, piece)


async def count_by_albums(work: Work, album_ids: Sequence[int]) -> dict[int, int]:
    statement = (
        visible(work.viewer)
        .where(col(Track.album_id).in_(album_ids))
        .with_only_columns(col(Track.album_id), func.count())
        .group_by(col(Track.album_id))
    )
    return await pairs(work, statement)


def led(viewer: Viewer) -> ColumnElement[bool]:
    """Tracks that the viewer uploaded, or whose main artist they run."""
    main = (
        select(TrackArtist.track_id)
        .where(col(TrackArtist.artist_id).in_(viewer.artist_ids))
        .where(col(TrackArtist.position) == 0)
    )
    return or_(col(Track.user_id) == viewer.user_id, col(Track.id).in_(main))


async def editable(work: Work, track_ids: Sequence[int]) -> dict[int, bool]:
    """Whether the viewer may change each track: its uploader, who runs its main artist, and admins may."""
    if work.viewer.is_anonymous:
        return dict.fromkeys(track_ids, False)
    if work.viewer.is_admin:
        return dict.fromkeys(track_ids, True)
    mine = select(Track.id).where(col(Track.id).in_(track_ids), led(work.viewer))
    own = set((await work.session.exec(mine)).all())
    return {track_id: track_id in own for track_id in track_ids}


async def lifetimes(work: Work, track_ids: Sequence[int]) -> dict[int, TrackLifetime]:
    """The sums that are kept beside many tracks."""
    rows = await work.session.exec(select(TrackLifetime).where(col(TrackLifetime.track_id).in_(track_ids)))
    return {row.track_id: row for row in rows}


async def create(work: Work, draft: TrackDraft) -> Track:
    """A new track, public at once; private if it is to be, or if its audio is elsewhere and was never decoded."""
    user_id = policy.uploader(work.viewer)
    sound = await uploads.sound(work, draft.file_entry_id, draft.src, draft.url)
    if sound is None and draft.url is None:
        raise InvalidError("A track needs audio: src, file_entry_id or url.", field="src")
    if sound is not None and not draft.confirm_duplicate:
        await matching.refuse_duplicate(work, sound, visible(work.viewer))
    producers = await artists.credited(work, draft.artists)
    track = Track(name=draft.name, user_id=user_id, source_url=draft.url, upload_id=sound.id if sound else None)
    if sound is not None:
        await uploads.describe(work, track, sound)
    await work.add(track)
    await _credit(work, track, producers)
    await _change(work, track, draft)
    if sound is None:
        track.private = True  # what was never decoded is never published
    if not track.private:
        track.published_at = work.now
    await work.session.flush()
    await indexing.expect(work, track)
    return track


async def update(work: Work, track_id: int, changes: TrackChanges) -> Track:
    async with rebuilding.following(work, [track_id]):
        track = await owned(work, track_id)
        if changes.artists is not None:
            await _credit(work, track, await artists.credited(work, changes.artists))
        sound = await uploads.sound(work, changes.file_entry_id, changes.src)
        if sound is not None and sound.id != track.upload_id:
            if not changes.confirm_duplicate:
                await matching.refuse_duplicate(work, sound, visible(work.viewer))
            track.upload_id = sound.id
            await uploads.describe(work, track, sound)
            await indexing.expect(work, track)
        hidden = track.private or track.published_at is None
        await _change(work, track, changes)
        if changes.private:
            _unpublish(track)
        elif hidden and changes.private is False:
            _publish(work, track)
        await work.session.flush()
        return track


async def publish(work: Work, track_id: int) -> Track:
    async with rebuilding.following(work, [track_id]):
        track = await owned(work, track_id)
        _publish(work, track)
        await work.session.flush()
        return track


async def unpublish(work: Work, track_id: int) -> Track:
    async with rebuilding.following(work, [track_id]):
        track = await owned(work, track_id)
        _unpublish(track)
        await work.session.flush()
        return track


async def delete(work: Work, track_ids: Sequence[int]) -> list[int]:
    """Delete all of these or, when one is not the viewer's, none; what is already gone is passed over."""
    policy.signed_in(work.viewer)
    async with rebuilding.following(work, track_ids):
        found = await by_ids(work, track_ids)
        allowed = await editable(work, list(found))
        if not all(allowed.values()):
            raise ForbiddenError
        for track in found.values():
            track.deleted_at = work.now
        await indexing.forget(work, list(found))
        await work.session.flush()
        return list(found)


def _publish(work: Work, track: Track) -> None:
    if track.upload_id is None:
        raise InvalidError("A track needs audio before it is published.", field="id")
    track.private = False
    track.published_at = track.published_at or work.now


def _unpublish(track: Track) -> None:
    track.private = True
    track.published_at = None


async def _credit(work: Work, track: Track, artist_ids: Sequence[int]) -> None:
    await artists.attach(work, TrackArtist, "track_id", track.id, artist_ids)
    await credits.keep_to(work, track.id, artist_ids)


async def _change(work: Work, track: Track, changes: TrackChanges) -> None:
    given = changes.given
    for name in ("name", "description", "duration", "bpm", "key", "scale", "number"):
        if name in given and not (name in MEASURED and given[name] is None):
            setattr(track, name, given[name])
    if "private" in given and given["private"] is not None:
        track.private = given["private"]
    if "image" in given:
        track.image = await uploads.picture(work, changes.image)
    if "album_id" in given:
        track.album_id = await _album(work, changes.album_id) if changes.album_id else None
    genres = [*([changes.genre] if changes.genre else []), *(changes.genres or [])]
    if "genres" in given or "genre" in given:
        found = await words.resolve(work, Genre, genres, field="genres")
        await words.attach(work, TrackGenre, "track_id", track.id, found)
    if "tags" in given:
        tags = await words.resolve(work, Tag, changes.tags or [], field="tags")
        await words.attach(work, TrackTag, "track_id", track.id, tags)
    if "credits" in given:
        await credits.replace(work, track.id, changes.credits or [])
    track.commerce = {**track.commerce, **changes.commerce}


async def _album(work: Work, album_id: int) -> int:
    try:
        return (await albums.owned(work, album_id)).id
    except NotFoundError as error:
        raise InvalidError(f"There is no album {album_id}.", field="album_id") from error


MEASURED = ("duration", "bpm", "key", "scale")
"""What the analysis fills in: a null in a request does not erase it."""
