"""Exports: figures of one's own tracks, albums and artist profiles, by day and in all."""

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func
from sqlmodel import col, select

from beatgraph.analytics.change import change
from beatgraph.analytics.periods import PERIODS, Period
from beatgraph.analytics.rounding import rounded
from beatgraph.analytics.sketches import Sketch, united
from beatgraph.analytics.zones import utc_days
from beatgraph.auth import policy
from beatgraph.auth.viewer import ANONYMOUS
from beatgraph.drafts.exports import ExportDraft, ExportType, ReportDraft
from beatgraph.errors import ForbiddenError
from beatgraph.exports import DayRow, Figures, Item, ItemTotals, Point, Report, added, metrics
from beatgraph.exports.report import NAMES
from beatgraph.models import (
    Album,
    AlbumArtist,
    Artist,
    ArtistDay,
    ArtistSketch,
    Track,
    TrackArtist,
    TrackDay,
    TrackSketch,
)
from beatgraph.services import albums, artists, slots, tracks, upserts
from beatgraph.services.owners import ARTISTS, TRACKS
from beatgraph.services.windows import DAY, Reporting, reporting
from beatgraph.work import Work

LISTED_AT_MOST = 100
"""Items that a report lists; its totals count all."""
AT_ONCE = 50
"""Items whose days are read together."""
SUMS = {
    "plays": "plays",
    "qualified_plays": "qualified",
    "views": "views",
    "comments": "comments",
    "shares": "shares",
    "downloads": "downloads",
}
STANDING = ("likes", "reposts", "saves")
"""Those of a day began on it and stand still."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What is exported: items in their order, and the tracks or artists whose numbers each of them adds up."""

    items: tuple[Item, ...]
    owners: Mapping[int, tuple[int, ...]]
    by_artist: bool
    reporting: Reporting
    type: ExportType
    period: str
    generated_at: datetime

    @property
    def window(self) -> Period:
        return self.reporting.window

    @property
    def size(self) -> int:
        """Rows: one for each item and day, and that of the totals."""
        return len(self.items) * self.window.days + 1


async def scope(work: Work, asked: ExportDraft) -> Scope:
    """What the viewer may export: what credits a profile of theirs that may upload."""
    policy.uploader(work.viewer)
    mine = work.viewer.uploading_ids
    if not mine:
        raise ForbiddenError("This needs an artist profile.")
    owners: dict[int, tuple[int, ...]]
    match asked.type:
        case ExportType.TRACKS:
            items = await _items(work, _tracks(mine), Track)
            owners = {item.id: (item.id,) for item in items}
        case ExportType.ALBUMS:
            items, owners = await _albums(work, mine)
        case _:
            items = await _items(work, artists.visible(work.viewer).where(col(Artist.id).in_(mine)), Artist)
            owners = {item.id: (item.id,) for item in items}
    return Scope(
        tuple(items),
        owners,
        asked.type is ExportType.ARTISTS,
        reporting(PERIODS[asked.period], asked.as_of or work.now, work.now, asked.tz),
        asked.type,
        asked.period,
        work.now,
    )


async def rows(work: Work, found: Scope) -> AsyncIterator[DayRow]:
    """A row for each item and day, and one of all in the whole period; some items at a time."""
    whole: list[Figures] = []
    everybody, timed = Sketch(), found.reporting.is_utc
    for start in range(0, len(found.items), AT_ONCE):
        some = found.items[start : start + AT_ONCE]
        days = await _days(work, found, some, found.window)
        sketches = await _sketches(work, found, some, found.reporting.days)
        for item in some:
            for number in range(found.window.days):
                day = found.window.first + timedelta(days=number)
                touched = _dates(_touched(found, day))
                written = [
                    sketches[owner, each]
                    for owner in dict.fromkeys(found.owners[item.id])
                    for each in touched
                    if (owner, each) in sketches
                ]
                figures = _told(_of(days, found.owners[item.id], [day]), united(written), timed=timed)
                whole.append(figures)
                yield DayRow(item, day, figures)
        for each in sketches.values():
            everybody.unite(Sketch.read(each))
    yield DayRow(None, None, _told(whole, everybody, timed=timed))


async def report(work: Work, found: Scope, asked: ReportDraft) -> Report:
    """A period beside the one before it."""
    window, before, timed = found.window, found.window.previous, found.reporting.is_utc
    # In UTC, days that local days touch: those of the two periods may have one in common.
    touched, touched_before = found.reporting.days, found.reporting.days_before
    current, previous, listed, approximate = Sketch(), Sketch(), [], False
    sums: list[Figures] = []
    sums_before: list[Figures] = []
    plays: dict[date, int] = {}
    for start in range(0, len(found.items), AT_ONCE):
        some = found.items[start : start + AT_ONCE]
        both = Period(before.first, window.after)
        days = await _days(work, found, some, both)
        sketches = await _sketches(work, found, some, Period(touched_before.first, touched.after))
        for item in some:
            owners = set(found.owners[item.id])
            listeners = united(each for (owner, day), each in sketches.items() if owner in owners and day in touched)
            approximate = approximate or not listeners.is_exact
            now = _told(_of(days, owners, _dates(window)), listeners, timed=timed)
            past = added(_of(days, owners, _dates(before)), listeners=0, timed=timed)
            sums.append(now)
            sums_before.append(past)
            listed.append(ItemTotals(item, now, past.plays, change(now.plays, past.plays)))
            for owner in owners:
                for day in _dates(both):
                    if (owner, day) in days:
                        plays[day] = plays.get(day, 0) + days[owner, day].plays
        for (_, day), each in sketches.items():
            for sketch, its in ((current, touched), (previous, touched_before)):
                if day in its:
                    sketch.unite(Sketch.read(each))
    totals, past = _told(sums, current, timed=timed), _told(sums_before, previous, timed=timed)
    changes = {key: change(getattr(totals, key), getattr(past, key)) for key in NAMES}
    listed.sort(key=lambda each: (-each.figures.plays, each.item.id))
    return Report(
        title=f"{await _name(work)}: {found.type}",
        kind=found.type.value,
        period=found.period,
        first=window.first,
        last=window.last,
        generated_at=found.generated_at,
        metrics=metrics(totals, past, changes),
        items=listed[:LISTED_AT_MOST],
        items_in_all=len(listed),
        totals=totals,
        points=[
            Point(day, plays.get(day, 0), plays.get(day - timedelta(days=window.days), 0)) for day in _dates(window)
        ],
        charts=asked.include_charts,
        approximate=approximate or not (timed and current.is_exact and previous.is_exact),
        timezone=found.reporting.tz,
    )


