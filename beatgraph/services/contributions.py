"""Contributions: what live tracks are worth to each of their producers, as it was last computed or as of an instant."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlmodel import col, delete, func, select

from beatgraph.analytics import contribution as worth
from beatgraph.auth import policy
from beatgraph.errors import ForbiddenError
from beatgraph.models import ContributionSnapshot, Track, TrackArtist, TrackLifetime
from beatgraph.services import artists, heard, liveness, turns, upserts
from beatgraph.services.batches import pairs
from beatgraph.services.windows import reporting
from beatgraph.work import Work

EVERY = timedelta(hours=6)
"""How old a stored value gets at most while the jobs run."""
AT_A_TIME = 500
TURN = b"contribu"


@dataclass(frozen=True, slots=True)
class Contribution:
    """One producer's share of one track, unrounded."""

    value: float = 0.0
    last_updated: datetime | None = None
    """When it was computed; None before the first time."""


@dataclass(frozen=True, slots=True)
class Updated:
    """What was computed anew, and when."""

    artist_id: int
    tracks: int
    last_updated: datetime


async def by_tracks(
    work: Work, track_ids: Sequence[int], as_of: datetime | None = None, tz: str = "UTC"
) -> dict[int, Contribution]:
    """The stored value of each track or, as of an instant, what it is by the plays up to the end of that day.

    What is not live is worth nothing.
    """
    if as_of is None:
        return await _stored(work, track_ids)
    at = as_of.astimezone(UTC)
    found = {each.track_id: Contribution(each.value, at) for each in await _computed(work, track_ids, at, tz)}
    return {track_id: found.get(track_id, Contribution(0.0, at)) for track_id in track_ids}


async def by_artists(
    work: Work, artist_ids: Sequence[int], as_of: datetime | None = None, tz: str = "UTC"
) -> dict[int, float]:
    """What all live tracks of each artist are worth to that artist together, unrounded."""
    credited = (
        liveness.live()
        .join(TrackArtist, col(TrackArtist.track_id) == Track.id)
        .where(col(TrackArtist.artist_id).in_(artist_ids))
    )
    if as_of is None:
        latest = select(func.max(col(ContributionSnapshot.computed_at))).where(
            col(ContributionSnapshot.track_id) == Track.id
        )
        statement = (
            credited.join(ContributionSnapshot, col(ContributionSnapshot.track_id) == Track.id)
            .where(col(ContributionSnapshot.computed_at) == latest.correlate(Track).scalar_subquery())
            .with_only_columns(col(TrackArtist.artist_id), func.sum(col(ContributionSnapshot.value)))
            .group_by(col(TrackArtist.artist_id))
        )
        return dict.fromkeys(artist_ids, 0.0) | await pairs(work, statement)
    statement = credited.with_only_columns(col(TrackArtist.artist_id), col(Track.id)).order_by(col(Track.id))
    rows = (await work.session.execute(statement)).all()
    values = await by_tracks(work, list({track_id for _, track_id in rows}), as_of, tz)
    found = dict.fromkeys(artist_ids, 0.0)
    for artist_id, track_id in rows:
        found[artist_id] += values[track_id].value
    return found


async def update(work: Work, artist_id: int) -> Updated:
    """Compute the tracks of an artist anew, for those who act for it."""
    policy.signed_in(work.viewer)
    await artists.get(work, artist_id)
    if not policy.acts_for(work.viewer, artist_id):
        raise ForbiddenError
    credited = select(TrackArtist.track_id).where(col(TrackArtist.artist_id) == artist_id)
    live = liveness.live().where(col(Track.id).in_(credited)).with_only_columns(col(Track.id))
    ids = (await work.session.execute(live.order_by(col(Track.id)))).scalars().all()
    await keep(work, ids)
    return Updated(artist_id, len(ids), work.now)


async def due(work: Work, at_most: int = AT_A_TIME) -> list[int]:
    """Live tracks whose value was never computed, or six hours ago."""
    fresh = select(ContributionSnapshot.track_id).where(
        col(ContributionSnapshot.track_id) == Track.id, col(ContributionSnapshot.computed_at) > work.now - EVERY
    )
    statement = liveness.live().where(~fresh.exists()).with_only_columns(col(Track.id))
    return list((await work.session.execute(statement.order_by(col(Track.id)).limit(at_most))).scalars())


async def keep(work: Work, track_ids: Sequence[int]) -> None:
    """Compute these tracks now, and keep the values in place of older ones. Doing it again at once changes nothing."""
    if not track_ids:
        return
    await turns.take(work, TURN)
    rows = [each.model_dump() for each in await _computed(work, track_ids, work.now)]
    for some in upserts.chunks(rows, AT_A_TIME):
        statement = upserts.insert(work, ContributionSnapshot)
        columns = {name: statement.excluded[name] for name in ("plays", "producers", "value")}
        await work.session.execute(
            statement.on_conflict_do_update(index_elements=["track_id", "computed_at"], set_=columns), some
        )
    for chunk in upserts.chunks(track_ids):
        older = col(ContributionSnapshot.computed_at) < work.now
        await work.session.exec(
            delete(ContributionSnapshot).where(col(ContributionSnapshot.track_id).in_(chunk), older)
        )


async def _stored(work: Work, track_ids: Sequence[int]) -> dict[int, Contribution]:
    found: dict[int, Contribution] = {}
    for some in upserts.chunks(track_ids):
        statement = (
            liveness.live()
            .join(ContributionSnapshot, col(ContributionSnapshot.track_id) == Track.id)
            .where(col(Track.id).in_(some))
            .with_only_columns(col(Track.id), col(ContributionSnapshot.value), col(ContributionSnapshot.computed_at))
            .order_by(col(ContributionSnapshot.computed_at))
        )
        for track_id, value, computed_at in (await work.session.execute(statement)).all():
            found[track_id] = Contribution(value, computed_at)
    return {track_id: found.get(track_id, Contribution()) for track_id in track_ids}


async def _computed(work: Work, track_ids: Sequence[int], at: datetime, tz: str = "UTC") -> list[ContributionSnapshot]:
    producers = (
        select(func.count())
        .select_from(TrackArtist)
        .where(col(TrackArtist.track_id) == Track.id)
        .correlate(Track)
        .scalar_subquery()
    )
    plays_then = heard.plays(reporting(1, at, work.now, tz))
    found: list[ContributionSnapshot] = []
    for some in upserts.chunks(track_ids):
        statement = (
            liveness.live()
            .outerjoin(TrackLifetime, col(TrackLifetime.track_id) == Track.id)
            .where(col(Track.id).in_(some))
            .with_only_columns(
                col(Track.id),
                col(Track.created_at),
                col(Track.commerce),
                plays_then,
                producers,
            )
        )
        for track_id, created_at, commerce, plays, credited in (await work.session.execute(statement)).all():
            shown = int(plays)
            found.append(
                ContributionSnapshot(
                    track_id=track_id,
                    computed_at=at,
                    plays=shown,
                    producers=credited,
                    value=_value(shown, created_at, at, credited, commerce),
                )
            )
    return found


def _value(plays: int, created_at: datetime, at: datetime, producers: int, commerce: dict[str, Any]) -> float:
    if commerce.get("licensing_type") == "exclusive_only":
        return 0.0
    return worth.contribution(plays, worth.months_between(created_at, at), producers)
