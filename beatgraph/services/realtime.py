"""Realtime: who listens to tracks just now, and how plays came in over the last hour and the last two days.

It is read from the plays of 48 hours, by their index.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Integer, String, case, cast, extract, func, literal, select, type_coerce
from sqlmodel import col

from beatgraph.models import Play, PlayFlag
from beatgraph.models.base import UtcDateTime
from beatgraph.services import readers, upserts
from beatgraph.services.readers import Whose
from beatgraph.work import Work

ACTIVE_FOR = timedelta(seconds=300)
HOUR = timedelta(hours=1)
MINUTES, HOURS = 60, 48
WITHIN = HOURS * HOUR
RECENT_AT_MOST = 20
UNKNOWN = "unknown"
NO_AUDIENCE = PlayFlag.SELF.value | PlayFlag.BOT.value


@dataclass(frozen=True, slots=True)
class RecentPlay:
    """A play of the last hour; of whom is not told."""

    minutes_ago: int
    country: str
    device: str


@dataclass(frozen=True, slots=True)
class Realtime:
    """Plays by minute and by hour are those up to the instant, the earliest first."""

    generated_at: datetime
    data_until: datetime
    active_listeners: int = 0
    plays_per_minute: list[int] = field(default_factory=lambda: [0] * MINUTES)
    plays_per_hour: list[int] = field(default_factory=lambda: [0] * HOURS)
    recent: list[RecentPlay] = field(default_factory=list)

    @property
    def recent_plays(self) -> int:
        """Plays of the last hour."""
        return sum(self.plays_per_minute)

    @property
    def told(self) -> tuple[object, ...]:
        """What makes it worth telling again: all of it, except when it was computed."""
        return self.active_listeners, self.plays_per_minute, self.plays_per_hour, self.recent


async def by_tracks(work: Work, track_ids: Sequence[int], as_of: datetime | None = None) -> dict[int, Realtime]:
    """Of those whose figures the viewer may read; as many statements for many as for one."""
    own = await readers.permitted(work, Whose.TRACK, track_ids)
    if not own:
        return {}
    at = (as_of or work.now).astimezone(UTC)
    found = {each: Realtime(work.now, min(at, work.now)) for each in own}
    await _count(work, found, at)
    await _list(work, found, at)
    active = await _active(work, own, at)
    return {
        each: Realtime(
            told.generated_at,
            told.data_until,
            active.get(each, 0),
            told.plays_per_minute,
            told.plays_per_hour,
            told.recent,
        )
        for each, told in found.items()
    }


def _since(ids: Sequence[int], at: datetime, within: timedelta) -> ColumnElement[bool]:
    """Plays of these tracks in the time up to the instant, itself included."""
    occurred = col(Play.occurred_at)
    return col(Play.track_id).in_(ids) & (occurred > at - within) & (occurred <= at)


def _age_s(work: Work, at: datetime) -> Any:
    """Whole seconds from a play to the instant."""
    if not upserts.is_sqlite(work):
        past: Any = literal(at, UtcDateTime) - col(Play.occurred_at)
        return cast(func.floor(extract("epoch", past)), Integer)
    text = type_coerce(col(Play.occurred_at), String)
    seconds = cast(func.strftime("%s", func.substr(text, 1, 19)), Integer)
    micros = cast(func.substr(text, 21, 6), Integer)
    # Microseconds, so that a play is on the right side of a minute's edge.
    passed: Any = int(at.timestamp()) * 1_000_000 + at.microsecond - (seconds * 1_000_000 + micros)
    return passed // 1_000_000


async def _count(work: Work, found: dict[int, Realtime], at: datetime) -> None:
    plays = (
        select(col(Play.track_id).label("track_id"), _age_s(work, at).label("age"))
        .where(_since(list(found), at, WITHIN), col(Play.counted))
        .subquery()
    )
    age = plays.c.age
    hourly = MINUTES + age // 3600
    placed = select(plays.c.track_id, case((age < 3600, age // 60), else_=hourly).label("place")).subquery()
    statement = select(placed.c.track_id, placed.c.place, func.count()).group_by(placed.c.track_id, placed.c.place)
    for track_id, place, plays_then in (await work.session.execute(statement)).all():
        told = found[track_id]
        if place < MINUTES:
            told.plays_per_minute[MINUTES - 1 - place] = plays_then
            told.plays_per_hour[HOURS - 1] += plays_then
        else:
            told.plays_per_hour[HOURS - 1 - (place - MINUTES)] += plays_then


async def _list(work: Work, found: dict[int, Realtime], at: datetime) -> None:
    place = func.row_number().over(
        partition_by=col(Play.track_id), order_by=(col(Play.occurred_at).desc(), col(Play.event_id))
    )
    latest = (
        select(
            col(Play.track_id),
            col(Play.occurred_at),
            col(Play.country),
            col(Play.device),
            place.label("place"),
        )
        .where(_since(list(found), at, HOUR), col(Play.counted))
        .subquery()
    )
    statement = (
        select(latest.c.track_id, latest.c.occurred_at, latest.c.country, latest.c.device)
        .where(latest.c.place <= RECENT_AT_MOST)
        .order_by(latest.c.track_id, latest.c.place)
    )
    for track_id, occurred_at, country, device in (await work.session.execute(statement)).all():
        minutes = int((at - occurred_at) / timedelta(minutes=1))
        found[track_id].recent.append(RecentPlay(minutes, country or UNKNOWN, device or UNKNOWN))


async def _active(work: Work, ids: Sequence[int], at: datetime) -> dict[int, int]:
    """Listeners whose latest sign is not older than five minutes, and does not say that they have stopped."""
    heard = col(Play.heard_of_at)
    reported = heard.is_not(None) & (heard <= at)
    # Of what was reported after the instant, only the beginning was known then.
    signal = case((reported, heard), else_=col(Play.occurred_at))
    statement = select(col(Play.track_id), col(Play.listener_key), signal, reported & col(Play.ended)).where(
        _since(ids, at, WITHIN), col(Play.flags).op("&")(NO_AUDIENCE) == 0, signal >= at - ACTIVE_FOR
    )
    latest: dict[tuple[int, bytes], tuple[datetime, bool]] = {}
    for track_id, listener, signalled_at, ended in (await work.session.execute(statement)).all():
        sign = signalled_at, bool(ended)
        latest[track_id, listener] = max(sign, latest.get((track_id, listener), sign))
    found: dict[int, int] = {}
    for (track_id, _), (_, ended) in latest.items():
        found[track_id] = found.get(track_id, 0) + (not ended)
    return found
