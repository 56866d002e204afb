"""Download figures: how often an artist's public tracks were downloaded in a period, which ones, and by whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import col
from sqlmodel import select as select_rows

from beatgraph.analytics.charts import days_of
from beatgraph.analytics.periods import Period
from beatgraph.analytics.zones import begins
from beatgraph.auth.viewer import ANONYMOUS
from beatgraph.drafts.insights import DownloadPeriod
from beatgraph.models import ArtistDay, Download, Track, TrackArtist, User
from beatgraph.paging import Page, Paged
from beatgraph.services import liveness, readers, rollups, tracks, users
from beatgraph.services.owners import ARTISTS, TRACKS
from beatgraph.services.readers import Whose
from beatgraph.services.rollups import Cell
from beatgraph.services.sums import month_of
from beatgraph.services.windows import InsightMeta, reporting
from beatgraph.work import Work

LENGTHS = {DownloadPeriod.WEEK: 7, DownloadPeriod.MONTH: 30, DownloadPeriod.QUARTER: 90, DownloadPeriod.ALL: 1}
LISTED_AT_MOST = 20
FIRST = Page(size=LISTED_AT_MOST)
LATEST = col(Download.occurred_at).desc(), col(Download.event_id).desc()


@dataclass(frozen=True, slots=True)
class DownloadedTrack:
    id: int
    name: str
    image: str | None
    downloads: int


@dataclass(frozen=True, slots=True)
class DownloadPoint:
    """A day; of all time, a month by its first day."""

    date: date
    value: int


@dataclass(frozen=True, slots=True)
class Downloaded:
    """One grant; by nobody, if it was a guest's or of somebody without a public profile."""

    event_id: UUID
    occurred_at: datetime
    track: Track
    user: User | None

    @property
    def track_id(self) -> int:
        return self.track.id

    @property
    def user_id(self) -> int | None:
        return self.user.id if self.user else None


@dataclass(frozen=True, slots=True)
class DownloadFigures:
    """Repeats count as downloads; people are accounts. Licences are issued by commerce, which does not exist yet."""

    period: DownloadPeriod
    downloads: int
    people: int
    top_track: DownloadedTrack | None
    over_time: list[DownloadPoint]
    meta: InsightMeta
    licenses_issued: int = 0


@dataclass(frozen=True, slots=True)
class _Asked:
    window: Period
    meta: InsightMeta


def _asked(work: Work, wanted: DownloadPeriod, as_of: datetime | None) -> _Asked:
    found = reporting(LENGTHS[wanted], (as_of or work.now).astimezone(UTC), work.now)
    everything = wanted is DownloadPeriod.ALL
    window = rollups.until(found.window.after) if everything else found.window
    return _Asked(window, found.meta(approximate=False, lifetime=everything))


async def by_artists(
    work: Work,
    artist_ids: Sequence[int],
    wanted: DownloadPeriod = DownloadPeriod.MONTH,
    as_of: datetime | None = None,
) -> dict[int, DownloadFigures]:
    """Of those whose figures the viewer may read; as many statements for many as for one."""
    own = await readers.permitted(work, Whose.ARTIST, artist_ids)
    if not own:
        return {}
    asked = _asked(work, wanted, as_of)
    its = await readers.live_tracks(work, Whose.ARTIST, own)
    everything = {each for some in its.values() for each in some}
    stretch = await rollups.stretches(work, [asked.window])
    sums = await rollups.sums(work, ARTISTS, own, ["downloads"], stretch)
    of_tracks = await rollups.sums(work, TRACKS, everything, ["downloads"], stretch)
    days = await _days(work, own, asked.window)
    people = await _people(work, own, asked.window)
    top = {
        artist: max(some, key=lambda each: (_of(of_tracks, each), -each), default=None) for artist, some in its.items()
    }
    rows = await tracks.by_ids(work, sorted({each for each in top.values() if each is not None}))
    return {
        artist: DownloadFigures(
            period=wanted,
            downloads=_of(sums, artist),
            people=people.get(artist, 0),
            top_track=_top(rows.get(top[artist] or 0), _of(of_tracks, top[artist] or 0)),
            over_time=_over_time(days.get(artist, {}), wanted, asked.window),
            meta=asked.meta,
        )
        for artist in own
    }


def _of(sums: Mapping[Cell, rollups.Named], owner_id: int) -> int:
    return sums.get(Cell(owner_id, 0), {}).get("downloads", 0)


def _top(track: Track | None, downloads: int) -> DownloadedTrack | None:
    return DownloadedTrack(track.id, track.name, track.image, downloads) if track and downloads else None


