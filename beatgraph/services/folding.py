"""Folding: events that count go into the numbers, in the unit of work that stores them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from beatgraph.analytics import attendance
from beatgraph.analytics.listening import added
from beatgraph.analytics.sketches import EXACT_AT_MOST, Sketch, counted, written
from beatgraph.models import Play
from beatgraph.services import crediting, keyed, months
from beatgraph.services.keyed import Key, Merge
from beatgraph.services.owners import ARTISTS, TRACKS, Owner, columns, take_turns
from beatgraph.services.sums import Counted, OnDay, Plays, Sign, Sums
from beatgraph.work import Work

LIFETIME = ("plays", "qualified", "listen_ms")
"""What a lifetime adds up like a day does."""


async def fold(work: Work, plays: Sequence[Counted], signs: Sequence[Sign] = (), *, alone: bool = False) -> set[date]:
    """Add what counts, once a unit of work: plays, and anything else. `alone` says that nobody else writes events.

    Back come the months that had been merged, and are not any more.
    """
    if not plays and not signs:
        return set()
    sums = Sums()
    for play in plays:
        sums.take_play(play)
    for sign in signs:
        if sign.track_id is not None:
            sums.take_sign(sign)
    tracks = {key.owner for key in sums.days}
    if not alone:
        await take_turns(work, TRACKS, tracks)
    artists = await crediting.artists_by_tracks(work, tracks)
    of_artists = sums.of_artists(artists)
    for sign in signs:
        if sign.track_id is None and sign.artist_id is not None:
            of_artists.take_sign(sign)
    if not alone:
        await take_turns(work, ARTISTS, {key.owner for key in of_artists.days})
    changed = await months.take_back(work, {key.day for key in (*sums.days, *of_artists.days)})
    await write(work, TRACKS, sums)
    await write(work, ARTISTS, of_artists)
    return changed


async def refold(work: Work, play: Play, before: Mapping[str, int]) -> None:
    """A counted play has gone on: what it adds now takes the place of what it added before."""
    after = numbers_of(play)
    change = {name: after.get(name, 0) - before.get(name, 0) for name in {*before, *after}}
    change = {name: by for name, by in change.items() if by}
    if not change:
        return
    sums = Sums()
    sums.on(play.track_id, play.booked_day).numbers.update(change)
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
    """Add to the numbers of one kind of owner."""
    known = await _known_sketches(work, owner, sums)
    listener_days = await _write_sketches(work, owner, sums, known)
    lifetimes: dict[int, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for (owner_id, _), of_day in sums.days.items():
        for name in LIFETIME if owner is ARTISTS else (*LIFETIME, "downloads"):
            if by := of_day.numbers.get(name):
                lifetimes[owner_id][name] += by
    for (owner_id, _), by in listener_days.items():
        lifetimes[owner_id]["listener_days"] += by
    for owner_id, by in (await _write_lifetime_sketches(work, owner, sums)).items():
        lifetimes[owner_id]["listeners"] += by
    await _write_days(work, owner, sums, listener_days)
    await _write_lifetimes(work, owner, lifetimes, sums)
    await _write_values(work, owner, sums, known)
    await _write_listeners(work, owner, sums)
    slots = [
        (*key, numbers.get("plays", 0), numbers.get("views", 0), numbers.get("engagement", 0))
        for key, numbers in sums.slots.items()
    ]
    await keyed.merge(work, owner.slot, Merge(adds=("plays", "views", "engagement")), slots)


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


async def _known_sketches(work: Work, owner: Owner, sums: Sums) -> dict[Key, Any]:
    """The sketches of those days that anybody listened or viewed on before."""
    keys = [key for key, of_day in sums.days.items() if of_day.listeners or of_day.viewers]
    return await keyed.fetch(work, owner.sketch, keys, _sketches(owner))


async def _write_sketches(work: Work, owner: Owner, sums: Sums, known: Mapping[Key, Any]) -> dict[OnDay, int]:
    """Who listened and viewed on each day; by how many each day's different listeners have grown."""
    names = _sketches(owner)
    keys = [key for key, of_day in sums.days.items() if of_day.listeners or of_day.viewers]
    nothing = (b"",) * len(names)
    rows: list[tuple[Any, ...]] = []
    growth: dict[OnDay, int] = {}
    for key in keys:
        of_day, stored = sums.days[key], known.get(key, nothing)
        listeners = grown(stored[0], of_day.listeners)
        if of_day.listeners:
            growth[key] = counted(listeners) - counted(stored[0])
        viewers = grown(stored[1], of_day.viewers)
        if owner is TRACKS:
            rows.append((*key, listeners, viewers))
        else:
            rows.append((*key, listeners, viewers, grown(stored[2], of_day.page_viewers)))
    await keyed.merge(work, owner.sketch, Merge(puts=names), rows)
    return growth


