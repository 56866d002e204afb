"""Crediting: which artists a track's numbers belong to: those that it credits, as long as it is live."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlmodel import col

from beatgraph.models import Track, TrackArtist
from beatgraph.services import liveness, upserts
from beatgraph.work import Work


@dataclass(frozen=True, slots=True)
class Credit:
    artist_id: int
    track_id: int


async def live(work: Work, track_ids: Collection[int]) -> set[Credit]:
    """Credits of those of these tracks that everybody can hear."""
    found: set[Credit] = set()
    for some in upserts.chunks(sorted(track_ids)):
        statement = (
            liveness.live()
            .join(TrackArtist, col(TrackArtist.track_id) == Track.id)
            .where(col(Track.id).in_(some))
            .with_only_columns(col(TrackArtist.artist_id), col(Track.id))
        )
        found |= {Credit(*row) for row in (await work.session.execute(statement)).all()}
    return found


async def artists_by_tracks(work: Work, track_ids: Collection[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for credit in await live(work, track_ids):
        found.setdefault(credit.track_id, []).append(credit.artist_id)
    return found
