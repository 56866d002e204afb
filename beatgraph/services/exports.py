"""Exports: figures of one's own tracks, albums and artist profiles, by day and in all."""

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import func
from sqlmodel import col, select

from beatgraph.analytics.change import change
from beatgraph.analytics.periods import PERIODS, Period, period
from beatgraph.analytics.rounding import rounded
from beatgraph.analytics.sketches import Sketch, united
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
from beatgraph.services import albums, artists, tracks, upserts
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
    window: Period
    type: ExportType
    period: str
    generated_at: datetime

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
    at = (asked.as_of or work.now).astimezone(UTC)
    return Scope(
        tuple(items),
        owners,
        asked.type is ExportType.ARTISTS,
        period(PERIODS[asked.period], at),
        asked.type,
        asked.period,
        work.now,
    )


async def rows(work: Work, found: Scope) -> AsyncIterator[DayRow]:
    """A row for each item and day, and one of all in the whole period; some items at a time."""
    whole: list[Figures] = []
    everybody = Sketch()
    for start in range(0, len(found.items), AT_ONCE):
        some = found.items[start : start + AT_ONCE]
        days = await _days(work, found, some, found.window)
        sketches = await _sketches(work, found, some, found.window)
        for item in some:
            for number in range(found.window.days):
                day = found.window.first + timedelta(days=number)
                written = [
                    sketches[owner, day] for owner in dict.fromkeys(found.owners[item.id]) if (owner, day) in sketches
                ]
                listeners = united(written).count()
                figures = added(_of(days, found.owners[item.id], [day]), listeners=listeners)
                whole.append(figures)
                yield DayRow(item, day, figures)
        for each in sketches.values():
            everybody.unite(Sketch.read(each))
    yield DayRow(None, None, added(whole, listeners=everybody.count()))


async def report(work: Work, found: Scope, asked: ReportDraft) -> Report:
    """A period beside the one before it."""
    window, before = found.window, found.window.previous
    current, previous, listed, approximate = Sketch(), Sketch(), [], False
    sums: list[Figures] = []
    sums_before: list[Figures] = []
    plays: dict[date, int] = {}
    for start in range(0, len(found.items), AT_ONCE):
        some = found.items[start : start + AT_ONCE]
        both = Period(before.first, window.after)
        days, sketches = await _days(work, found, some, both), await _sketches(work, found, some, both)
        for item in some:
            owners = set(found.owners[item.id])
            listeners = united(each for (owner, day), each in sketches.items() if owner in owners and day in window)
            approximate = approximate or not listeners.is_exact
            now = added(_of(days, owners, _dates(window)), listeners=listeners.count())
            past = added(_of(days, owners, _dates(before)), listeners=0)
            sums.append(now)
            sums_before.append(past)
            listed.append(ItemTotals(item, now, past.plays, change(now.plays, past.plays)))
            for owner in owners:
                for day in _dates(both):
                    if (owner, day) in days:
                        plays[day] = plays.get(day, 0) + days[owner, day].plays
        for (_, day), each in sketches.items():
            (current if day in window else previous).unite(Sketch.read(each))
    totals, past = added(sums, listeners=current.count()), added(sums_before, listeners=previous.count())
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
        approximate=approximate or not (current.is_exact and previous.is_exact),
    )


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
