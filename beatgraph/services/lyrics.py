"""Lyrics: one a track, written by who may change the track, read by everybody who may see it."""

from collections.abc import Sequence

from sqlmodel import col, delete, select
from sqlmodel.sql.expression import SelectOfScalar

from beatgraph import verses
from beatgraph.auth import policy
from beatgraph.auth.viewer import Viewer
from beatgraph.drafts.lyrics import LyricChanges, LyricDraft
from beatgraph.errors import ConflictError, ForbiddenError, InvalidError, NotFoundError
from beatgraph.models import Lyric, Track
from beatgraph.paging import Order, Page, Paged, Slice, SortKey, Window, count_of, page_of, slice_of
from beatgraph.services import tracks
from beatgraph.work import Work

NEWEST = Order("newest", (SortKey(col(Lyric.id), int),), descending=True)


def visible(viewer: Viewer) -> SelectOfScalar[Lyric]:
    """Every read starts here: the lyrics of tracks that the viewer may see."""
    seen = tracks.visible(viewer).with_only_columns(col(Track.id))
    return select(Lyric).where(col(Lyric.track_id).in_(seen))


async def get(work: Work, lyric_id: int) -> Lyric:
    lyric = (await work.session.exec(visible(work.viewer).where(col(Lyric.id) == lyric_id))).first()
    if lyric is None:
        raise NotFoundError("Lyric")
    return lyric


async def of_track(work: Work, track_id: int) -> Lyric:
    track = await tracks.get(work, track_id)
    lyric = (await by_tracks(work, [track.id])).get(track.id)
    if lyric is None:
        raise NotFoundError("Lyric")
    return lyric


async def by_ids(work: Work, ids: Sequence[int]) -> dict[int, Lyric]:
    rows = await work.session.exec(visible(work.viewer).where(col(Lyric.id).in_(ids)))
    return {row.id: row for row in rows}


async def by_tracks(work: Work, track_ids: Sequence[int]) -> dict[int, Lyric]:
    rows = await work.session.exec(visible(work.viewer).where(col(Lyric.track_id).in_(track_ids)))
    return {row.track_id: row for row in rows}


async def window(work: Work, piece: Window) -> Slice[Lyric]:
    return await slice_of(work, visible(work.viewer), NEWEST, piece)


async def page(work: Work, page: Page) -> Paged[Lyric]:
    return await page_of(work, visible(work.viewer), NEWEST, page)


async def count(work: Work) -> int:
    return await count_of(work, visible(work.viewer))


async def create(work: Work, draft: LyricDraft) -> Lyric:
    """Write down a track's words; a track has one lyric, which is changed, not written again."""
    user_id = policy.signed_in(work.viewer)
    try:
        track = await tracks.owned(work, draft.track_id)
    except NotFoundError as error:
        raise InvalidError(f"There is no track {draft.track_id}.", field="track_id") from error
    if track.id in await by_tracks(work, [track.id]):
        raise ConflictError("This track has a lyric already.")
    lyric = Lyric(track_id=track.id, user_id=user_id, text=draft.text)
    _write(lyric, draft)
    return await work.add(lyric)


async def owned(work: Work, lyric_id: int) -> Track:
    """The track of a lyric that the viewer may change."""
    policy.signed_in(work.viewer)
    return await tracks.owned(work, (await get(work, lyric_id)).track_id)


async def update(work: Work, lyric_id: int, changes: LyricChanges) -> Lyric:
    track = await owned(work, lyric_id)
    # Read anew and held: somebody else may have just written, or be about to delete it.
    held = visible(work.viewer).where(col(Lyric.id) == lyric_id).with_for_update()
    lyric = (await work.session.exec(held.execution_options(populate_existing=True))).first()
    if lyric is None:
        raise NotFoundError("Lyric")
    if changes.track_id not in (None, track.id):
        raise InvalidError("A lyric stays with its track.", field="track_id")
    _write(lyric, changes)
    await work.session.flush()
    return lyric


async def remove(work: Work, lyric_ids: Sequence[int]) -> list[int]:
    """Delete all of these or, when one is not the viewer's, none; what is already gone is passed over."""
    policy.signed_in(work.viewer)
    found = await by_ids(work, lyric_ids)
    allowed = await tracks.editable(work, [lyric.track_id for lyric in found.values()])
    if not all(allowed.values()):
        raise ForbiddenError
    # Held in one order, so that no two deletions wait for each other.
    await work.session.exec(select(Lyric.id).where(col(Lyric.id).in_(found)).order_by(col(Lyric.id)).with_for_update())
    await work.session.exec(delete(Lyric).where(col(Lyric.id).in_(found)))
    return list(found)


def _write(lyric: Lyric, changes: LyricChanges) -> None:
    if changes.text is not None:
        lyric.text = changes.text
    lyric.is_synced = verses.is_synced(verses.lines(lyric.text))
    if changes.is_synced not in (None, lyric.is_synced):
        words = "has times" if lyric.is_synced else "has no times"
        raise InvalidError(f"The text {words} in front of its lines.", field="is_synced")
