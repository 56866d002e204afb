"""Dashboards: the figures of an artist's tracks, as of an instant, for both doors."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any

from sqlalchemy import case
from sqlmodel import col, func, select

from beatgraph.analytics import contribution as worth
from beatgraph.analytics.change import change
from beatgraph.analytics.periods import Period, period
from beatgraph.analytics.rounding import rounded, whole
from beatgraph.auth import policy
from beatgraph.auth.viewer import ANONYMOUS
from beatgraph.models import Track, TrackArtist, TrackDay, TrackLifetime
from beatgraph.services import tracks, upserts
from beatgraph.work import Work

RECENT = timedelta(days=30)
GROWTH_DAYS = 30


@dataclass(frozen=True, slots=True)
class TopTrack:
    """An artist's most played track, and what it is worth to them."""

    id: int
    name: str
    plays: int
    contribution_value: float


@dataclass(frozen=True, slots=True)
class DashboardStats:
    """Plays, uploads and contribution of all public tracks that an artist is credited on."""

    total_tracks: int
    total_plays: int
    total_contribution: float
    recent_uploads: int
    play_growth_percentage: float
    top_track: TopTrack | None
    average_plays_per_track: int
    tracks_with_plays: int


@dataclass(frozen=True, slots=True)
class _Figures:
    """One track in one artist's list."""

    id: int
    name: str
    created_at: datetime
    plays: int
    current: int
    previous: int
    contribution: float


@dataclass(frozen=True)
class Totals:
    """What of an artist is public."""

    tracks: int
    plays: int


async def totals(work: Work, artist_id: int) -> Totals:
    """Live tracks that credit an artist, and all their plays."""
    credited = tracks.visible(ANONYMOUS).join(TrackArtist, col(TrackArtist.track_id) == Track.id)
    statement = (
        credited.where(col(TrackArtist.artist_id) == artist_id)
        .outerjoin(TrackLifetime, col(TrackLifetime.track_id) == Track.id)
        .with_only_columns(func.count(col(Track.id)), func.coalesce(func.sum(col(TrackLifetime.plays)), 0))
    )
    counted, plays = (await work.session.execute(statement)).one()
    return Totals(tracks=counted, plays=int(plays))


async def stats(work: Work, artist_ids: Sequence[int], as_of: datetime | None = None) -> dict[int, DashboardStats]:
    """Figures of those artists for whom the viewer acts; nobody else is told any.

    The catalogue is as it is now; plays are those up to and including the day of `as_of`.
    """
    at = (as_of or work.now).astimezone(UTC)
    own = [artist_id for artist_id in artist_ids if policy.acts_for(work.viewer, artist_id)]
    found = await _figures(work, own, at) if own else {}
    return {artist_id: _stats(found.get(artist_id, []), at) for artist_id in own}


def _stats(figures: Sequence[_Figures], at: datetime) -> DashboardStats:
    plays = sum(each.plays for each in figures)
    top = max(figures, key=lambda each: (each.plays, each.created_at, -each.id), default=None)
    return DashboardStats(
        total_tracks=len(figures),
        total_plays=plays,
        total_contribution=rounded(sum(each.contribution for each in figures), worth.DECIMALS),
        recent_uploads=sum(at - RECENT <= each.created_at < at for each in figures),
        play_growth_percentage=change(sum(each.current for each in figures), sum(each.previous for each in figures)),
        top_track=TopTrack(top.id, top.name, top.plays, rounded(top.contribution, worth.DECIMALS))
        if top is not None and top.plays
        else None,
        average_plays_per_track=whole(Fraction(plays, len(figures))) if figures else 0,
        tracks_with_plays=sum(each.plays > 0 for each in figures),
    )


async def _figures(work: Work, artist_ids: Sequence[int], at: datetime) -> dict[int, list[_Figures]]:
    producers = (
        select(func.count())
        .select_from(TrackArtist)
        .where(col(TrackArtist.track_id) == Track.id)
        .correlate(Track)
        .scalar_subquery()
    )
    credited = TrackArtist.__table__.alias("credited")  # type: ignore[attr-defined]
    statement = (
        tracks.visible(ANONYMOUS)
        .join(credited, credited.c.track_id == Track.id)
        .outerjoin(TrackLifetime, col(TrackLifetime.track_id) == Track.id)
        .where(credited.c.artist_id.in_(artist_ids))
        .with_only_columns(
            credited.c.artist_id,
            col(Track.id),
            col(Track.name),
            col(Track.created_at),
            col(Track.commerce),
            func.coalesce(col(TrackLifetime.plays), 0),
            producers,
        )
    )
    rows = (await work.session.execute(statement)).all()
    window = period(GROWTH_DAYS, at)
    days = await _days(work, list({row[1] for row in rows}), window)
    found: dict[int, list[_Figures]] = {}
    for artist_id, track_id, name, created_at, commerce, lifetime, credits in rows:
        booked = days.get(track_id, _Booked())
        plays = lifetime - booked.later
        found.setdefault(artist_id, []).append(
            _Figures(
                track_id,
                name,
                created_at,
                plays,
                booked.current,
                booked.previous,
                _contribution(plays, created_at, at, credits, commerce),
            )
        )
    return found


def _contribution(plays: int, created_at: datetime, at: datetime, credits: int, commerce: dict[str, Any]) -> float:
    if commerce.get("licensing_type") == "exclusive_only":
        return 0.0
    return worth.contribution(plays, worth.months_between(created_at, at), credits)


@dataclass(frozen=True, slots=True)
class _Booked:
    """Plays of one track in a period, in the one before, and on days after it."""

    current: int = 0
    previous: int = 0
    later: int = 0


async def _days(work: Work, track_ids: Sequence[int], window: Period) -> dict[int, _Booked]:
    day, plays = col(TrackDay.day), col(TrackDay.plays)
    found: dict[int, _Booked] = {}
    for some in upserts.chunks(track_ids):
        statement = (
            select(
                TrackDay.track_id,
                func.sum(case((day.between(window.first, window.last), plays), else_=0)),
                func.sum(case((day < window.first, plays), else_=0)),
                func.sum(case((day > window.last, plays), else_=0)),
            )
            .where(col(TrackDay.track_id).in_(some), day >= window.previous.first)
            .group_by(col(TrackDay.track_id))
        )
        for track_id, *sums in (await work.session.execute(statement)).all():
            found[track_id] = _Booked(*map(int, sums))
    return found
