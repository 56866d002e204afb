"""Playlist tracks: what is in a playlist, in which order, and how that changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import case, func
from sqlmodel import col, delete, insert, select, update
from sqlmodel.sql.expression import SelectOfScalar

from beatgraph.auth.viewer import Viewer
from beatgraph.drafts.playlists import TRACKS_AT_MOST
from beatgraph.errors import InvalidError, QuotaError
from beatgraph.models import Playlist, PlaylistTrack, Track
from beatgraph.paging import Order, Page, Paged, Slice, SortKey, Window, page_of, slices_of
from beatgraph.services import playlists, saves, tracks
from beatgraph.services.batches import pairs
from beatgraph.work import Work

its_playlist = col(PlaylistTrack.playlist_id)
IN_ORDER = Order("in_playlist", (SortKey(col(PlaylistTrack.position), int), SortKey(col(Track.id), int)))


class PlaylistFullError(QuotaError):
    code = "PLAYLIST_FULL"
    message = f"A playlist has at most {TRACKS_AT_MOST} tracks."


@dataclass(frozen=True)
class Added:
    """A playlist, how many tracks are new in it, and how many were named that had been there."""

    playlist: Playlist
    added: int
    duplicates: int


@dataclass(frozen=True)
class Removed:
    playlist: Playlist
    removed: int


def visible(viewer: Viewer) -> SelectOfScalar[Track]:
    """Every read starts here: tracks in playlists, without those that the viewer may not see."""
    return tracks.visible(viewer).join(PlaylistTrack, col(PlaylistTrack.track_id) == Track.id)


async def by_playlists(
    work: Work, playlist_ids: Sequence[int], piece: Window, _options: object
) -> dict[int, Slice[Track]]:
    return await slices_of(work, visible(work.viewer), its_playlist, playlist_ids, IN_ORDER, piece)


async def count_by_playlists(work: Work, playlist_ids: Sequence[int]) -> dict[int, int]:
    statement = visible(work.viewer).where(its_playlist.in_(playlist_ids)).with_only_columns(its_playlist, func.count())
    return dict.fromkeys(playlist_ids, 0) | await pairs(work, statement.group_by(its_playlist))


async def durations_by_playlists(work: Work, playlist_ids: Sequence[int]) -> dict[int, int]:
    """How long it takes to hear many playlists, in milliseconds."""
    length = func.coalesce(func.sum(col(Track.duration)), 0)
    statement = visible(work.viewer).where(its_playlist.in_(playlist_ids)).with_only_columns(its_playlist, length)
    found = await pairs(work, statement.group_by(its_playlist))
    return {playlist_id: int(found.get(playlist_id, 0)) for playlist_id in playlist_ids}


async def covers_by_playlists(work: Work, playlist_ids: Sequence[int]) -> dict[int, str]:
    """The picture of many playlists: their own or, without one, the first that one of their tracks has."""
    place = func.row_number().over(partition_by=its_playlist, order_by=col(PlaylistTrack.position))
    pictured = (
        visible(work.viewer)
        .where(its_playlist.in_(playlist_ids), col(Track.image).is_not(None))
        .with_only_columns(its_playlist, col(Track.image), place.label("place"))
        .subquery()
    )
    statement = (
        playlists.visible(work.viewer)
        .where(col(Playlist.id).in_(playlist_ids))
        .outerjoin(pictured, (pictured.c.playlist_id == Playlist.id) & (pictured.c.place == 1))
        .with_only_columns(col(Playlist.id), func.coalesce(col(Playlist.image), pictured.c.image))
    )
    return await pairs(work, statement)


async def page_by_playlist(work: Work, playlist: Playlist, page: Page) -> Paged[Track]:
    return await page_of(work, visible(work.viewer).where(its_playlist == playlist.id), IN_ORDER, page)


async def add(work: Work, playlist_id: int, track_ids: Sequence[int]) -> Added:
    """Put tracks on top, in the order in which they are named; those that are there already stay where they are."""
    playlist = await playlists.edited(work, playlist_id)
    found = await tracks.by_ids(work, track_ids)
    missing = [str(track_id) for track_id in dict.fromkeys(track_ids) if track_id not in found]
    if missing:
        raise InvalidError(f"There is no such track: {', '.join(missing)}.", field="ids")
    before = await _in_order(work, playlist)
    new = [track_id for track_id in dict.fromkeys(track_ids) if track_id not in before]
    if len(before) + len(new) > TRACKS_AT_MOST:
        raise PlaylistFullError
    if new:
        await _arrange(work, playlist, before, [*new, *before])
        await saves.put(work, [found[track_id] for track_id in new])
    return Added(playlist, len(new), len(track_ids) - len(new))


async def remove(work: Work, playlist_id: int, track_ids: Sequence[int]) -> Removed:
    """Take tracks out; those that are not in it are passed over."""
    playlist = await playlists.edited(work, playlist_id)
    before = await _in_order(work, playlist)
    after = [track_id for track_id in before if track_id not in set(track_ids)]
    if len(after) < len(before):
        listed = await playlists.listed(work, [playlist.id], before.keys() - after)
        await _arrange(work, playlist, before, after)
        await saves.taken(work, listed)
    return Removed(playlist, len(before) - len(after))


async def reorder(work: Work, playlist_id: int, track_ids: Sequence[int]) -> Playlist:
    """Put these tracks first, and the others after them as they were; what the viewer does not see stays in place."""
    playlist = await playlists.managed(work, playlist_id)
    before = await _in_order(work, playlist)
    seen = set(await tracks.by_ids(work, list(before)))
    if not seen.issuperset(track_ids):
        raise InvalidError("The ids must be those of tracks in the playlist.", field="ids")
    moved = iter(dict.fromkeys([*track_ids, *(track_id for track_id in before if track_id in seen)]))
    await _arrange(work, playlist, before, [next(moved) if each in seen else each for each in before])
    return playlist


async def _in_order(work: Work, playlist: Playlist) -> dict[int, int]:
    """Each track of a playlist with its place. Tracks that have been deleted are swept out first: nobody sees them."""
    gone = select(Track.id).where(col(Track.id) == col(PlaylistTrack.track_id), col(Track.deleted_at).is_not(None))
    await work.session.exec(delete(PlaylistTrack).where(its_playlist == playlist.id, gone.exists()))
    place = col(PlaylistTrack.position)
    statement = (
        select(PlaylistTrack.track_id, PlaylistTrack.position).where(its_playlist == playlist.id).order_by(place)
    )
    return await pairs(work, statement)


async def _arrange(work: Work, playlist: Playlist, before: Mapping[int, int], after: Sequence[int]) -> None:
    """Write down another order, with places from 1 and without gaps."""
    places = {track_id: place for place, track_id in enumerate(after, start=1)}
    gone = before.keys() - places.keys()
    moved = {track_id: place for track_id, place in places.items() if before.get(track_id, place) != place}
    new = places.keys() - before.keys()
    track = col(PlaylistTrack.track_id)
    if gone:
        await work.session.exec(delete(PlaylistTrack).where(its_playlist == playlist.id, track.in_(gone)))
    if moved:
        await work.session.exec(
            update(PlaylistTrack)
            .where(its_playlist == playlist.id, track.in_(moved))
            .values(position=case(moved, value=track))
            .execution_options(synchronize_session=False)
        )
    if new:
        added = {"playlist_id": playlist.id, "user_id": work.viewer.user_id, "created_at": work.now}
        rows = [{**added, "track_id": track_id, "position": places[track_id]} for track_id in sorted(new)]
        await work.session.execute(insert(PlaylistTrack), rows)
    playlist.updated_at = work.now
    await work.session.flush()
