"""What the audience does with the catalogue: who plays what, when and how long, and whom and what they come to like."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import accumulate
from random import Random
from uuid import UUID

from beatgraph.cli.demo.plan import Plan
from beatgraph.cli.demo.rhythm import Rhythm

GUESTS = 0.62
"""Share of the plays by people who are not signed in."""

OWN = 0.006
"""Share of the plays by a producer of the track: kept, and not counted."""

LIKES, FOLLOWS = 9, 4
"""By each listener, on the average."""

REGRETS = 0.12
"""Share of the likes and follows that are taken back."""

NETWORKS = ("192.0.2", "198.51.100", "203.0.113")
"""Addresses that are set aside for examples, and belong to nobody."""

BROWSERS = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148",
    "Mozilla/5.0 (Linux; Android 16; Pixel 9) AppleWebKit/537.36 Chrome/140.0.0.0 Mobile Safari/537.36",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/19.0 Safari/605.1.15",
    "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0",
)


class Kind(StrEnum):
    PLAY = "play"
    LIKE = "like"
    UNLIKE = "unlike"
    FOLLOW = "follow"
    UNFOLLOW = "unfollow"


@dataclass(frozen=True, slots=True)
class Guest:
    address: str
    browser: str


@dataclass(frozen=True, slots=True)
class Happening:
    """One event. `subject` is a place in the plan, of a release or, for follows, of a producer."""

    id: UUID
    kind: Kind
    at: datetime
    subject: int
    listener: int | None = None
    producer: int | None = None
    guest: Guest | None = None
    listened_ms: int | None = None
    ended: bool = False

    @property
    def received_at(self) -> datetime:
        return self.at + timedelta(milliseconds=(self.listened_ms or 0) + 400)


def happenings(plan: Plan) -> list[Happening]:
    """Everything that happens; who takes it in puts it in order."""
    return [*_plays(plan), *_tastes(plan)]


def _plays(plan: Plan) -> Iterator[Happening]:
    rng = Random(f"{plan.seed} plays")  # noqa: S311
    rhythm = Rhythm(plan.since, plan.until)
    guests = [
        Guest(f"{rng.choice(NETWORKS)}.{rng.randrange(1, 255)}", rng.choice(BROWSERS))
        for _ in range(max(300, plan.size.tracks // 10))
    ]
    everything = plan.size.tracks * plan.size.plays
    for place, release in enumerate(plan.releases):
        for _ in range(_about(rng, everything * release.appeal)):
            at = rhythm.instant(rng, release.at)
            listened = _listened(rng, release.beat.duration)
            chance, who = rng.random(), rng.random()
            listener = int(who * len(plan.listeners))
            signed_in = chance >= GUESTS + OWN and plan.listeners[listener].joined <= at
            own = GUESTS <= chance < GUESTS + OWN
            yield Happening(
                id=event_id(rng, at),
                kind=Kind.PLAY,
                at=at,
                subject=place,
                listener=listener if signed_in else None,
                producer=release.producers[0] if own else None,
                guest=None if signed_in or own else guests[int(who * who * len(guests))],
                listened_ms=listened,
                ended=listened == release.beat.duration,
            )


def _listened(rng: Random, duration: int) -> int:
    """Most play a beat to its end, some leave at once, the others somewhere in between."""
    chance = rng.random()
    if chance < 0.52:
        return duration
    return int(duration * (rng.uniform(0.03, 0.2) if chance < 0.68 else rng.uniform(0.2, 0.98)))


def _tastes(plan: Plan) -> Iterator[Happening]:
    rng = Random(f"{plan.seed} tastes")  # noqa: S311
    places = range(len(plan.releases))
    appeal = list(accumulate(release.appeal**0.5 for release in plan.releases))
    standing = [place for place, producer in enumerate(plan.producers) if not producer.inactive]
    likes = min(LIKES, len(places) // 2)
    follows = min(FOLLOWS, len(standing) - 1)
    for listener, person in enumerate(plan.listeners):
        for place in dict.fromkeys(rng.choices(places, cum_weights=appeal, k=_about(rng, likes))):
            yield from _taste(rng, plan, Kind.LIKE, listener, place, max(person.joined, plan.releases[place].at))
        for place in dict.fromkeys(rng.choices(standing, k=_about(rng, follows))):
            since = max(person.joined, plan.producers[place].person.joined)
            yield from _taste(rng, plan, Kind.FOLLOW, listener, place, since)


def _taste(rng: Random, plan: Plan, kind: Kind, listener: int, subject: int, since: datetime) -> Iterator[Happening]:
    at = since + (plan.until - since) * rng.uniform(0.02, 0.95)
    yield Happening(event_id(rng, at), kind, at, subject, listener)
    if rng.random() < REGRETS:
        later = at + (plan.until - at) * rng.uniform(0.1, 0.9)
        yield Happening(event_id(rng, later), Kind(f"un{kind}"), later, subject, listener)


def _about(rng: Random, mean: float) -> int:
    """A whole number that is `mean` on the average, and spreads as counts do."""
    return max(0, int(rng.gauss(mean, mean**0.5) + rng.random())) if mean > 20 else _poisson(rng, mean)


def _poisson(rng: Random, mean: float) -> int:
    number, left = 0, rng.expovariate(1.0)
    while left < mean:
        number += 1
        left += rng.expovariate(1.0)
    return number


def event_id(rng: Random, at: datetime) -> UUID:
    """A UUID of version 7: it begins with its time, so that neighbours in time are neighbours in an index."""
    milliseconds = int(at.timestamp() * 1000)
    return UUID(int=milliseconds << 80 | 7 << 76 | rng.getrandbits(12) << 64 | 2 << 62 | rng.getrandbits(62))
