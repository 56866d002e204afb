"""Engagements: likes, follows, reposts and saves as a history of changes of mind, and what of them stands now."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter
from typing import Any

import orjson
from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    FromClause,
    and_,
    bindparam,
    cast,
    delete,
    func,
    insert,
    select,
)
from sqlmodel import col

from beatgraph.analytics.courses import Course, Stand, Told, course
from beatgraph.analytics.listeners import user_key
from beatgraph.analytics.periods import reporting_day
from beatgraph.models import Engagement, EngagementKind
from beatgraph.services import folding, gate, upserts
from beatgraph.services.subjects import Subject, numbered
from beatgraph.services.sums import NO_EFFECTS, Effects, Sign, Tally
from beatgraph.work import Work

PAIRS_AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class Change:
    """Someone takes to something, or no longer does."""

    kind: EngagementKind
    subject_id: int
    user_id: int
    occurred_at: datetime
    counted: bool = True
    booked_day: date | None = None
    """None is the day on which it occurred."""

    @property
    def day(self) -> date:
        return self.booked_day or reporting_day(self.occurred_at)


@dataclass(frozen=True, slots=True)
class Pair:
    user_id: int
    subject_id: int


async def engage(work: Work, subject: Subject, changes: Sequence[Change]) -> Effects:
    """Note changes of mind, and make what stands now agree with the whole history, in whatever order it was told.

    Back comes by how much sums and the numbers of each day change: they are for folding, once a unit of work.
    """
    signs: list[Sign] = []
    growth: Counter[int] = Counter()
    by_pair: dict[Pair, list[Change]] = {}
    for change in changes:
        by_pair.setdefault(Pair(change.user_id, change.subject_id), []).append(change)
    for pairs in upserts.chunks(sorted(by_pair, key=_place), PAIRS_AT_ONCE):
        before = await _histories(work, subject, pairs)
        after = {
            pair: sorted(
                [
                    *before.get(pair, ()),
                    *(subject.told(each.kind, each.occurred_at, each.day, each.counted) for each in by_pair[pair]),
                ],
                key=attrgetter("at"),
            )
            for pair in pairs
        }
        courses = {pair: course(history) for pair, history in after.items()}
        growth.update(await _settle(work, subject, courses))
        for pair in pairs:
            signs += _signs(subject, pair.subject_id, course(before.get(pair, ())), courses[pair])
    await _note(work, subject, changes)
    return Effects(signs, [Tally(subject.lifetime, subject.total, growth)])


async def _note(work: Work, subject: Subject, changes: Sequence[Change]) -> None:
    if not changes:
        return
    await work.session.execute(
        insert(Engagement.__table__),  # type: ignore[attr-defined]
        [
            {
                "kind": change.kind.value,
                "subject": subject.name,
                "subject_id": change.subject_id,
                "user_id": change.user_id,
                "occurred_at": change.occurred_at,
                "booked_day": change.booked_day,
                "counted": change.counted,
            }
            for change in changes
        ],
    )


def _signs(subject: Subject, subject_id: int, before: Course, after: Course) -> list[Sign]:
    """What tracks, artists and posts gain and lose by a longer history; other subjects have no numbers.

    Turns are booked on their own days; what stands is on the day on which it began, and leaves that day when it ends.
    """
    columns = numbered(subject)
    if columns is None:
        return []
    change: Counter[tuple[str, date, datetime]] = Counter()
    for found, by in ((before, -1), (after, 1)):
        for turn in found.turns:
            change[columns.added if turn.begins else columns.removed, turn.day, turn.at] += by
        if columns.standing and found.stand is not None and found.day is not None and found.stand.counted:
            change[columns.standing, found.day, found.stand.since] += by
    return [
        Sign(
            column,
            day,
            at,
            track_id=subject_id if columns.key == "track_id" else None,
            artist_id=subject_id if columns.key == "artist_id" else None,
            post_id=subject_id if columns.key == "post_id" else None,
            by=by,
        )
        for (column, day, at), by in change.items()
        if by
    ]


@dataclass(frozen=True, slots=True)
class Wish:
    """What the viewer takes to, or no longer does; what is not `counted` stands all the same."""

    subject: Subject
    pair: Pair
    counted: bool = True


async def set_standing(work: Work, subject: Subject, pair: Pair, *, wanted: bool, counted: bool) -> None:
    """Begin or end it from the viewer's own hand; doing so twice changes nothing."""
    await take_turn(work, pair.user_id)
    await set_standings(work, [Wish(subject, pair, counted)], wanted=wanted)


async def set_standings(work: Work, wishes: Sequence[Wish], *, wanted: bool) -> None:
    """Begin or end all of them at once, in the viewer's turn; those that stand so already stay as they are."""
    by_subject: dict[Subject, list[Wish]] = {}
    for wish in wishes:
        by_subject.setdefault(wish.subject, []).append(wish)
    effects = NO_EFFECTS
    for subject, wished in by_subject.items():
        before = await standing(work, subject, [wish.pair for wish in wished])
        kind = subject.begins if wanted else subject.ends
        changes = [
            Change(kind, wish.pair.subject_id, wish.pair.user_id, work.now, wish.counted)
            for wish in wished
            if _is_outright(before.get(wish.pair)) is not wanted
        ]
        if changes:
            effects += await engage(work, subject, changes)
    await folding.fold(work, (), effects)


