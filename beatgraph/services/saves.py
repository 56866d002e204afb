"""Saves: the tracks and posts that people keep for later, and the tracks that they put into playlists.

What one keeps is one's own business.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any

from sqlalchemy import false
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from beatgraph.auth import policy
from beatgraph.auth.viewer import Viewer
from beatgraph.models import EngagementKind, Playlist, PlaylistTrack, Save, Track
from beatgraph.paging import Order, SortKey
from beatgraph.services import audiences, engagements, folding, items, standings, tracks, upserts
from beatgraph.services.engagements import Change
from beatgraph.services.listings import Listing
from beatgraph.services.signals import ItemKind
from beatgraph.services.subjects import POST_SAVES, TRACK_SAVES, Subject
from beatgraph.work import Work

SUBJECTS: dict[ItemKind, Subject] = {ItemKind.TRACK: TRACK_SAVES, ItemKind.POST: POST_SAVES}
LATEST = Order("latest", (SortKey(col(Save.created_at), datetime), SortKey(col(Save.id), int)), descending=True)


def tracks_saved(viewer: Viewer) -> SelectOfScalar[Track]:
    """Tracks beside their saves: one's own and, to an admin, everybody's."""
    statement = tracks.visible(viewer).join(Save, col(Save.track_id) == Track.id).where(col(Save.in_library))
    if viewer.is_admin:
        return statement
    return statement.where(false() if viewer.user_id is None else col(Save.user_id) == viewer.user_id)


TRACKS_BY_USER = Listing(tracks_saved, col(Save.user_id), LATEST)


async def counts_by_tracks(work: Work, track_ids: Sequence[int]) -> dict[int, int]:
    return await standings.totals(work, TRACK_SAVES, track_ids)


async def saved_tracks(work: Work, track_ids: Sequence[int]) -> dict[int, bool]:
    return await standings.viewers(work, TRACK_SAVES, track_ids)


async def saved_posts(work: Work, post_ids: Sequence[int]) -> dict[int, bool]:
    return await standings.viewers(work, POST_SAVES, post_ids)


async def save(work: Work, kind: ItemKind, item_id: int) -> Any:
    """Keep it for later, and get its row; doing so again changes nothing."""
    policy.signed_in(work.viewer)
    item = await items.get(work, kind, item_id)
    await standings.keep(work, SUBJECTS[kind], item)
    return item.row


async def unsave(work: Work, kind: ItemKind, item_id: int) -> Any | None:
    """Keep it no longer, even when it has been hidden meanwhile: then None comes back."""
    return await standings.end(work, SUBJECTS[kind], item_id)


@dataclass(frozen=True, slots=True)
class Listed:
    """A track that somebody has put into a playlist."""

    user_id: int
    track_id: int


async def put(work: Work, put_in: Sequence[Track]) -> None:
    """The viewer has put tracks into a playlist: each is saved, unless it was."""
    user_id = policy.signed_in(work.viewer)
    await engagements.take_turn(work, user_id)
    own = await audiences.insiders_of_tracks(work, put_in)
    is_bot = audiences.is_bot(work)
    await _note(
        work,
        [
            Change(EngagementKind.LIST, track.id, user_id, work.now, counted=not (is_bot or track.id in own))
            for track in put_in
        ],
    )


async def taken(work: Work, taken_out: Collection[Listed]) -> None:
    """Tracks have been taken out of playlists: each is no longer saved, unless it is kept or in another playlist."""
    if not taken_out:
        return
    await engagements.take_turn(work, *(each.user_id for each in taken_out))
    still = await _listed(work, taken_out)
    gone = sorted(set(taken_out) - still, key=attrgetter("user_id", "track_id"))
    await _note(work, [Change(EngagementKind.UNLIST, each.track_id, each.user_id, work.now) for each in gone])


async def _note(work: Work, changes: Sequence[Change]) -> None:
    await folding.fold(work, (), await engagements.engage(work, TRACK_SAVES, changes))


async def _listed(work: Work, wanted: Collection[Listed]) -> set[Listed]:
    """Those of these that are in some playlist now."""
    user_ids, found = {each.user_id for each in wanted}, set[Listed]()
    for some in upserts.chunks(sorted({each.track_id for each in wanted})):
        statement = (
            select(PlaylistTrack.user_id, PlaylistTrack.track_id)
            .join(Playlist, col(Playlist.id) == PlaylistTrack.playlist_id)
            .where(col(PlaylistTrack.track_id).in_(some), col(PlaylistTrack.user_id).in_(user_ids))
            .where(col(Playlist.deleted_at).is_(None))
        )
        found |= {Listed(*row) for row in (await work.session.execute(statement)).all()}
    return found
