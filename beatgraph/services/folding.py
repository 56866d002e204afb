"""Folding: events that count go into the numbers, in the unit of work that stores them."""

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from operator import attrgetter
from typing import Any

from sqlmodel import SQLModel

from beatgraph.analytics import attendance
from beatgraph.analytics.attendance import Attended
from beatgraph.analytics.listening import added
from beatgraph.analytics.sketches import EXACT_AT_MOST, Sketch, counted, written
from beatgraph.models import ArtistLifetime, Play, PlayFlag, PostDay, TrackLifetime
from beatgraph.services import crediting, keyed, months, slots
from beatgraph.services.keyed import Key, Line, Merge
from beatgraph.services.owners import ARTISTS, TRACKS, Owner, columns, take_turns
from beatgraph.services.sums import NO_EFFECTS, SLOTS, Counted, Effects, Named, Plays, Sign, Sums, Tally
from beatgraph.work import Work

LIFETIME = ("plays", "qualified", "listen_ms")
"""What a lifetime adds up like a day does."""


async def fold(
    work: Work,
    plays: Sequence[Counted],
    effects: Effects = NO_EFFECTS,
    *,
    alone: bool = False,
    writing: asyncio.Task[None] | None = None,
) -> set[date]:
    """Add what counts, once a unit of work: plays, and anything else. `alone` says that nobody else writes events.

    Back come the months that had been merged, and are not any more. What is still being written is waited for.

    All that many writers add to is locked here and nowhere else, in one order: turns at tracks, turns at artists, then
    rows. Whoever locked a row before its turn could wait for somebody who has the turn and waits for the row.
    """
    sums, signs = Sums(), effects.signs
    if writing is None:
        _gather(sums, plays, signs)
    else:
        try:
            await asyncio.to_thread(_gather, sums, plays, signs)
        finally:
            # The unit of work cannot be undone before its statement has ended.
            await asyncio.wait([writing])
        writing.result()
    if not plays and not signs and not effects.tallies:
        return set()
    tracks = {key.owner for key in sums.days}
    if not alone:
        await take_turns(work, TRACKS, tracks | effects.tallied(TrackLifetime))
    artists = await crediting.artists_by_tracks(work, tracks)
    of_artists = sums.of_artists(artists)
    for sign in signs:
        if sign.track_id is None and sign.artist_id is not None:
            of_artists.take_sign(sign)
    if not alone:
        await take_turns(work, ARTISTS, {key.owner for key in of_artists.days} | effects.tallied(ArtistLifetime))
    changed = await months.take_back(work, {key.day for key in (*sums.days, *of_artists.days)})
    await write(work, TRACKS, sums)
    await write(work, ARTISTS, of_artists)
    await _add_to_lifetimes(work, effects.tallies)
    await _add_to_posts(work, signs)
    return changed


def _gather(sums: Sums, plays: Sequence[Counted], signs: Sequence[Sign]) -> None:
    for play in plays:
        sums.take_play(play)
    for sign in signs:
        if sign.track_id is not None:
            sums.take_sign(sign)


async def _add_to_lifetimes(work: Work, tallies: Sequence[Tally]) -> None:
    """One statement a table, and the tables in one order: albums, posts and users have no turns, only rows."""
    found: dict[type[SQLModel], dict[int, Named]] = {}
    for tally in tallies:
        rows = found.setdefault(tally.table, {})
        for each, by in tally.by.items():
            rows.setdefault(each, Named(int))[tally.column] += by
    for table in sorted(found, key=attrgetter("__tablename__")):
        names = tuple(sorted({tally.column for tally in tallies if tally.table is table}))
        changed = [(each, *map(by.__getitem__, names)) for each, by in found[table].items() if any(by.values())]
        await keyed.merge(work, table, Merge(adds=names), changed)


