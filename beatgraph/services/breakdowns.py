"""Breakdowns: the plays of a period by device, platform, place and source, by listener and by track."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from fractions import Fraction
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from beatgraph.analytics.periods import PERIODS, Period
from beatgraph.analytics.rounding import rounded
from beatgraph.analytics.sketches import Sketch, united
from beatgraph.auth.viewer import ANONYMOUS
from beatgraph.drafts.insights import Span
from beatgraph.models import ACTIVE_SOURCES, Dimension, Source, Track, User
from beatgraph.services import members, readers, rollups, slots, tracks, users
from beatgraph.services.owners import TRACKS, Owner
from beatgraph.services.readers import Parts, Whose
from beatgraph.services.rollups import Cell
from beatgraph.services.windows import InsightMeta, Reporting, reporting
from beatgraph.work import Work

OTHER, UNKNOWN, GUEST = "other", "unknown", "guest"
AT_MOST = {Dimension.DEVICE: 10, Dimension.PLATFORM: 4, Dimension.SOURCE: 20, Dimension.COUNTRY: 10, Dimension.CITY: 10}
LISTED_AT_MOST = 10
"""Listeners and tracks."""
CITY_LISTENERS_AT_LEAST = 5
"""A city with fewer is not named."""


class SourceKind(StrEnum):
    """Whether listeners went there to listen, or it was played to them."""

    ACTIVE = "active"
    PROGRAMMED = "programmed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Slice:
    """Plays with one value, their share in per cent, and different listeners."""

    value: str
    plays: int
    share: float
    listeners: int

    @property
    def kind(self) -> SourceKind:
        """Of a source."""
        if self.value in ACTIVE_SOURCES:
            return SourceKind.ACTIVE
        return SourceKind.PROGRAMMED if self.value in set(Source) else SourceKind.UNKNOWN


@dataclass(frozen=True, slots=True)
class ListenerSlice:
    """Plays of one listener with a public profile; without one, of all guests or of all others together."""

    value: str
    plays: int
    share: float
    listeners: int
    user_id: int | None = None
    avatar: str | None = None


@dataclass(frozen=True, slots=True)
class TrackSlice:
    track_id: int
    name: str
    image: str | None
    plays: int
    share: float


@dataclass(frozen=True, slots=True)
class Breakdowns:
    """The slices of each list are all plays of the period; of tracks, the ten most played."""

    plays: int
    listeners: int
    devices: list[Slice]
    platforms: list[Slice]
    countries: list[Slice]
    cities: list[Slice]
    sources: list[Slice]
    active_share: float
    programmed_share: float
    top_listeners: list[ListenerSlice]
    tracks: list[TrackSlice]
    meta: InsightMeta


@dataclass(slots=True)
class _Value:
    plays: int = 0
    sketches: list[bytes] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _All:
    """What the slices are cut from."""

    plays: int
    listeners: Sketch

    def share(self, plays: int) -> float:
        return rounded(Fraction(100 * plays, self.plays), 1) if self.plays else 0.0

    def slice(self, value: str, parts: Iterable[_Value]) -> Slice:
        some = list(parts)
        plays = sum(each.plays for each in some)
        listeners = united(each for part in some for each in part.sketches).count()
        return Slice(value, plays, self.share(plays), min(plays, listeners))


async def by(
    work: Work, whose: Whose, ids: Sequence[int], span: Span = Span.MONTH, as_of: datetime | None = None
) -> dict[int, Breakdowns]:
    """Of those whose figures the viewer may read; as many statements for many as for one."""
    own = await readers.permitted(work, whose, ids)
    if not own:
        return {}
    asked = reporting(PERIODS[span.value], (as_of or work.now).astimezone(UTC), work.now)
    parts = await readers.parts(work, whose, own)
    owners = {each for some in parts.values() for each in some}
    stretch = await rollups.stretches(work, [asked.window])
    sums = await rollups.sums(work, whose.owner, owners, ["plays"], stretch)
    sketches = await rollups.sketches(work, whose.owner, owners, stretch)
    values = await _values(work, whose.owner, parts, asked.window)
    people = await members.attended(work, whose.owner, parts, asked.window)
    profiles = await _profiles(work, {user for of_thing in people.values() for user in of_thing})
    played = await _tracks(work, whose, own, stretch) if whose is not Whose.TRACK else {}
    found = {}
    for thing in own:
        cells = [Cell(each, 0) for each in parts[thing]]
        everything = _All(
            sum(sums[cell]["plays"] for cell in cells if cell in sums),
            united(each for cell in cells for each in sketches.get(cell, ())),
        )
        of_thing = {dim: _slices(dim, values[thing].get(dim, {}), everything) for dim in Dimension}
        sources = of_thing[Dimension.SOURCE]
        by_kind = {kind: sum(each.plays for each in sources if each.kind is kind) for kind in SourceKind}
        plays = {
            user: told.plays
            for user, days in people[thing].items()
            if (told := members.within(days, asked.window)).plays and user in profiles
        }
        found[thing] = Breakdowns(
            plays=everything.plays,
            listeners=everything.listeners.count(),
            devices=of_thing[Dimension.DEVICE],
            platforms=of_thing[Dimension.PLATFORM],
            countries=of_thing[Dimension.COUNTRY],
            cities=of_thing[Dimension.CITY],
            sources=sources,
            active_share=everything.share(by_kind[SourceKind.ACTIVE]),
            programmed_share=everything.share(by_kind[SourceKind.PROGRAMMED]),
            top_listeners=_listeners(plays, profiles, everything),
            tracks=[
                TrackSlice(each.row.id, each.row.name, each.row.image, each.plays, everything.share(each.plays))
                for each in played.get(thing, [])
            ],
            meta=asked.meta(approximate=not everything.listeners.is_exact),
        )
    return found


async def _values(
    work: Work, owner: Owner, parts: Parts, window: Period
) -> dict[int, dict[Dimension, dict[str, _Value]]]:
    table: Any = owner.value.__table__  # type: ignore[union-attr]
    key = table.c[owner.key]
    statement = select(key, table.c.dim, table.c.value, table.c.plays, table.c.listeners).where(
        key.in_({each for some in parts.values() for each in some}), table.c.day.between(window.first, window.last)
    )
    things: dict[int, list[int]] = {}
    for thing, its in parts.items():
        for each in its:
            things.setdefault(each, []).append(thing)
    found: dict[int, dict[Dimension, dict[str, _Value]]] = {thing: {} for thing in parts}
    for owner_id, dim, value, plays, listeners in (await work.session.execute(statement)).all():
        for thing in things[owner_id]:
            told = found[thing].setdefault(Dimension(dim), {}).setdefault(value, _Value())
            told.plays += plays
            told.sketches.append(listeners)
    return found


def _slices(dim: Dimension, values: Mapping[str, _Value], everything: _All) -> list[Slice]:
    """The largest, then all others together, then what is unknown."""
    named = {value: told for value, told in values.items() if value != OTHER and _may_be_named(dim, told)}
    order = sorted(named, key=lambda value: (-named[value].plays, value))[: AT_MOST[dim]]
    rest = [told for value, told in values.items() if value not in order]
    slices = [everything.slice(_shown(dim, value), [named[value]]) for value in order]
    if rest:
        slices.append(everything.slice(OTHER, rest))
    unknown = everything.plays - sum(told.plays for told in values.values())
    if unknown > 0:
        known = united(each for told in values.values() for each in told.sketches)
        listeners = max(1, min(unknown, everything.listeners.beyond(known)))
        slices.append(Slice(UNKNOWN, unknown, everything.share(unknown), listeners))
    return slices


def _may_be_named(dim: Dimension, told: _Value) -> bool:
    return dim is not Dimension.CITY or united(told.sketches).count() >= CITY_LISTENERS_AT_LEAST


def _shown(dim: Dimension, value: str) -> str:
    """A city with its country behind it."""
    if dim is not Dimension.CITY:
        return value
    country, _, city = value.partition(":")
    return f"{city}, {country}"


async def _profiles(work: Work, user_ids: set[int]) -> dict[int, User]:
    """Those who have a public profile and show themselves; admins are nobody's listeners."""
    if not user_ids:
        return {}
    shown = col(User.is_admin).is_(False), col(User.listens_privately).is_(False)
    statement = users.visible(ANONYMOUS).where(col(User.id).in_(sorted(user_ids)), *shown)
    return {row.id: row for row in (await work.session.exec(statement)).all()}


