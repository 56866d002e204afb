"""Dashboards: the figures of an artist's tracks, as of an instant, for both doors."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any

from sqlalchemy import Subquery, func, select
from sqlmodel import col

from beatgraph.analytics import contribution as worth
from beatgraph.analytics.cadence import whole_months
from beatgraph.analytics.change import change
from beatgraph.analytics.periods import Period
from beatgraph.analytics.rounding import rounded, whole
from beatgraph.auth import policy
from beatgraph.auth.viewer import ANONYMOUS
from beatgraph.models import Artist, ArtistDay, Label, Track, TrackArtist, TrackLifetime
from beatgraph.services import artists, contributions, heard, liveness, slots, tracks
from beatgraph.services.owners import ARTISTS
from beatgraph.services.windows import Reporting, reporting
from beatgraph.work import Work

RECENT = timedelta(days=30)
GROWTH_DAYS = 30
PERFORMANCE_AT_MOST = 20


@dataclass(frozen=True, slots=True)
class DashboardMeta:
    """What the figures are of: events up to `data_until` are in them."""

    generated_at: datetime
    data_until: datetime
    partial_day: bool
    timezone: str = "UTC"


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
    meta: DashboardMeta


@dataclass(frozen=True, slots=True)
class TrackPerformance:
    """One of an artist's latest tracks; months are whole ones of the calendar."""

    track_id: int
    track_name: str
    plays: int
    contribution_value: float
    months_since_upload: int
    upload_date: datetime
    last_updated: datetime | None


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


def meta(asked: Reporting) -> DashboardMeta:
    found = asked.meta(approximate=False)
    return DashboardMeta(found.generated_at, found.data_until, found.partial_day, found.timezone)


async def readable(work: Work, artist_ids: Sequence[int]) -> list[int]:
    """Those of these artists that the viewer runs, with upload access or without, or whose label is the viewer's.

    Admins may read the figures of all.
    """
    own = {artist_id for artist_id in artist_ids if policy.acts_for(work.viewer, artist_id)}
    others = [artist_id for artist_id in artist_ids if artist_id not in own]
    if others and not work.viewer.is_anonymous:
        labels = select(col(Label.id)).where(col(Label.user_id) == work.viewer.user_id, col(Label.deleted_at).is_(None))
        signed = artists.visible(work.viewer).where(col(Artist.id).in_(others), col(Artist.label_id).in_(labels))
        own.update((await work.session.execute(signed.with_only_columns(col(Artist.id)))).scalars())
    return list(own)


async def stats(
    work: Work, artist_ids: Sequence[int], as_of: datetime | None = None, tz: str = "UTC"
) -> dict[int, DashboardStats]:
    """Figures of those artists that the viewer runs or whose label it is; nobody else is told any, but admins.

    The catalogue is as it is now; plays are those up to and including the day of `as_of`. What the tracks are worth is
    what was last stored or, with `as_of`, what is computed for that instant.
    """
    asked, ids = reported(work, as_of, tz), await readable(work, artist_ids)
    if not ids:
        return {}
    sums = await _sums(work, ids, asked)
    growth = await _growth(work, ids, asked)
    together = await contributions.by_artists(work, ids, as_of, tz)
    values = await contributions.by_tracks(work, [each.top_id for each in sums.values()], as_of, tz) if sums else {}
    return {
        artist_id: _stats(
            found := sums.get(artist_id, _Sums()),
            growth.get(artist_id, 0.0),
            together[artist_id],
            values[found.top_id].value if found.top_plays else 0.0,
            meta(asked),
        )
        for artist_id in ids
    }


async def performance(
    work: Work, artist_ids: Sequence[int], as_of: datetime | None = None, tz: str = "UTC"
) -> dict[int, list[TrackPerformance]]:
    """The twenty latest tracks of those artists whose figures the viewer may read, newest first."""
    asked, ids = reported(work, as_of, tz), await readable(work, artist_ids)
    if not ids:
        return {}
    rows = live_tracks(ids, asked)
    place = func.row_number().over(partition_by=rows.c.artist_id, order_by=[rows.c.created_at.desc(), rows.c.id.desc()])
    ranked = select(*rows.c, place.label("place")).subquery("ranked")
    statement = select(*ranked.c).where(ranked.c.place <= PERFORMANCE_AT_MOST).order_by(ranked.c.place)
    latest = (await work.session.execute(statement)).all()
    values = await contributions.by_tracks(work, list({row.id for row in latest}), as_of, tz)
    found: dict[int, list[TrackPerformance]] = {artist_id: [] for artist_id in ids}
    for row in latest:
        value = values[row.id]
        found[row.artist_id].append(
            TrackPerformance(
                track_id=row.id,
                track_name=row.name,
                plays=int(row.plays),
                contribution_value=rounded(value.value, worth.DECIMALS),
                months_since_upload=whole_months(
                    row.created_at.astimezone(asked.zone), asked.at.astimezone(asked.zone)
                ),
                upload_date=row.created_at,
                last_updated=value.last_updated,
            )
        )
    return found


