"""Track credits: a role on a track, given to one of its artists or to a name."""

from collections.abc import Sequence

from sqlmodel import col, delete, select

from beatgraph.drafts.tracks import CreditDraft
from beatgraph.errors import InvalidError
from beatgraph.models import CreditRole, TrackArtist, TrackCredit
from beatgraph.services.batches import grouped
from beatgraph.work import Work


async def by_tracks(work: Work, track_ids: Sequence[int]) -> dict[int, list[TrackCredit]]:
    statement = (
        select(TrackCredit)
        .where(col(TrackCredit.track_id).in_(track_ids))
        .order_by(col(TrackCredit.track_id), col(TrackCredit.position), col(TrackCredit.id))
    )
    return await grouped(work, statement, col(TrackCredit.track_id))


async def replace(work: Work, track_id: int, drafts: Sequence[CreditDraft]) -> None:
    """Make these the credits of a track, in this order; a profile that is credited is one of the track's artists."""
    own = select(TrackArtist.artist_id).where(col(TrackArtist.track_id) == track_id)
    known = set((await work.session.exec(own)).all())
    for draft in drafts:
        if draft.role not in set(CreditRole):
            raise InvalidError(f"“{draft.role}” is no credit role.", field="credits")
        if draft.artist_id is not None and draft.artist_id not in known:
            raise InvalidError(f"Artist {draft.artist_id} is not one of the track's artists.", field="credits")
    await work.session.exec(delete(TrackCredit).where(col(TrackCredit.track_id) == track_id))
    for position, draft in enumerate(drafts):
        work.session.add(
            TrackCredit(
                track_id=track_id, artist_id=draft.artist_id, name=draft.name, role=draft.role, position=position
            )
        )
    await work.session.flush()


async def keep_to(work: Work, track_id: int, artist_ids: Sequence[int]) -> None:
    """Drop the credits of artists that are no longer the track's."""
    gone = col(TrackCredit.artist_id).not_in(artist_ids)  # a null is neither in nor out: names stay
    await work.session.exec(delete(TrackCredit).where(col(TrackCredit.track_id) == track_id, gone))
