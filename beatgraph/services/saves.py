"""Saves: the tracks and posts that people keep for later; what one keeps is one's own business."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import false
from sqlmodel import col
from sqlmodel.sql.expression import SelectOfScalar

from beatgraph.auth import policy
from beatgraph.auth.viewer import Viewer
from beatgraph.models import Save, Track
from beatgraph.paging import Order, SortKey
from beatgraph.services import items, standings, tracks
from beatgraph.services.engagements import POST_SAVES, TRACK_SAVES, Subject
from beatgraph.services.listings import Listing
from beatgraph.services.signals import ItemKind
from beatgraph.work import Work

SUBJECTS: dict[ItemKind, Subject] = {ItemKind.TRACK: TRACK_SAVES, ItemKind.POST: POST_SAVES}
LATEST = Order("latest", (SortKey(col(Save.created_at), datetime), SortKey(col(Save.id), int)), descending=True)


def tracks_saved(viewer: Viewer) -> SelectOfScalar[Track]:
    """Tracks beside their saves: one's own and, to an admin, everybody's."""
    statement = tracks.visible(viewer).join(Save, col(Save.track_id) == Track.id)
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
