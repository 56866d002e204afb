"""Cadences: how often artists upload, which month did best, and what to advise them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlmodel import col, select

from beatgraph.analytics.cadence import TEXTS, Advice, advice, frequency_days
from beatgraph.analytics.periods import reporting_day
from beatgraph.models import Artist
from beatgraph.services import dashboards, months
from beatgraph.services.dashboards import DashboardMeta
from beatgraph.services.owners import ARTISTS
from beatgraph.services.sums import month_of
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


async def by_artists(work: Work, artist_ids: Sequence[int], as_of: datetime | None = None) -> dict[int, UploadInsights]:
    """Of those artists with upload access for whom the viewer acts.

    The catalogue is as it is now; plays are those up to and including the day of `as_of`, and months are calendar ones.
    """
    at, ids = (as_of or work.now).astimezone(UTC), await _uploading(work, dashboards.own(work, artist_ids))
    if not ids:
        return {}
    day = reporting_day(at)
    rows = dashboards.live_tracks(ids, day)
    uploads: dict[int, list[_Upload]] = {artist_id: [] for artist_id in ids}
    for row in (await work.session.execute(select(rows.c.artist_id, rows.c.created_at, rows.c.plays))).all():
        uploads[row.artist_id].append(_Upload(row.created_at.astimezone(UTC), int(row.plays)))
    plays = await months.plays(work, ARTISTS, ids, day)
    meta = dashboards.meta(at, work.now)
    return {each: _insights(uploads[each], plays.get(each, {}), at, meta) for each in ids}


async def _uploading(work: Work, artist_ids: Sequence[int]) -> list[int]:
    if not artist_ids:
        return []
    statement = select(Artist.id).where(col(Artist.id).in_(artist_ids), col(Artist.upload_access))
    return list((await work.session.exec(statement)).all())


def _insights(
    uploads: Sequence[_Upload], plays: Mapping[date, int], at: datetime, meta: DashboardMeta
) -> UploadInsights:
    dates = [each.at for each in uploads]
    this_month = month_of(reporting_day(at))
    # Of the current month as much as is over by the end of the day.
    until = datetime.combine(reporting_day(at) + DAY, time(), UTC)
    advised = advice(dates, at)
    return UploadInsights(
        total_uploads=len(uploads),
        uploads_this_month=sum(_month(each) == this_month and each < until for each in dates),
        uploads_last_month=sum(_month(each) == month_of(this_month - DAY) for each in dates),
        average_plays_per_upload=dashboards.average(sum(each.plays for each in uploads), len(uploads)),
        best_performing_month=_best(plays, dates),
        upload_frequency_days=frequency_days(dates),
        recommended_upload_time=TEXTS[advised],
        recommendation_key=advised,
        meta=meta,
    )


def _month(at: datetime) -> date:
    return month_of(at.date())


def _best(plays: Mapping[date, int], uploads: Sequence[datetime]) -> BestMonth | None:
    """Of equal months the later one."""
    if not any(plays.values()):
        return None
    month = max(plays, key=lambda each: (plays[each], each))
    return BestMonth(f"{month:%Y-%m}", plays[month], sum(_month(each) == month for each in uploads))
