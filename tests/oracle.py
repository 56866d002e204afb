"""The numbers again, in the plainest words: everything in memory, nothing added up before it is asked for."""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

BANDS = ("skipped", "partial", "half", "mostly", "completed")
LENGTHS = ((10, "under_10s"), (30, "under_30s"), (60, "under_60s"), (120, "under_120s"), (240, "under_240s"))
ENDS = {"unlike": "like", "unrepost": "repost", "unsave": "save", "unfollow": "follow"}
WITHIN = {"view": timedelta(minutes=30), "share": timedelta(seconds=10)}
DIMS = ("country", "device", "platform", "source")


@dataclass(frozen=True)
class Event:
    """One line of a file. `visitor` is who did it; those who run its item, and bots, do not count."""

    id: int
    type: str
    at: datetime
    visitor: str
    track: int | None = None
    artist: int | None = None
    listened_ms: int | None = None
    ended: bool = False
    traits: tuple[str | None, ...] = (None,) * 4
    counts: bool = True

    @property
    def day(self) -> date:
        return self.at.date()

    @property
    def listener(self) -> Any:
        """A guest is somebody else on every day."""
        return self.visitor if self.visitor.startswith("user") else (self.visitor, self.day)


@dataclass
class Oracle:
    """What was told so far, and which tracks of whom are live."""

    durations: dict[int, int]
    seen: set[int] = field(default_factory=set)
    plays: list[Event] = field(default_factory=list)
    happened: list[Event] = field(default_factory=list)
    told: list[Event] = field(default_factory=list)

    def read(self, file: Sequence[Event]) -> int:
        """Take in a file, in the order in which things happened; so many of its events are new."""
        new = 0
        for event in sorted(file, key=lambda each: (each.at, each.id)):
            if event.id in self.seen:
                continue
            self.seen.add(event.id)
            new += 1
            self._take(event)
        return new

    def _take(self, event: Event) -> None:
        if event.type == "play":
            if event.counts and self._plays_again(event):
                self.plays.append(event)
        elif event.type in WITHIN:
            alike = [
                each
                for each in self.happened
                if each.type == event.type and same_visitor(each, event) and about(each) == about(event)
            ]
            if all(abs(each.at - event.at) >= WITHIN[event.type] for each in alike):
                self.happened.append(event)
        elif event.type in ("comment", "download"):
            self.happened.append(event)
        else:
            self.told.append(event)

    def _plays_again(self, event: Event) -> bool:
        alike = [each for each in self.plays if same_visitor(each, event) and each.track == event.track]
        return all(abs(each.at - event.at) >= timedelta(seconds=30) for each in alike)

    def days(self, tracks: Collection[int]) -> dict[date, dict[str, int]]:
        """The numbers of these tracks together, by day, without zeros; the numbers of a track are those of it alone."""
        found: defaultdict[date, Counter[str]] = defaultdict(Counter)
        for play in self._of(self.plays, tracks):
            found[play.day].update(self._added(play))
        for day, listeners in self._listeners(tracks).items():
            found[day]["listeners"] = len(listeners)
        columns = {"view": "views", "share": "shares", "comment": "comments", "download": "downloads"}
        for event in self._of(self.happened, tracks):
            if event.counts:
                found[event.day][columns[event.type]] += 1
        for track in tracks:
            for kind in ("like", "repost", "save"):
                for at, begins in self.turns(kind, track=track):
                    found[at.date()][f"{kind}s_{'added' if begins else 'removed'}"] += 1
                for at in self.standing(kind, track=track):
                    found[at.date()][f"{kind}s"] += 1
        return {day: dict(numbers) for day, numbers in found.items() if any(numbers.values())}

    def _of(self, events: Sequence[Event], tracks: Collection[int]) -> list[Event]:
        return [event for event in events if event.track in tracks]

    def _listeners(self, tracks: Collection[int]) -> dict[date, set[Any]]:
        found: defaultdict[date, set[Any]] = defaultdict(set)
        for play in self._of(self.plays, tracks):
            found[play.day].add(play.listener)
        return found

    def listener_days(self, tracks: Collection[int]) -> int:
        return sum(map(len, self._listeners(tracks).values()))

    def listeners(self, tracks: Collection[int]) -> int:
        return len({play.listener for play in self._of(self.plays, tracks)})

    def repeated(self, tracks: Collection[int]) -> int:
        """Listeners with two plays or more."""
        plays = Counter(play.listener for play in self._of(self.plays, tracks))
        return sum(number > 1 for number in plays.values())

    def values(self, tracks: Collection[int]) -> dict[tuple[date, str, str], tuple[int, int]]:
        """By day, dimension and known value: plays and listeners."""
        plays: Counter[tuple[date, str, str]] = Counter()
        listeners: defaultdict[tuple[date, str, str], set[Any]] = defaultdict(set)
        for play in self._of(self.plays, tracks):
            for dim, value in zip(DIMS, play.traits, strict=True):
                if value is not None:
                    plays[play.day, dim, value] += 1
                    listeners[play.day, dim, value].add(play.listener)
        return {key: (number, len(listeners[key])) for key, number in plays.items()}

    def slots(self, tracks: Collection[int]) -> dict[int, dict[str, int]]:
        """By quarter-hours since 1970, without zeros."""
        found: defaultdict[int, Counter[str]] = defaultdict(Counter)
        for play in self._of(self.plays, tracks):
            found[quarter(play.at)].update(plays=1, qualified=self._added(play).get("qualified", 0))
        for event in self._of(self.happened, tracks):
            if event.counts:
                found[quarter(event.at)][f"{event.type}s"] += 1
        for track in tracks:
            for kind in ("like", "repost", "save"):
                for at in self.standing(kind, track=track):
                    found[quarter(at)][f"{kind}s"] += 1
        return {slot: {name: by for name, by in sums.items() if by} for slot, sums in found.items()}

    def members(self, tracks: Collection[int]) -> dict[str, int]:
        """Plays of those who were signed in."""
        return Counter(play.visitor for play in self._of(self.plays, tracks) if play.visitor.startswith("user"))

    def standing(self, kind: str, track: int | None = None, artist: int | None = None) -> list[datetime]:
        """Since when it stands in the end, of what counts."""
        found = []
        told = [each for each in self.told if ENDS.get(each.type, each.type) == kind and about(each) == (track, artist)]
        for visitor in {each.visitor for each in told}:
            its = sorted((each for each in told if each.visitor == visitor), key=lambda each: each.at)
            ends = [number for number, each in enumerate(its) if each.type != kind]
            begun = its[ends[-1] + 1 if ends else 0 :]
            if begun and begun[0].counts:
                found.append(begun[0].at)
        return found

    def turns(self, kind: str, track: int | None = None, artist: int | None = None) -> list[tuple[datetime, bool]]:
        """When it came to stand between somebody and the item, and when it ceased to, of what counts."""
        found = []
        told = [each for each in self.told if ENDS.get(each.type, each.type) == kind and about(each) == (track, artist)]
        for visitor in {each.visitor for each in told}:
            standing: Event | None = None
            for event in sorted((each for each in told if each.visitor == visitor), key=lambda each: each.at):
                if (event.type == kind) == (standing is not None):
                    continue
                counts = event.counts if standing is None else standing.counts
                standing = event if standing is None else None
                if counts:
                    found.append((event.at, event.type == kind))
        return found

    def _added(self, play: Event) -> dict[str, int]:
        """What one play adds, by the words of the dictionary of metrics."""
        if play.listened_ms is None:
            return {"plays": 1}
        duration, listened = self.durations[play.track or 0], play.listened_ms
        qualified = listened >= 30_000 or (duration < 60_000 and listened >= duration / 2)
        heard = min(listened, duration)
        percent = 100 * heard / duration
        band = 4 if percent > 80 else 3 if percent >= 60 else 2 if percent >= 40 else 1 if percent >= 20 else 0
        return {
            "plays": 1,
            "qualified": int(qualified),
            "listen_ms": listened,
            "tracked": 1,
            "heard_ms": heard,
            "share_ppm": int(heard * 1_000_000 / duration + 0.5),
            "skips": int(play.ended and not qualified),
            "intro": int(heard >= 30_000),
            BANDS[band]: 1,
            next((name for below, name in LENGTHS if listened < below * 1000), "longer"): 1,
            f"reach_{int(percent // 5) * 5}": 1,
        }


def same_visitor(one: Event, other: Event) -> bool:
    return one.visitor == other.visitor


def about(event: Event) -> tuple[int | None, int | None]:
    return event.track, event.artist


def quarter(at: datetime) -> int:
    return int(at.timestamp() // 900)