def _listeners(plays: Mapping[int, int], profiles: Mapping[int, User], everything: _All) -> list[ListenerSlice]:
    order = sorted(plays, key=lambda user: (-plays[user], user))
    found = [
        ListenerSlice(
            profiles[user].display_name, plays[user], everything.share(plays[user]), 1, user, profiles[user].avatar
        )
        for user in order[:LISTED_AT_MOST]
    ]
    for value, listeners, number in (
        (OTHER, len(order[LISTED_AT_MOST:]), sum(plays[user] for user in order[LISTED_AT_MOST:])),
        (GUEST, max(1, everything.listeners.count() - len(order)), everything.plays - sum(plays.values())),
    ):
        if number > 0:
            found.append(ListenerSlice(value, number, everything.share(number), listeners))
    return found


@dataclass(frozen=True, slots=True)
class _Played:
    row: Track
    plays: int


async def _tracks(
    work: Work, whose: Whose, ids: Sequence[int], stretch: Sequence[rollups.Stretch]
) -> dict[int, list[_Played]]:
    its = await readers.live_tracks(work, whose, ids)
    sums = await rollups.sums(work, TRACKS, {each for some in its.values() for each in some}, ["plays"], stretch)
    return await _top(work, its, {cell.owner_id: told["plays"] for cell, told in sums.items()})


async def _top(work: Work, its: Parts, plays: Mapping[int, int]) -> dict[int, list[_Played]]:
    """The ten most played tracks of each thing; none that was not played."""
    top = {
        thing: sorted((each for each in some if plays.get(each)), key=lambda each: (-plays[each], each))[
            :LISTED_AT_MOST
        ]
        for thing, some in its.items()
    }
    rows = await tracks.by_ids(work, sorted({each for some in top.values() for each in some}))
    return {thing: [_Played(rows[each], plays[each]) for each in some if each in rows] for thing, some in top.items()}


async def most_played(work: Work, whose: Whose, thing_id: int, asked: Reporting, of_all: int) -> list[TrackSlice]:
    """The most played tracks of an album or an artist, by the days of any zone, for those who may read its figures.

    `of_all` is how many plays they are a share of.
    """
    if not await readers.permitted(work, whose, [thing_id]):
        return []
    its = await readers.live_tracks(work, whose, [thing_id])
    if asked.is_utc:
        found = (await _tracks(work, whose, [thing_id], await rollups.stretches(work, [asked.window])))[thing_id]
    else:
        local = await slots.by_days(work, TRACKS, its[thing_id], asked.window, asked.zone)
        plays = {each: slots.total(days, asked.window).plays for each, days in local.items()}
        found = (await _top(work, its, plays))[thing_id]
    everything = _All(of_all, Sketch())
    return [
        TrackSlice(each.row.id, each.row.name, each.row.image, each.plays, everything.share(each.plays))
        for each in found
    ]