async def _add_to_posts(work: Work, signs: Sequence[Sign]) -> None:
    found: dict[tuple[int, date], Named] = {}
    for sign in signs:
        if sign.post_id is not None:
            found.setdefault((sign.post_id, sign.day), Named(int))[sign.column] += sign.by
    names = columns(PostDay)
    rows = [(*key, *(numbers.get(name, 0) for name in names)) for key, numbers in found.items()]
    await keyed.merge(work, PostDay, Merge(adds=tuple(names)), rows)


async def refold(work: Work, play: Play, before: Mapping[str, int]) -> None:
    """A counted play has gone on: what it adds now takes the place of what it added before."""
    after = numbers_of(play)
    change = {name: after.get(name, 0) - before.get(name, 0) for name in {*before, *after}}
    change = {name: by for name, by in change.items() if by}
    if not change:
        return
    sums = Sums()
    sums.on(play.track_id, play.booked_day).numbers.update(change)
    if change.get("qualified"):
        late = play.flags & PlayFlag.LATE.value
        sums.in_slot(play.track_id, play.received_at if late else play.occurred_at)["qualified"] += change["qualified"]
    await take_turns(work, TRACKS, [play.track_id])
    artists = (await crediting.artists_by_tracks(work, [play.track_id])).get(play.track_id, [])
    await take_turns(work, ARTISTS, artists)
    await months.take_back(work, {play.booked_day})
    await write(work, TRACKS, sums)
    await write(work, ARTISTS, sums.of_artists({play.track_id: artists}))


def numbers_of(play: Play) -> dict[str, int]:
    """What a counted play adds to the numbers of its day."""
    found = added(play.listened_ms, play.furthest_ms, play.duration_ms, play.ended)
    return found | {"by_followers": 1} if play.by_follower else found


async def write(work: Work, owner: Owner, sums: Sums) -> None:
    """Add to the numbers of one kind of owner: what is known is read first, and then all of it is written."""
    heard = [key for key, of_day in sums.days.items() if of_day.listeners or of_day.viewers]
    sketches = await keyed.fetch(work, owner.sketch, heard, _sketches(owner))
    totals = _totals(sums)
    lifetimes = await keyed.fetch(work, owner.lifetime_sketch, [(each,) for each in totals], ["listeners"])
    by_value = {(*key, *value): plays for key, of_day in sums.days.items() for value, plays in of_day.values.items()}
    # On a day that nobody listened on before there is nothing to add to.
    perhaps = [key for key in by_value if key[:2] in sketches]
    values = await keyed.fetch(work, owner.value, perhaps, ["listeners"])
    members = sums.members()
    attended = await keyed.fetch(work, owner.listener, members, ["days"])
    days, ever = Growth(), Growth()
    names = _lifetime_names(owner)
    async with Line(work, many=len(sums.days) > MANY) as line:
        await line.merge(owner.sketch, Merge(puts=_sketches(owner)), lambda: _sketch_rows(owner, sums, sketches, days))
        await line.merge(owner.lifetime_sketch, PUT_LISTENERS, lambda: _lifetime_sketch_rows(totals, lifetimes, ever))
        adds = (*columns(owner.day), "listeners")
        await line.merge(owner.day, Merge(adds=adds), lambda: _day_rows(owner, sums, days))
        how = Merge(adds=names, latest=("last_play_at",))
        await line.merge(owner.lifetime, how, lambda: _lifetime_rows(owner, sums, days, ever))
        how = Merge(adds=("plays",), puts=("listeners",))
        await line.merge(owner.value, how, lambda: _value_rows(by_value, values))
        how = Merge(adds=("plays",), puts=("days",))
        await line.merge(owner.listener, how, lambda: _listener_rows(members, attended))
        await line.merge(owner.slot, Merge(adds=SLOTS), lambda: _slot_rows(sums, slots.oldest(work.now)))


MANY = 500
"""From so many owners and days on a fold makes rows in a thread."""
PUT_LISTENERS = Merge(puts=("listeners",))
Growth = dict[Any, int]
"""By how many different listeners a sketch has grown."""