def _over_time(days: Mapping[date, int], wanted: DownloadPeriod, window: Period) -> list[DownloadPoint]:
    if wanted is not DownloadPeriod.ALL:
        return [DownloadPoint(day, days.get(day, 0)) for day in days_of(window)]
    months: dict[date, int] = {}
    for day in sorted(days):
        months[month_of(day)] = months.get(month_of(day), 0) + days[day]
    return [DownloadPoint(month, value) for month, value in months.items()]


async def _days(work: Work, artist_ids: Sequence[int], window: Period) -> dict[int, dict[date, int]]:
    """Days on which there were any."""
    day, downloads = col(ArtistDay.day), col(ArtistDay.downloads)
    statement = select(col(ArtistDay.artist_id), day, downloads).where(
        col(ArtistDay.artist_id).in_(artist_ids), day.between(window.first, window.last), downloads > 0
    )
    found: dict[int, dict[date, int]] = {}
    for artist_id, on, value in (await work.session.execute(statement)).all():
        found.setdefault(artist_id, {})[on] = value
    return found


def _within(window: Period) -> Any:
    at = col(Download.occurred_at)
    return (at >= begins(window.first, UTC)) & (at < begins(window.after, UTC))


async def _people(work: Work, artist_ids: Sequence[int], window: Period) -> dict[int, int]:
    artist = col(TrackArtist.artist_id)
    live = liveness.live().with_only_columns(col(Track.id))
    statement = (
        select(artist, func.count(col(Download.user_id).distinct()))
        .join(Download, col(Download.track_id) == col(TrackArtist.track_id))
        .where(artist.in_(artist_ids), col(TrackArtist.track_id).in_(live), col(Download.counted), _within(window))
        .group_by(artist)
    )
    return {artist_id: people for artist_id, people in (await work.session.execute(statement)).all()}


async def latest(
    work: Work,
    artist_ids: Sequence[int],
    wanted: DownloadPeriod = DownloadPeriod.MONTH,
    as_of: datetime | None = None,
) -> dict[int, list[Downloaded]]:
    """The latest twenty grants of each whose figures the viewer may read."""
    own = await readers.permitted(work, Whose.ARTIST, artist_ids)
    artist = col(TrackArtist.artist_id)
    place = func.row_number().over(partition_by=artist, order_by=LATEST)
    ranked = (
        select(artist.label("artist_id"), col(Download.event_id).label("event_id"), place.label("place"))
        .join(TrackArtist, col(TrackArtist.track_id) == col(Download.track_id))
        .where(artist.in_(own), col(Download.counted), _within(_asked(work, wanted, as_of).window))
        .where(col(Download.track_id).in_(liveness.live().with_only_columns(col(Track.id))))
        .subquery()
    )
    statement = (
        select(ranked.c.artist_id, Download)
        .join(Download, col(Download.event_id) == ranked.c.event_id)
        .where(ranked.c.place <= LISTED_AT_MOST)
        .order_by(ranked.c.artist_id, ranked.c.place)
    )
    found: dict[int, list[Download]] = {each: [] for each in own}
    for artist_id, row in (await work.session.execute(statement)).all():
        found[artist_id].append(row)
    shown = await _shown(work, [row for rows in found.values() for row in rows])
    return {each: [shown[row.event_id] for row in rows if row.event_id in shown] for each, rows in found.items()}


async def page(
    work: Work, artist_id: int, wanted: DownloadPeriod, as_of: datetime | None = None, page: Page = FIRST
) -> Paged[Downloaded]:
    """The grants of the period, the latest first, for whoever may read the artist's figures."""
    await readers.seen(work, Whose.ARTIST, artist_id)
    credited = select(col(TrackArtist.track_id)).where(col(TrackArtist.artist_id) == artist_id)
    live = liveness.live().where(col(Track.id).in_(credited)).with_only_columns(col(Track.id))
    counted = col(Download.track_id).in_(live) & col(Download.counted) & _within(_asked(work, wanted, as_of).window)
    total = (await work.session.exec(select_rows(func.count()).select_from(Download).where(counted))).one()
    latest_first = select_rows(Download).where(counted).order_by(*LATEST).offset(page.begin).limit(page.size)
    rows = (await work.session.exec(latest_first)).all() if total > page.begin else []
    shown = await _shown(work, rows)
    return Paged([shown[row.event_id] for row in rows if row.event_id in shown], page, total)


async def _shown(work: Work, rows: Sequence[Download]) -> dict[UUID, Downloaded]:
    """These grants with their tracks, and with those people who have a public profile."""
    named = await tracks.by_ids(work, sorted({row.track_id for row in rows}))
    ids = sorted({row.user_id for row in rows if row.user_id is not None})
    profiles = (await work.session.exec(users.visible(ANONYMOUS).where(col(User.id).in_(ids)))).all()
    people = {row.id: row for row in profiles}
    return {
        row.event_id: Downloaded(row.event_id, row.occurred_at, named[row.track_id], people.get(row.user_id or 0))
        for row in rows
        if row.track_id in named
    }