async def stands(work: Work, subject: Subject, pair: Pair) -> bool:
    """Whether it stands from the user's own hand."""
    return _is_outright((await standing(work, subject, [pair])).get(pair))


def _is_outright(found: Stand | None) -> bool:
    return found is not None and found.outright


async def take_turn(work: Work, *user_ids: int) -> None:
    """Wait until no other change of these people's minds is being made; for rules about how many there are."""
    await gate.enter(work)
    for listener in sorted({user_key(user_id) for user_id in user_ids}):
        await gate.take_turn(work, listener)


def _place(pair: Pair) -> tuple[int, int]:
    return pair.subject_id, pair.user_id


async def _settle(work: Work, subject: Subject, courses: Mapping[Pair, Course]) -> dict[int, int]:
    """Write what stands of these pairs; back comes by how much each subject's sum has changed."""
    before = await standing(work, subject, courses.keys())
    after = {pair: found.stand for pair, found in courses.items() if found.stand is not None}
    changed = [pair for pair in courses if before.get(pair) != after.get(pair)]
    growth: dict[int, int] = {}
    for pair in changed:
        old, new = before.get(pair), after.get(pair)
        gain = int(new is not None and new.counted) - int(old is not None and old.counted)
        growth[pair.subject_id] = growth.get(pair.subject_id, 0) + gain
    gone = [pair for pair in changed if pair in before]
    if gone:
        await _end(work, subject, gone)
    new_rows = [
        {
            "user_id": pair.user_id,
            subject.key: pair.subject_id,
            "created_at": after[pair].since,
            "counted": after[pair].counted,
            **({"in_library": after[pair].outright} if subject.aside else {}),
        }
        for pair in changed
        if pair in after
    ]
    if new_rows:
        await work.session.execute(insert(subject.standing.__table__), new_rows)  # type: ignore[union-attr]
    return growth


async def standing(work: Work, subject: Subject, pairs: Collection[Pair]) -> dict[Pair, Stand]:
    table, wanted = subject.standing, _wanted(work, pairs)
    columns = (
        col(table.user_id),
        getattr(table, subject.key),
        col(table.created_at),
        col(table.counted),
        subject.outright.label("outright"),
    )
    statement = select(*columns).join_from(
        wanted.table, table, wanted.joins(col(table.user_id), getattr(table, subject.key))
    )
    rows = (await work.session.execute(statement)).all()
    return {Pair(user_id, subject_id): Stand(*stand) for user_id, subject_id, *stand in rows}


async def _histories(work: Work, subject: Subject, pairs: Collection[Pair]) -> dict[Pair, list[Told]]:
    """All that was told of these pairs so far, in the order in which it happened."""
    wanted = _wanted(work, pairs)
    statement = (
        select(
            col(Engagement.user_id),
            col(Engagement.subject_id),
            col(Engagement.kind),
            col(Engagement.occurred_at),
            col(Engagement.booked_day),
            col(Engagement.counted),
        )
        .join_from(wanted.table, Engagement, wanted.joins(col(Engagement.user_id), col(Engagement.subject_id)))
        .where(col(Engagement.subject) == subject.name)
        .where(col(Engagement.kind).in_([each.value for each in subject.kinds]))
        .order_by(col(Engagement.occurred_at), col(Engagement.id))
    )
    found: dict[Pair, list[Told]] = {}
    for user_id, subject_id, kind, at, day, counted in (await work.session.execute(statement)).all():
        told = subject.told(kind, at, day or reporting_day(at), counted)
        found.setdefault(Pair(user_id, subject_id), []).append(told)
    return found


async def _end(work: Work, subject: Subject, pairs: Collection[Pair]) -> None:
    table = subject.standing.__table__  # type: ignore[union-attr]
    statement = delete(table).where(
        table.c.user_id == bindparam("ending_user"), table.c[subject.key] == bindparam("ending_subject")
    )
    connection = await work.session.connection()
    await connection.execute(
        statement, [{"ending_user": pair.user_id, "ending_subject": pair.subject_id} for pair in pairs]
    )


@dataclass(frozen=True)
class _Wanted:
    """Pairs as a table to join with: the one way to say "one of these pairs" that uses an index on both databases."""

    table: FromClause
    user_id: ColumnElement[int]
    subject_id: ColumnElement[int]

    def joins(self, user_id: Any, subject_id: Any) -> ColumnElement[bool]:
        return and_(self.user_id == user_id, self.subject_id == subject_id)


def _wanted(work: Work, pairs: Collection[Pair]) -> _Wanted:
    if upserts.is_sqlite(work):
        places = orjson.dumps([[pair.user_id, pair.subject_id] for pair in pairs]).decode()
        each = func.json_each(places).table_valued("value", name="wanted")
        return _Wanted(each, func.json_extract(each.c.value, "$[0]"), func.json_extract(each.c.value, "$[1]"))
    users, subjects = [pair.user_id for pair in pairs], [pair.subject_id for pair in pairs]
    arrays = (cast(each, ARRAY(BigInteger)) for each in (users, subjects))
    found = func.unnest(*arrays).table_valued("user_id", "subject_id", name="wanted").render_derived()
    return _Wanted(found, found.c.user_id, found.c.subject_id)
