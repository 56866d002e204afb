"""Intake: plays that have not been seen before are judged and stored; those that count are for the numbers."""

import asyncio
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlmodel import col

from beatgraph.analytics.acceptance import (
    REPEAT_WITHIN,
    TOO_OLD_AFTER,
    TRACK_PLAYS_AT_MOST,
    Attempt,
    Ledger,
    Verdict,
    believable_ms,
)
from beatgraph.models import Play, PlayFlag
from beatgraph.services import bulk, upserts
from beatgraph.services.sums import NO_TRAITS, Counted, Traits
from beatgraph.work import Work

FLAGS = {
    Verdict.COUNTED: 0,
    Verdict.BOT: PlayFlag.BOT.value,
    Verdict.SELF: PlayFlag.SELF.value,
    Verdict.REPEAT: PlayFlag.REPEAT.value,
    Verdict.CAPPED: PlayFlag.CAPPED.value,
}
LATE, CUT = PlayFlag.LATE.value, PlayFlag.CUT.value
DAY = timedelta(days=1)
TRACKS_NAMED = 100
"""Of so many tracks the plays from a network are looked up by track; of more, all of its plays are counted."""
MANY = 1000
"""More than anybody reports live: what follows from so many plays is reckoned while they are written."""


@dataclass(slots=True)  # not frozen, because an import makes millions and that would take twice the time
class Arrival:
    """A play as it arrives: what the rules want to know of it, and what else is stored."""

    event_id: UUID
    attempt: Attempt
    received_at: datetime
    user_id: int | None = None
    listened_ms: float | None = None
    ended: bool = False
    is_late: bool = False
    duration_ms: int | None = None
    by_follower: bool = False
    traits: Traits = NO_TRAITS


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of each play, and those that are to be folded into the numbers.

    Of many plays the rows are written in the background: nothing may be asked of the database before `writing` is done.
    """

    verdicts: Sequence[Verdict]
    counted: Sequence[Counted]
    writing: asyncio.Task[None] | None = None


async def take(work: Work, arrivals: Sequence[Arrival]) -> Taken:
    """Judge plays in their order and store each."""
    ledger = await _ledger(work, [arrival.attempt for arrival in arrivals])
    verdicts = [ledger.judge(arrival.attempt) for arrival in arrivals]
    told = [_told(arrival) for arrival in arrivals]
    stored = [_row(*each) for each in zip(arrivals, verdicts, told, strict=True)]
    writing = asyncio.create_task(bulk.write(work, Play, COLUMNS, stored)) if len(stored) > MANY else None
    if writing is None:
        await bulk.write(work, Play, COLUMNS, stored)
    counted = [
        _counted(arrival, listened)
        for arrival, verdict, listened in zip(arrivals, verdicts, told, strict=True)
        if verdict is Verdict.COUNTED
    ]
    return Taken(verdicts, counted, writing)


def _told(arrival: Arrival) -> int | None:
    """As much of the listening that is claimed as can be believed, in ms."""
    if arrival.listened_ms is None:
        return None
    return believable_ms(arrival.listened_ms, arrival.attempt.occurred_at, arrival.received_at)


def _counted(arrival: Arrival, listened: int | None) -> Counted:
    attempt = arrival.attempt
    return Counted(
        attempt.track_id,
        attempt.day,
        arrival.received_at if arrival.is_late else attempt.occurred_at,
        attempt.listener,
        arrival.user_id,
        listened,
        listened,
        arrival.duration_ms,
        arrival.ended,
        arrival.by_follower,
        arrival.traits,
    )


COLUMNS = (
    "event_id",
    "track_id",
    "user_id",
    "listener_key",
    "occurred_at",
    "received_at",
    "booked_day",
    "listened_ms",
    "furthest_ms",
    "ended",
    "counted",
    "flags",
    "duration_ms",
    "heard_of_at",
    "by_follower",
    "country",
    "city",
    "device",
    "platform",
    "source",
    "network_key",
)


def _row(arrival: Arrival, verdict: Verdict, listened: int | None) -> tuple[object, ...]:
    """Values in the order of the columns."""
    attempt = arrival.attempt
    flags = FLAGS[verdict] | (LATE if arrival.is_late else 0)
    heard_of_at = attempt.occurred_at
    if listened is not None and arrival.listened_ms is not None:
        flags |= CUT if listened < int(arrival.listened_ms) else 0
        heard_of_at = min(heard_of_at + timedelta(milliseconds=listened), max(arrival.received_at, heard_of_at))
    return (
        arrival.event_id,
        attempt.track_id,
        arrival.user_id,
        attempt.listener,
        attempt.occurred_at,
        arrival.received_at,
        attempt.day,
        listened,
        listened,
        arrival.ended,
        verdict is Verdict.COUNTED,
        flags,
        arrival.duration_ms,
        heard_of_at,
        arrival.by_follower,
        *arrival.traits,
        attempt.network,
    )


async def _ledger(work: Work, attempts: Sequence[Attempt]) -> Ledger:
    """What is stored that can matter to these attempts: neighbours within seconds, and the sums of their days."""
    ledger = Ledger()
    judged = [each for each in attempts if not (each.is_bot or each.is_own)]
    if not judged:
        return ledger
    await _know_neighbours(work, ledger, judged)
    await _know_networks(work, ledger, judged)
    days = await _know_days(work, ledger, judged)
    arriving = Counter((each.listener, each.day) for each in judged)
    busy = {key for key, plays in arriving.items() if plays + days.get(key, 0) > TRACK_PLAYS_AT_MOST}
    if busy:
        await _know_track_days(work, ledger, busy)
    return ledger


async def _know_neighbours(work: Work, ledger: Ledger, attempts: Sequence[Attempt]) -> None:
    first = min(each.occurred_at for each in attempts) - REPEAT_WITHIN
    last = max(each.occurred_at for each in attempts) + REPEAT_WITHIN
    keys = {key for each in attempts for key in (each.listener, *each.aliases)}
    for some in upserts.chunks(list(keys)):
        statement = select(col(Play.listener_key), col(Play.track_id), col(Play.occurred_at)).where(
            col(Play.counted),
            bulk.among(work, Play.listener_key, some),
            # The index leads with the booked day; a late play is booked up to a month after it happened.
            col(Play.booked_day).between(first.date(), last.date() + TOO_OLD_AFTER + DAY),
            col(Play.occurred_at) > first,
            col(Play.occurred_at) < last,
        )
        for row in (await work.session.execute(statement)).all():
            ledger.know_play(*row)


async def _know_networks(work: Work, ledger: Ledger, attempts: Sequence[Attempt]) -> None:
    of_guests = [each for each in attempts if each.network is not None]
    if not of_guests:
        return
    first, last = min(each.day for each in of_guests), max(each.day for each in of_guests)
    tracks = {each.track_id for each in of_guests}
    key, track, day = col(Play.network_key), col(Play.track_id), col(Play.booked_day)
    for some in upserts.chunks(list({each.network for each in of_guests if each.network is not None})):
        statement = (
            select(key, track, day, func.count())
            .where(
                col(Play.counted),
                key.is_not(None),
                bulk.among(work, Play.network_key, some),
                day.between(first, last),
                _happened(first, last),
            )
            .group_by(key, track, day)
        )
        if len(tracks) <= TRACKS_NAMED:
            statement = statement.where(track.in_(tracks))
        for row in (await work.session.execute(statement)).all():
            ledger.know_network_day(*row)


async def _know_days(work: Work, ledger: Ledger, attempts: Sequence[Attempt]) -> dict[tuple[bytes, date], int]:
    found: dict[tuple[bytes, date], int] = {}
    first, last = min(each.day for each in attempts), max(each.day for each in attempts)
    for some in upserts.chunks(list({each.listener for each in attempts})):
        statement = (
            select(col(Play.listener_key), col(Play.booked_day), func.count())
            .where(
                col(Play.counted),
                bulk.among(work, Play.listener_key, some),
                col(Play.booked_day).between(first, last),
                _happened(first, last),
            )
            .group_by(col(Play.listener_key), col(Play.booked_day))
        )
        for listener, day, plays in (await work.session.execute(statement)).all():
            ledger.know_day(listener, day, plays)
            found[listener, day] = plays
    return found


async def _know_track_days(work: Work, ledger: Ledger, busy: Iterable[tuple[bytes, date]]) -> None:
    """How often single tracks were played, for the few who play so much on a day that it may matter."""
    wanted = set(busy)
    days = [day for _, day in wanted]
    for some in upserts.chunks(list({listener for listener, _ in wanted})):
        statement = (
            select(col(Play.listener_key), col(Play.track_id), col(Play.booked_day), func.count())
            .where(
                col(Play.counted),
                bulk.among(work, Play.listener_key, some),
                col(Play.booked_day).between(min(days), max(days)),
                _happened(min(days), max(days)),
            )
            .group_by(col(Play.listener_key), col(Play.booked_day), col(Play.track_id))
        )
        for listener, track_id, day, plays in (await work.session.execute(statement)).all():
            if (listener, day) in wanted:
                ledger.know_track_day(listener, track_id, day, plays)


def _happened(first: date, last: date) -> ColumnElement[bool]:
    """When plays that are booked on these days can have happened: it tells in which partitions they are."""
    return col(Play.occurred_at).between(
        datetime.combine(first, time(), UTC) - TOO_OLD_AFTER, datetime.combine(last + DAY, time(), UTC)
    )