def _told(several: Sequence[Figures], listeners: Sketch, *, timed: bool) -> Figures:
    """Sums with their listeners: UTC days that a local one touches may know of more than there were plays on it."""
    plays = sum(each.plays for each in several)
    return added(several, listeners=min(listeners.count(), plays), timed=timed)


def _touched(found: Scope, day: date) -> Period:
    """The UTC days that a day of the zone touches."""
    only = Period(day, day + DAY)
    return only if found.reporting.is_utc else utc_days(only, found.reporting.zone)


def _dates(window: Period) -> list[date]:
    return [window.first + timedelta(days=number) for number in range(window.days)]


def _of(days: Mapping[tuple[int, date], Figures], owners: Iterable[int], dates: Sequence[date]) -> list[Figures]:
    return [days[owner, day] for owner in owners for day in dates if (owner, day) in days]


async def _name(work: Work) -> str:
    mine = await artists.by_ids(work, work.viewer.uploading_ids)
    return mine[work.viewer.uploading_ids[0]].name


def _tracks(mine: Sequence[int]) -> Any:
    credited = select(TrackArtist.track_id).where(col(TrackArtist.artist_id).in_(mine))
    return tracks.visible(ANONYMOUS).where(col(Track.id).in_(credited))


async def _items(work: Work, statement: Any, kind: Any) -> list[Item]:
    named = statement.with_only_columns(col(kind.id), col(kind.name)).order_by(col(kind.id))
    return [Item(item_id, name) for item_id, name in (await work.session.execute(named)).all()]


async def _albums(work: Work, mine: Sequence[int]) -> tuple[list[Item], dict[int, tuple[int, ...]]]:
    credited = select(AlbumArtist.album_id).where(col(AlbumArtist.artist_id).in_(mine))
    items = await _items(work, albums.visible(ANONYMOUS).where(col(Album.id).in_(credited)), Album)
    owners: dict[int, list[int]] = {item.id: [] for item in items}
    for some in upserts.chunks(list(owners)):
        held = (
            tracks.visible(ANONYMOUS)
            .where(col(Track.album_id).in_(some))
            .with_only_columns(col(Track.album_id), col(Track.id))
        )
        for album_id, track_id in (await work.session.execute(held)).all():
            owners[album_id].append(track_id)
    return items, {album_id: tuple(track_ids) for album_id, track_ids in owners.items()}


async def _days(work: Work, found: Scope, items: Sequence[Item], window: Period) -> dict[tuple[int, date], Figures]:
    if not found.reporting.is_utc:
        return await _local_days(work, found, items, window)
    table: Any = ArtistDay if found.by_artist else TrackDay
    owner = table.artist_id if found.by_artist else table.track_id
    columns = [getattr(table, column) for column in SUMS.values()]
    standing = [getattr(table, name) for name in STANDING]
    days: dict[tuple[int, date], Figures] = {}
    for some in upserts.chunks(sorted({each for item in items for each in found.owners[item.id]})):
        statement = select(owner, table.day, table.listen_ms, *columns, *standing).where(
            owner.in_(some), table.day.between(window.first, window.last)
        )
        for owner_id, day, listen_ms, *values in (await work.session.execute(statement)).all():
            named = dict(zip((*SUMS, *STANDING), values, strict=True))
            days[owner_id, day] = Figures(**named, listened_seconds=rounded(listen_ms / 1000, 2))
    return days


async def _local_days(
    work: Work, found: Scope, items: Sequence[Item], window: Period
) -> dict[tuple[int, date], Figures]:
    """Days of another zone, from quarter-hours; how long was listened is not known of these."""
    days: dict[tuple[int, date], Figures] = {}
    for some in upserts.chunks(sorted({each for item in items for each in found.owners[item.id]})):
        read = await slots.by_days(work, ARTISTS if found.by_artist else TRACKS, some, window, found.reporting.zone)
        for owner_id, its in read.items():
            for day, sums in its.items():
                named = {name: getattr(sums, column) for name, column in SUMS.items()}
                standing = {name: getattr(sums, name) for name in STANDING}
                days[owner_id, day] = Figures(**named, **standing, listened_seconds=None)
    return days


async def _sketches(work: Work, found: Scope, items: Sequence[Item], window: Period) -> dict[tuple[int, date], bytes]:
    table: Any = ArtistSketch if found.by_artist else TrackSketch
    owner = table.artist_id if found.by_artist else table.track_id
    sketches: dict[tuple[int, date], bytes] = {}
    for some in upserts.chunks(sorted({each for item in items for each in found.owners[item.id]})):
        statement = select(owner, table.day, table.listeners).where(
            owner.in_(some), table.day.between(window.first, window.last), func.length(table.listeners) > 0
        )
        for owner_id, day, stored in (await work.session.execute(statement)).all():
            sketches[owner_id, day] = stored
    return sketches
