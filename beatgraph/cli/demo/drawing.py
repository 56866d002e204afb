"""Drawing a plan from a seed: the same seed, size and end draw the same plan."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from beatgraph.cli.demo.plan import GENRES, Collection, Label, Person, Plan, Producer, Release, Role, Size
from beatgraph.synth import STYLES, Names, compose

DOMAIN = "beatgraph.example"
FIXED = ("producer", "listener")
"""How the first producer's and the first listener's addresses begin, whatever their names: these are easy to recall."""

TAIL = 0.9
"""How fast the plays fall from the first track to the next: by rank to this power."""

COLLABORATIONS = ((3, 0.1), (2, 0.28))
"""Shares of the tracks that so many producers made together."""

ENGINEERS = ("mixing", "mastering", "musician", "songwriter", "vocalist", "arranger")
ROLES_OF_GUESTS = ("co-producer", "beat-maker", "producer")
LABEL_NAMES = ("Second Floor Recordings", "Copper Yard Music", "Long Shift Records")


def draw(size: Size, seed: int, until: datetime) -> Plan:
    people = Cast(size, seed, until)
    releases = _releases(size, seed, people)
    return Plan(
        seed=seed,
        size=size,
        until=until,
        admin=people.admin,
        label=people.label,
        producers=people.producers,
        listeners=people.listeners,
        releases=releases,
        albums=_albums(size, seed, people, releases),
    )


class Cast:
    """Everybody who takes part."""

    def __init__(self, size: Size, seed: int, until: datetime) -> None:
        self.names = Names(seed)
        self.since, self.until = until - timedelta(days=size.days), until
        self._rng = Random(f"{seed} people")  # noqa: S311
        self._taken: Counter[str] = Counter()
        self.admin = self._person("admin", "Demo Admin", self.since)
        name = self._rng.choice(LABEL_NAMES)
        self.label = Label(self._person("label", name, self.since), name, self._uuid(), "GB")
        self.producers = tuple(self._producer(place, size.producers) for place in range(size.producers))
        self.publishing = [place for place, producer in enumerate(self.producers) if not producer.inactive]
        self.listeners = tuple(self._listener(place) for place in range(size.listeners))

    def _producer(self, place: int, of: int) -> Producer:
        name, home = self.names.producer(), self.names.place()
        self._taken[name] += 1
        if self._taken[name] > 1:
            name = f"{name} {self._taken[name]}"
        handle = "-".join("".join(sign if sign.isalnum() else " " for sign in name.lower()).split())
        styles = list(STYLES)
        first = styles[(place * 5) % len(styles)]
        # Two of three are there from the beginning; the others come within the first third.
        joined = self.since if place % 3 < 2 else self._between(self.since, (self.until - self.since) / 3)
        return Producer(
            person=self._person(FIXED[0] if place == 0 else handle, name, joined),
            name=name,
            uuid=self._uuid(),
            bio=self.names.bio(),
            city=home.city,
            country=home.country,
            styles=(first, self._rng.choice(styles)),
            verified=place == 0 or self._rng.random() < 0.4,
            inactive=place == of - 1,
            signed=place in (0, 2) or (of > 8 and self._rng.random() < 0.05),
        )

    def _listener(self, place: int) -> Person:
        listener = self.names.listener()
        self._taken[listener.handle] += 1
        number = self._taken[listener.handle]
        handle = listener.handle if number == 1 else f"{listener.handle}.{number}"
        joined = self.since if place < 4 else self._between(self.since, (self.until - self.since) * 2 / 3)
        return self._person(FIXED[1] if place == 0 else handle, listener.name, joined)

    def _person(self, handle: str, name: str, joined: datetime) -> Person:
        return Person(f"{handle}@{DOMAIN}", name, self._uuid(), joined)

    def _uuid(self) -> UUID:
        return UUID(int=self._rng.getrandbits(128), version=4)

    def _between(self, start: datetime, length: timedelta) -> datetime:
        return start + length * self._rng.random()


def _releases(size: Size, seed: int, people: Cast) -> tuple[Release, ...]:
    """Tracks in the order of their days: the oldest come soon after the beginning, the newest just before the end."""
    rng = Random(f"{seed} tracks")  # noqa: S311
    leads = _leads(rng, size.tracks, people.publishing)
    span = timedelta(days=size.days)
    offsets = sorted(0.01 + 0.96 * (place + rng.random()) / size.tracks for place in range(size.tracks))
    ranks = rng.sample(range(1, size.tracks + 1), size.tracks)
    weights = [(1 - offset) ** 0.5 / rank**TAIL for offset, rank in zip(offsets, ranks, strict=True)]
    total = sum(weights)
    hidden = max(place for place, lead in enumerate(leads) if lead == 0)
    releases = []
    for place, (lead, offset) in enumerate(zip(leads, offsets, strict=True)):
        producer = people.producers[lead]
        beat = replace(compose(rng, rng.choice(producer.styles)), title=people.names.title())
        together = (lead, *_guests(rng, people, lead, place))
        at = max(people.since + span * offset, *(people.producers[each].person.joined for each in together))
        releases.append(
            Release(
                beat=beat,
                at=at,
                producers=together,
                roles=_roles(rng, people, together),
                genres=GENRES[beat.genre][: 2 if rng.random() < 0.6 else 1],
                appeal=0.0 if place == hidden else weights[place] / total,
                private=place == hidden,
            )
        )
    return tuple(sorted(releases, key=lambda release: release.at))


def _leads(rng: Random, tracks: int, publishing: Sequence[int]) -> list[int]:
    """Whose each track is: one of everybody's, enough of the first's, and more of those who come first in the plan."""
    weights = [1 / (rank + 1) ** 0.5 for rank in range(len(publishing))]
    certain = [*publishing, *[0] * min(4, tracks // 6)][:tracks]
    leads = [*certain, *rng.choices(publishing, weights, k=tracks - len(certain))]
    rng.shuffle(leads)
    return leads


def _guests(rng: Random, people: Cast, lead: int, place: int) -> list[int]:
    drawn = rng.sample(people.publishing, min(4, len(people.publishing)))
    others = [each for each in drawn if each != lead]
    if place in (1, 4):
        # In however small a catalogue, who leaves was there once, and three work together, the first among them.
        gone = len(people.producers) - 1
        return [gone] if place == 1 else sorted(others + [0] * (lead != 0 and 0 not in others))[:2]
    chance = rng.random()
    for number, share in COLLABORATIONS:
        if chance < share:
            return others[: number - 1]
        chance -= share
    return []


def _roles(rng: Random, people: Cast, together: Sequence[int]) -> tuple[Role, ...]:
    roles = [Role("producer", together[0])]
    roles += [Role(rng.choice(ROLES_OF_GUESTS), each) for each in together[1:]]
    for role in rng.sample(ENGINEERS, rng.randint(0, 2)):
        known = rng.random() < 0.3
        roles.append(
            Role(role, together[0]) if known else Role(role, name=f"{people.names.listener().name} {_initial(rng)}.")
        )
    return tuple(roles)


def _initial(rng: Random) -> str:
    return rng.choice("ABCDEFGHIJKLMNOPRSTVWZ")


def _albums(size: Size, seed: int, people: Cast, releases: Sequence[Release]) -> tuple[Collection, ...]:
    """Three to six tracks in a row of one producer's, out on the day of the last of them."""
    rng = Random(f"{seed} albums")  # noqa: S311
    own: defaultdict[int, list[int]] = defaultdict(list)
    for place, release in enumerate(releases):
        if not release.private:
            own[release.producers[0]].append(place)
    albums: list[Collection] = []
    for producer, places in sorted(own.items(), key=lambda each: (each[0] != 0, -len(each[1]))) * 8:
        while len(places) >= 2 and len(albums) < size.albums:
            number = rng.randint(3, 6)
            chosen = [places.pop(0) for _ in range(min(number, len(places)))]
            albums.append(_album(rng, people, producer, chosen, releases))
            if rng.random() < 0.5 or size.albums < 10:
                break
    return tuple(sorted(albums, key=lambda album: album.at))


def _album(rng: Random, people: Cast, producer: int, places: Sequence[int], releases: Sequence[Release]) -> Collection:
    beats = [releases[place].beat for place in places]
    order = list(places)
    rng.shuffle(order)
    genres = Counter(genre for place in places for genre in releases[place].genres[:1])
    tags = Counter(tag for beat in beats for tag in beat.tags)
    tempi = sorted(beat.bpm for beat in beats)
    return Collection(
        name=people.names.album(),
        at=max(releases[place].at for place in places) + timedelta(hours=1),
        producer=producer,
        releases=tuple(order),
        genres=tuple(genre for genre, _ in genres.most_common(2)),
        tags=tuple(tag for tag, _ in tags.most_common(3)),
        description=f"{len(order)} beats from {tempi[0]:g} to {tempi[-1]:g} BPM, in the order they want to be heard.",
    )