@dataclass(frozen=True, slots=True)
class _Sums:
    """All tracks of one artist together, and the most played one."""

    tracks: int = 0
    plays: int = 0
    with_plays: int = 0
    recent: int = 0
    top_id: int = 0
    top_name: str = ""
    top_plays: int = 0


def _stats(sums: _Sums, growth: float, together: float, of_top: float, meta: DashboardMeta) -> DashboardStats:
    top = TopTrack(sums.top_id, sums.top_name, sums.top_plays, rounded(of_top, worth.DECIMALS))
    return DashboardStats(
        total_tracks=sums.tracks,
        total_plays=sums.plays,
        total_contribution=rounded(together, worth.DECIMALS),
        recent_uploads=sums.recent,
        play_growth_percentage=growth,
        top_track=top if sums.top_plays else None,
        average_plays_per_track=average(sums.plays, sums.tracks),
        tracks_with_plays=sums.with_plays,
        meta=meta,
    )


def average(plays: int, number: int) -> int:
    """Plays a track, rounded; 0 where there is none."""
    return whole(Fraction(plays, number)) if number else 0


def reported(work: Work, as_of: datetime | None, tz: str) -> Reporting:
    return reporting(GROWTH_DAYS, as_of or work.now, work.now, tz)


def live_tracks(artist_ids: Sequence[int], asked: Reporting) -> Subquery:
    """Live tracks of these artists, each once for each, with its plays up to and including the last day."""
    return (
        liveness.live()
        .join(TrackArtist, col(TrackArtist.track_id) == Track.id)
        .outerjoin(TrackLifetime, col(TrackLifetime.track_id) == Track.id)
        .where(col(TrackArtist.artist_id).in_(artist_ids))
        .with_only_columns(
            col(TrackArtist.artist_id),
            col(Track.id),
            col(Track.name),
            col(Track.created_at),
            heard.plays(asked).label("plays"),
        )
        .subquery("own_tracks")
    )


async def _sums(work: Work, artist_ids: Sequence[int], asked: Reporting) -> dict[int, _Sums]:
    rows, at = live_tracks(artist_ids, asked), asked.at

    def together(number: Any) -> Any:
        return func.sum(number).over(partition_by=rows.c.artist_id)

    def times(condition: Any) -> Any:
        return func.count().filter(condition).over(partition_by=rows.c.artist_id)

    best_first = rows.c.plays.desc(), rows.c.created_at.desc(), rows.c.id
    ranked = select(
        rows.c.artist_id,
        func.count().over(partition_by=rows.c.artist_id).label("tracks"),
        together(rows.c.plays).label("plays_of_all"),
        times(rows.c.plays > 0).label("with_plays"),
        times((rows.c.created_at >= at - RECENT) & (rows.c.created_at < at)).label("recent"),
        rows.c.id,
        rows.c.name,
        rows.c.plays,
        func.row_number().over(partition_by=rows.c.artist_id, order_by=best_first).label("place"),
    ).subquery("ranked")
    statement = select(*ranked.c).where(ranked.c.place == 1)
    return {
        row.artist_id: _Sums(
            row.tracks, int(row.plays_of_all), row.with_plays, row.recent, row.id, row.name, int(row.plays)
        )
        for row in (await work.session.execute(statement)).all()
    }


async def _growth(work: Work, artist_ids: Sequence[int], asked: Reporting) -> dict[int, float]:
    """Plays of the days of the window against those of as many before, in per cent."""
    window = asked.window
    if not asked.is_utc:
        both = Period(window.previous.first, window.after)
        local = await slots.by_days(work, ARTISTS, artist_ids, both, asked.zone)
        return {
            artist_id: change(slots.total(days, window).plays, slots.total(days, window.previous).plays)
            for artist_id, days in local.items()
        }
    day = col(ArtistDay.day)
    current = func.sum(col(ArtistDay.plays)).filter(day >= window.first)
    previous = func.sum(col(ArtistDay.plays)).filter(day < window.first)
    statement = (
        select(col(ArtistDay.artist_id), func.coalesce(current, 0), func.coalesce(previous, 0))
        .where(col(ArtistDay.artist_id).in_(artist_ids), day.between(window.previous.first, window.last))
        .group_by(col(ArtistDay.artist_id))
    )
    return {
        artist_id: change(int(now), int(before))
        for artist_id, now, before in (await work.session.execute(statement)).all()
    }
