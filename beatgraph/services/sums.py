"""Sums: what events add to the numbers of tracks and artists, gathered in memory before it is written."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from sqlmodel import SQLModel

from beatgraph.analytics.attendance import Attended
from beatgraph.analytics.listening import add
from beatgraph.analytics.sketches import hashed
from beatgraph.analytics.zones import quarter_of
from beatgraph.models import ACTIVE_SOURCES, Dimension

SLOT_S = 900


class Traits(NamedTuple):
    """By what a play is broken down; None is unknown."""

    country: str | None = None
    city: str | None = None
    device: str | None = None
    platform: str | None = None
    source: str | None = None


NO_TRAITS = Traits()


@dataclass(slots=True)  # not frozen, because an import makes millions and that would take twice the time
class Counted:
    """A play that counts."""

    track_id: int
    day: date
    at: datetime
    """Where it falls within the day; a late one, when it arrived."""
    listener: bytes
    user_id: int | None = None
    listened_ms: int | None = None
    furthest_ms: int | None = None
    duration_ms: int | None = None
    ended: bool = False
    by_follower: bool = False
    traits: Traits = NO_TRAITS


@dataclass(frozen=True, slots=True)
class Sign:
    """Anything else that adds to a column of a track, of an artist if it is about an artist alone, or of a post."""

    column: str
    day: date
    at: datetime
    track_id: int | None = None
    artist_id: int | None = None
    post_id: int | None = None
    by: int = 1
    listener: bytes | None = None
    """Of a view."""


@dataclass(frozen=True, slots=True)
class Tally:
    """By how much one sum since the beginning changes, of each thing by its id."""

    table: type[SQLModel]
    column: str
    by: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Effects:
    """What events other than plays add to: in the numbers of days, and in sums since the beginning."""

    signs: Sequence[Sign] = ()
    tallies: Sequence[Tally] = ()

    def __add__(self, other: "Effects") -> "Effects":
        return Effects([*self.signs, *other.signs], [*self.tallies, *other.tallies])

    def tallied(self, table: type[SQLModel]) -> set[int]:
        return {each for tally in self.tallies if tally.table is table for each in tally.by}


NO_EFFECTS = Effects()


class OnDay(NamedTuple):
    owner: int
    day: date


Plays = defaultdict[int, int]
"""Of each listener, by hash."""
Named = defaultdict[str, int]
SLOTS = ("plays", "qualified", "views", "likes", "reposts", "saves", "comments", "shares", "downloads")
"""What is known of a quarter-hour."""
NOON = timedelta(hours=12)


def _plays() -> Plays:
    return defaultdict(int)


def _named() -> Named:
    return defaultdict(int)


@dataclass(slots=True)
class DaySums:
    """One owner on one day."""

    numbers: Named = field(default_factory=_named)
    listeners: Plays = field(default_factory=_plays)
    viewers: Plays = field(default_factory=_plays)
    page_viewers: Plays = field(default_factory=_plays)
    values: dict[tuple[str, str], Plays] = field(default_factory=dict)
    """By dimension and value."""
    members: dict[int, list[int]] = field(default_factory=dict)
    """By user: plays, and plays from an active source."""

    def unite(self, other: "DaySums") -> None:
        _add(self.numbers, other.numbers)
        _add(self.listeners, other.listeners)
        if other.viewers:
            _add(self.viewers, other.viewers)
        for value, plays in other.values.items():
            known = self.values.get(value)
            if known is None:
                known = self.values[value] = _plays()
            _add(known, plays)
        for user_id, (times, active) in other.members.items():
            member = self.members.setdefault(user_id, [0, 0])
            member[0] += times
            member[1] += active


@dataclass(slots=True)
class Sums:
    """What is added, by owners of one kind."""

    days: dict[OnDay, DaySums] = field(default_factory=dict)
    slots: dict[tuple[int, int], Named] = field(default_factory=dict)
    """By owner and quarter-hour."""
    last_play_at: dict[int, datetime] = field(default_factory=dict)

    def on(self, owner: int, day: date) -> DaySums:
        key = OnDay(owner, day)
        found = self.days.get(key)
        if found is None:
            found = self.days[key] = DaySums()
        return found

    def take_play(self, play: Counted) -> None:
        owner = play.track_id
        sums = self.on(owner, play.day)
        numbers = sums.numbers
        qualified = numbers["qualified"]
        add(numbers, play.listened_ms, play.furthest_ms, play.duration_ms, play.ended)
        if play.by_follower:
            numbers["by_followers"] += 1
        listener = hashed(play.listener)
        sums.listeners[listener] += 1
        values = sums.values
        for value in values_of(play.traits):
            of_value = values.get(value)
            if of_value is None:
                of_value = values[value] = _plays()
            of_value[listener] += 1
        if play.user_id is not None:
            member = sums.members.setdefault(play.user_id, [0, 0])
            member[0] += 1
            member[1] += play.traits.source in ACTIVE_SOURCES
        slot = self.in_slot(owner, play.at)
        slot["plays"] += 1
        if numbers["qualified"] > qualified:
            slot["qualified"] += 1
        last = self.last_play_at.get(owner)
        if last is None or play.at > last:
            self.last_play_at[owner] = play.at

    def take_sign(self, sign: Sign) -> None:
        own = sign.track_id is None
        owner = (sign.artist_id if own else sign.track_id) or 0
        sums = self.on(owner, sign.day)
        sums.numbers[OWN_COLUMNS.get(sign.column, sign.column) if own else sign.column] += sign.by
        if sign.listener is not None:
            listener = hashed(sign.listener)
            sums.viewers[listener] += 1
            if own:
                sums.page_viewers[listener] += 1
        if own:
            return
        if sign.column in SLOTS:
            self.in_slot(owner, _within(sign))[sign.column] += sign.by

    def in_slot(self, owner: int, at: datetime) -> Named:
        key = owner, quarter_of(at)
        slot = self.slots.get(key)
        if slot is None:
            slot = self.slots[key] = _named()
        return slot

    def of_artists(self, artists: Mapping[int, Sequence[int]]) -> "Sums":
        """The same, summed over the tracks of each artist."""
        found = Sums()
        for (track_id, day), sums in self.days.items():
            for artist_id in artists.get(track_id, ()):
                found.on(artist_id, day).unite(sums)
        for (track_id, number), numbers in self.slots.items():
            for artist_id in artists.get(track_id, ()):
                slot = found.slots.get((artist_id, number))
                if slot is None:
                    slot = found.slots[artist_id, number] = _named()
                _add(slot, numbers)
        for track_id, at in self.last_play_at.items():
            for artist_id in artists.get(track_id, ()):
                found.last_play_at[artist_id] = max(at, found.last_play_at.get(artist_id, at))
        return found

    def members(self) -> dict[tuple[int, date, int], dict[int, Attended]]:
        """By owner, month and user, the days of the month."""
        found: dict[tuple[int, date, int], dict[int, Attended]] = {}
        for (owner, day), sums in self.days.items():
            month = month_of(day)
            for user_id, (plays, active) in sums.members.items():
                found.setdefault((owner, month, user_id), {})[day.day] = Attended(plays, active)
        return found


OWN_COLUMNS = {"views": "page_views", "shares": "page_shares"}
"""What is said of an artist's own page has columns of its own."""


@lru_cache(maxsize=65_536)
def values_of(traits: Traits) -> tuple[tuple[str, str], ...]:
    """A play's known values by dimension; a city is told with its country."""
    country, city = traits.country, traits.city
    told = (
        (Dimension.COUNTRY, country),
        (Dimension.CITY, f"{country}:{city}" if country and city else None),
        (Dimension.DEVICE, traits.device),
        (Dimension.PLATFORM, traits.platform),
        (Dimension.SOURCE, traits.source),
    )
    return tuple((dim.value, str(value)) for dim, value in told if value)


@lru_cache(maxsize=4096)
def month_of(day: date) -> date:
    return day.replace(day=1)


def _within(sign: Sign) -> datetime:
    """Where it falls within its day; what came late, and is booked on the day on which it came, falls at noon."""
    at = sign.at.astimezone(UTC)
    return at if at.date() == sign.day else datetime.combine(sign.day, time(), UTC) + NOON


def _add(sums: Any, more: Mapping[Any, int]) -> None:
    for name, number in more.items():
        sums[name] += number