async def _write_lifetime_sketches(work: Work, owner: Owner, sums: Sums) -> dict[int, int]:
    """All who ever listened; by how many they have grown."""
    plays: dict[int, Plays] = {}
    for (owner_id, _), of_day in sums.days.items():
        if of_day.listeners:
            more = plays.setdefault(owner_id, defaultdict(int))
            for listener, number in of_day.listeners.items():
                more[listener] += number
    known = await keyed.fetch(work, owner.lifetime_sketch, [(each,) for each in plays], ["listeners"])
    rows, growth = [], {}
    for owner_id, more in plays.items():
        stored = known.get((owner_id,), b"")
        after = grown(stored, more)
        growth[owner_id] = counted(after) - counted(stored)
        rows.append((owner_id, after))
    await keyed.merge(work, owner.lifetime_sketch, Merge(puts=("listeners",)), rows)
    return growth


async def _write_days(work: Work, owner: Owner, sums: Sums, listener_days: Mapping[OnDay, int]) -> None:
    names = columns(owner.day)
    nothing = (0,) * len(names)
    rows = [
        (*key, *map(of_day.numbers.get, names, nothing), listener_days.get(key, 0)) for key, of_day in sums.days.items()
    ]
    await keyed.merge(work, owner.day, Merge(adds=(*names, "listeners")), rows)


async def _write_lifetimes(work: Work, owner: Owner, lifetimes: Mapping[int, Mapping[str, int]], sums: Sums) -> None:
    names = [*LIFETIME, "listener_days", "listeners", *(["downloads"] if owner is TRACKS else [])]
    rows: list[tuple[Any, ...]] = [
        (owner_id, *(numbers.get(name, 0) for name in names), sums.last_play_at.get(owner_id))
        for owner_id, numbers in lifetimes.items()
    ]
    await keyed.merge(work, owner.lifetime, Merge(adds=tuple(names), latest=("last_play_at",)), rows)


async def _write_values(work: Work, owner: Owner, sums: Sums, sketches: Mapping[Key, Any]) -> None:
    found = {(*key, *value): plays for key, of_day in sums.days.items() for value, plays in of_day.values.items()}
    # On a day that nobody listened on before there is nothing to add to.
    perhaps = [key for key in found if key[:2] in sketches]
    known: dict[Key, bytes] = await keyed.fetch(work, owner.value, perhaps, ["listeners"])
    rows = [(*key, sum(plays.values()), grown(known.get(key, b""), plays)) for key, plays in found.items()]
    await keyed.merge(work, owner.value, Merge(adds=("plays",), puts=("listeners",)), rows)


async def _write_listeners(work: Work, owner: Owner, sums: Sums) -> None:
    found = sums.members()
    known: dict[Any, bytes] = await keyed.fetch(work, owner.listener, found, ["days"])
    rows = [
        (
            *key,
            sum(each.plays for each in days.values()),
            attendance.write(attendance.united([known[key]], days) if key in known else days),
        )
        for key, days in found.items()
    ]
    await keyed.merge(work, owner.listener, Merge(adds=("plays",), puts=("days",)), rows)
