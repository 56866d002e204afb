"""Audience: who the listeners of a period are: new or back again, followers or not, and how they came."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any

from sqlalchemy import func, select
from sqlmodel import col

from beatgraph.analytics.periods import PERIODS, Period
from beatgraph.analytics.rounding import rounded
from beatgraph.analytics.segments import BEFORE, DAYS, Segments, segments
from beatgraph.analytics.sketches import united
from beatgraph.analytics.zones import begins
from beatgraph.drafts.insights import Span
from beatgraph.models import Follow, Save, Track, TrackArtist
from beatgraph.services import liveness, members, readers, rollups
from beatgraph.services.members import Attendance
from beatgraph.services.readers import Whose
from beatgraph.services.rollups import Cell
from beatgraph.services.sums import month_of
from beatgraph.services.windows import DAY, InsightMeta, Reporting, reporting
from beatgraph.work import Work


@dataclass(frozen=True, slots=True)
class Audience:
    """Shares and rates in per cent; None where there was nobody to take them of."""

    listeners: int
    monthly_listeners: int
    new_listeners: int
    returning_listeners: int
    segments: Segments
    follower_share: float | None
    follower_play_share: float | None
    follower_conversion: float | None
    save_rate: float | None
    plays_per_listener: float | None
    meta: InsightMeta


@dataclass(frozen=True, slots=True)
class _Followed:
    user_id: int
    at: datetime


async def by(
    work: Work, whose: Whose, ids: Sequence[int], span: Span = Span.MONTH, as_of: datetime | None = None
) -> dict[int, Audience]:
    """Of those whose figures the viewer may read; as many statements for many as for one."""
    own = await readers.permitted(work, whose, ids)
    if not own:
        return {}
    asked = reporting(PERIODS[span.value], (as_of or work.now).astimezone(UTC), work.now)
    lately = Period(asked.window.after - timedelta(days=DAYS), asked.window.after)
    parts = await readers.parts(work, whose, own)
    owners = {each for some in parts.values() for each in some}
    stretches = await rollups.stretches(work, [asked.window, lately])
    sums = await rollups.sums(work, whose.owner, owners, ["plays", "by_followers"], stretches[:1])
    sketches = await rollups.sketches(work, whose.owner, owners, stretches)
    known = Period(min(asked.window.first, lately.first - timedelta(days=BEFORE)), asked.window.after)
    people = await members.attended(work, whose.owner, parts, known)
    long_since = await members.since_long(work, whose.owner, parts, known)
    follows = await _follows(work, whose, own, asked)
    savers = await _savers(work, whose, own, asked.window)
    found = {}
    for thing in own:
        now, last = (
            united(each for part in parts[thing] for each in sketches.get(Cell(part, place), ())) for place in (0, 1)
        )
        told = [sums[Cell(each, 0)] for each in parts[thing] if Cell(each, 0) in sums]
        plays, by_followers = (sum(each[name] for each in told) for name in ("plays", "by_followers"))
        here = {user for user, days in people[thing].items() if members.listened(days, asked.window)}
        earlier = {user for user in here if min(people[thing][user]) < asked.window.first} | long_since[thing] & here
        following = {each.user_id for each in follows.get(thing, ())}
        strangers = now.count() - len(here & following)
        begun = _begun(people, thing, follows.get(thing, ()), asked)
        found[thing] = Audience(
            listeners=now.count(),
            monthly_listeners=last.count(),
            new_listeners=now.count() - len(earlier),
            returning_listeners=len(earlier),
            segments=_segments(people[thing], lately),
            follower_share=_percent(len(here & following), now.count()),
            follower_play_share=_percent(by_followers, plays),
            # Those who follow since then were strangers before.
            follower_conversion=_percent(begun, strangers + begun),
            save_rate=_percent(savers.get(thing, 0), now.count()),
            plays_per_listener=rounded(Fraction(plays, now.count()), 1) if now.count() else None,
            meta=asked.meta(approximate=not (now.is_exact and last.is_exact)),
        )
    return found


def _percent(part: int, whole: int) -> float | None:
    return rounded(Fraction(100 * part, whole), 1) if whole > 0 else None


def _segments(people: Mapping[int, members.Days], lately: Period) -> Segments:
    before = Period(lately.first - timedelta(days=BEFORE), lately.first)
    plays, active, formerly = {}, [], []
    for user, days in people.items():
        told = members.within(days, lately)
        if told.plays:
            plays[user] = told.plays
        if told.active:
            active.append(user)
        if members.within(days, before).active:
            formerly.append(user)
    return segments(plays, active, formerly)


def _begun(people: Attendance, thing: int, follows: Sequence[_Followed], asked: Reporting) -> int:
    """Follows of the period that came on the day of a play, or on the day after it."""
    found = set()
    for each in follows:
        day = each.at.astimezone(UTC).date()
        days = people[thing].get(each.user_id, {})
        if day in asked.window and (day in days or day - DAY in days):
            found.add(each.user_id)
    return len(found)


def _credited(whose: Whose, ids: Sequence[int]) -> Any:
    """Things and the artists of each: an artist itself, and whoever is credited on a live track."""
    thing: Any = {
        Whose.TRACK: col(Track.id),
        Whose.ALBUM: col(Track.album_id),
        Whose.ARTIST: col(TrackArtist.artist_id),
    }[whose]
    return (
        select(thing.label("thing"), col(Track.id).label("track_id"), col(TrackArtist.artist_id).label("artist_id"))
        .join(TrackArtist, col(TrackArtist.track_id) == col(Track.id))
        .where(thing.in_(ids), col(Track.id).in_(liveness.live().with_only_columns(col(Track.id))))
        .subquery()
    )


async def _follows(work: Work, whose: Whose, ids: Sequence[int], asked: Reporting) -> dict[int, list[_Followed]]:
    """Standing follows of the artists of each, until the end of the period, by those who listened in its months."""
    listener: Any = whose.owner.listener
    came = select(listener.user_id).where(
        listener.user_id == col(Follow.user_id),
        listener.month.between(month_of(asked.window.first - DAY), month_of(asked.window.last)),
    )
    user, at, artist = col(Follow.user_id), col(Follow.created_at), col(Follow.artist_id)
    until = at < min(begins(asked.window.after, UTC), asked.now + timedelta(microseconds=1))
    if whose is Whose.ARTIST:
        came = came.where(listener.artist_id == artist)
        statement: Any = select(artist, user, at).where(artist.in_(ids), col(Follow.counted), until, came.exists())
    else:
        credited = _credited(whose, ids)
        statement = (
            select(credited.c.thing, user, func.min(at))
            .join(credited, credited.c.artist_id == artist)
            .where(col(Follow.counted), until, came.where(listener.track_id == credited.c.track_id).exists())
            .group_by(credited.c.thing, user)
        )
    found: dict[int, list[_Followed]] = {}
    for thing, user_id, since in (await work.session.execute(statement)).all():
        found.setdefault(thing, []).append(_Followed(user_id, since))
    return found


async def _savers(work: Work, whose: Whose, ids: Sequence[int], window: Period) -> dict[int, int]:
    """People whose save of a live track began in the period and stands."""
    credited, at = _credited(whose, ids), col(Save.created_at)
    statement = (
        select(credited.c.thing, func.count(col(Save.user_id).distinct()))
        .join(Save, col(Save.track_id) == credited.c.track_id)
        .where(col(Save.counted), at >= begins(window.first, UTC), at < begins(window.after, UTC))
        .group_by(credited.c.thing)
    )
    return {thing: people for thing, people in (await work.session.execute(statement)).all()}
