"""Cadences: how often artists upload, which month did best, and what to advise them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import case, func, or_
from sqlmodel import col, select

from beatgraph.analytics.cadence import TEXTS, Advice, advice, frequency_days
from beatgraph.analytics.zones import begins, quarter_of
from beatgraph.models import Artist, ArtistSlot
from beatgraph.services import dashboards, months
from beatgraph.services.dashboards import DashboardMeta
from beatgraph.services.owners import ARTISTS
from beatgraph.services.sums import month_of
from beatgraph.services.windows import Reporting
from beatgraph.work import Work

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class BestMonth:
    """The month with most plays, `YYYY-MM`; the tracks are those that were uploaded in it."""

    month: str
    total_plays: int
    track_count: int


@dataclass(frozen=True, slots=True)
class UploadInsights:
    total_uploads: int
    uploads_this_month: int
    uploads_last_month: int
    average_plays_per_upload: int
    best_performing_month: BestMonth | None
    upload_frequency_days: int | None
    recommended_upload_time: str
    recommendation_key: Advice
    meta: DashboardMeta


@dataclass(frozen=True, slots=True)
class _Upload:
    at: datetime
    plays: int


async def by_artists(
    work: Work, artist_ids: Sequence[int], as_of: datetime | None = None, tz: str = "UTC"
) -> dict[int, UploadInsights]:
    """Of those artists with upload access whose figures the viewer may read.

    The catalogue is as it is now; plays are those up to and including the day of `as_of`, and months are calendar ones.
    """
    asked = dashboards.reported(work, as_of, tz)
    ids = await _uploading(work, await dashboards.readable(work, artist_ids))
    if not ids:
        return {}
    rows = dashboards.live_tracks(ids, asked)
    uploads: dict[int, list[_Upload]] = {artist_id: [] for artist_id in ids}
    for row in (await work.session.execute(select(rows.c.artist_id, rows.c.created_at, rows.c.plays))).all():
        uploads[row.artist_id].append(_Upload(row.created_at.astimezone(asked.zone), int(row.plays)))
    plays = await months.plays(work, ARTISTS, ids, asked.days.last)
    if not asked.is_utc:
        await _move(work, plays, asked)
    return {each: _insights(uploads[each], plays.get(each, {}), asked) for each in ids}


async def _move(work: Work, plays: Mapping[int, dict[date, int]], asked: Reporting) -> None:
    """Make UTC months those of the zone: what is played between two midnights belongs to the month on the other side.

    What comes after the last local day belongs to none.
    """
    known = {month for of_artist in plays.values() for month in of_artist}
    turns = sorted(known | {months.after(month) for month in known if months.after(month) <= asked.days.after})
    pieces = [_Piece(month, begins(month, UTC), begins(month, asked.zone)) for month in turns]
    pieces.append(_Piece(None, begins(asked.days.after, UTC), begins(asked.window.after, asked.zone)))
    slot, key = col(ArtistSlot.slot), col(ArtistSlot.artist_id)
    within = [(slot >= each.slots.start) & (slot < each.slots.stop) for each in pieces]
    place = case(*((condition, number) for number, condition in enumerate(within)), else_=-1)
    statement = (
        select(key, place, func.sum(col(ArtistSlot.plays))).where(key.in_(plays), or_(*within)).group_by(key, place)
    )
    for artist_id, number, by in (await work.session.execute(statement)).all():
        of_artist, piece = plays[artist_id], pieces[number]
        if piece.month is None:
            _add(of_artist, month_of(asked.window.after), -by)
        else:
            here, before = (by, -by) if piece.local < piece.utc else (-by, by)
            _add(of_artist, piece.month, here)
            _add(of_artist, month_of(piece.month - DAY), before)
    for of_artist in plays.values():
        of_artist.pop(months.after(month_of(asked.window.last)), None)


def _add(plays: dict[date, int], month: date, by: int) -> None:
    plays[month] = plays.get(month, 0) + int(by)


@dataclass(frozen=True, slots=True)
class _Piece:
    """The hours between a month's beginning here and there; without a month, between the two ends of the last day."""

    month: date | None
    utc: datetime
    local: datetime

    @property
    def slots(self) -> range:
        return range(quarter_of(min(self.utc, self.local)), quarter_of(max(self.utc, self.local)))


async def _uploading(work: Work, artist_ids: Sequence[int]) -> list[int]:
    if not artist_ids:
        return []
    statement = select(Artist.id).where(col(Artist.id).in_(artist_ids), col(Artist.upload_access))
    return list((await work.session.exec(statement)).all())


def _insights(uploads: Sequence[_Upload], plays: Mapping[date, int], asked: Reporting) -> UploadInsights:
    dates = [each.at for each in uploads]
    this_month = month_of(asked.window.last)
    # Of the current month as much as is over by the end of the day.
    until = begins(asked.window.after, asked.zone)
    advised = advice(dates, asked.at)
    return UploadInsights(
        total_uploads=len(uploads),
        uploads_this_month=sum(_month(each) == this_month and each < until for each in dates),
        uploads_last_month=sum(_month(each) == month_of(this_month - DAY) for each in dates),
        average_plays_per_upload=dashboards.average(sum(each.plays for each in uploads), len(uploads)),
        best_performing_month=_best(plays, dates),
        upload_frequency_days=frequency_days(dates),
        recommended_upload_time=TEXTS[advised],
        recommendation_key=advised,
        meta=dashboards.meta(asked),
    )


def _month(at: datetime) -> date:
    return month_of(at.date())


def _best(plays: Mapping[date, int], uploads: Sequence[datetime]) -> BestMonth | None:
    """Of equal months the later one."""
    if not any(plays.values()):
        return None
    month = max(plays, key=lambda each: (plays[each], each))
    return BestMonth(f"{month:%Y-%m}", plays[month], sum(_month(each) == month for each in uploads))