def grown(stored: bytes, plays: Mapping[int, int]) -> bytes:
    """A written sketch with more plays in it."""
    if not plays:
        return stored
    if not stored and len(plays) <= EXACT_AT_MOST:
        return written(plays)
    sketch = Sketch.read(stored)
    sketch.add(plays)
    return sketch.write()


def _sketches(owner: Owner) -> tuple[str, ...]:
    return ("listeners", "viewers") if owner is TRACKS else ("listeners", "viewers", "page_viewers")


def _lifetime_names(owner: Owner) -> tuple[str, ...]:
    return (*LIFETIME, "listener_days", "listeners", *(["downloads"] if owner is TRACKS else []))


def _totals(sums: Sums) -> dict[int, Plays]:
    """Who listened at all, by owner."""
    found: dict[int, Plays] = {}
    for (owner_id, _), of_day in sums.days.items():
        if of_day.listeners:
            plays = found.setdefault(owner_id, defaultdict(int))
            for listener, number in of_day.listeners.items():
                plays[listener] += number
    return found


def _sketch_rows(owner: Owner, sums: Sums, known: Mapping[Key, Any], growth: Growth) -> list[Key]:
    nothing = (b"",) * len(_sketches(owner))
    rows: list[Key] = []
    for key, of_day in sums.days.items():
        if not (of_day.listeners or of_day.viewers):
            continue
        stored = known.get(key, nothing)
        listeners = grown(stored[0], of_day.listeners)
        if of_day.listeners:
            growth[key] = counted(listeners) - counted(stored[0])
        page = [] if owner is TRACKS else [grown(stored[2], of_day.page_viewers)]
        rows.append((*key, listeners, grown(stored[1], of_day.viewers), *page))
    return rows


def _lifetime_sketch_rows(totals: Mapping[int, Plays], known: Mapping[Key, bytes], growth: Growth) -> list[Key]:
    rows: list[Key] = []
    for owner_id, plays in totals.items():
        stored = known.get((owner_id,), b"")
        after = grown(stored, plays)
        growth[owner_id] = counted(after) - counted(stored)
        rows.append((owner_id, after))
    return rows


def _day_rows(owner: Owner, sums: Sums, growth: Growth) -> list[Key]:
    names = columns(owner.day)
    nothing = (0,) * len(names)
    return [(*key, *map(of_day.numbers.get, names, nothing), growth.get(key, 0)) for key, of_day in sums.days.items()]


def _lifetime_rows(owner: Owner, sums: Sums, days: Growth, ever: Growth) -> list[Key]:
    names = _lifetime_names(owner)
    own = [name for name in names if name not in ("listener_days", "listeners")]
    found: dict[int, defaultdict[str, int]] = {}
    for key, of_day in sums.days.items():
        numbers = found.setdefault(key.owner, defaultdict(int))
        for name in own:
            numbers[name] += of_day.numbers.get(name, 0)
        numbers["listener_days"] += days.get(key, 0)
    for owner_id, by in ever.items():
        found[owner_id]["listeners"] = by
    return [
        (owner_id, *(numbers[name] for name in names), sums.last_play_at.get(owner_id))
        for owner_id, numbers in found.items()
        if any(numbers.values())
    ]


def _value_rows(by_value: Mapping[Key, Plays], known: Mapping[Key, bytes]) -> list[Key]:
    return [(*key, sum(plays.values()), grown(known.get(key, b""), plays)) for key, plays in by_value.items()]


def _listener_rows(members: Mapping[Key, Mapping[int, Attended]], known: Mapping[Key, bytes]) -> list[Key]:
    return [
        (
            *key,
            sum(each.plays for each in days.values()),
            attendance.write(attendance.united([known[key]], days) if key in known else days),
        )
        for key, days in members.items()
    ]


def _slot_rows(sums: Sums, oldest: int) -> list[Key]:
    return [
        (*key, *(numbers.get(name, 0) for name in SLOTS)) for key, numbers in sums.slots.items() if key[1] >= oldest
    ]
