"""What the demo will consist of, before anything of it exists: people, beats, albums, and when each comes to be."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from beatgraph.synth import Beat

GENRES = {
    "house": ("House", "Electronic"),
    "techno": ("Techno", "Electronic"),
    "uk-garage": ("UK Garage", "Electronic"),
    "drum-and-bass": ("Drum & Bass", "Electronic"),
    "synthwave": ("Synthwave", "Electronic"),
    "boom-bap": ("Boom Bap", "Hip-Hop"),
    "trap": ("Trap", "Hip-Hop"),
    "drill": ("Drill", "Hip-Hop"),
    "lo-fi": ("Lo-Fi", "Hip-Hop"),
    "reggaeton": ("Reggaeton", "Latin"),
    "afrobeats": ("Afrobeats", "African"),
    "amapiano": ("Amapiano", "African"),
}
"""The genre of each of the synthesiser's, and the wider one that it belongs to."""


@dataclass(frozen=True, slots=True)
class Size:
    """How much of everything."""

    tracks: int
    days: int
    plays: int
    """Plays of a track over the whole time, on the average; few have many, and many few."""

    @property
    def producers(self) -> int:
        return self.tracks // 20 if self.tracks > 160 else max(3, min(8, self.tracks // 3))

    @property
    def albums(self) -> int:
        return max(1, self.tracks // (7 if self.tracks > 160 else 6))

    @property
    def listeners(self) -> int:
        return max(14, self.tracks // 50)


@dataclass(frozen=True, slots=True)
class Person:
    """An account, and since when it exists."""

    email: str
    name: str
    uuid: UUID
    joined: datetime


@dataclass(frozen=True, slots=True)
class Producer:
    person: Person
    name: str
    uuid: UUID
    bio: str
    city: str
    country: str
    styles: tuple[str, ...]
    verified: bool = False
    inactive: bool = False
    signed: bool = False
    """Whether the label has the artist."""


@dataclass(frozen=True, slots=True)
class Label:
    person: Person
    name: str
    uuid: UUID
    country: str


@dataclass(frozen=True, slots=True)
class Role:
    """A credit: of a producer, by their place in the plan, or of somebody who has no profile."""

    role: str
    producer: int | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Release:
    """A track: the beat, whose it is (places in the plan, the main producer first), and how well it will do."""

    beat: Beat
    at: datetime
    producers: tuple[int, ...]
    roles: tuple[Role, ...]
    genres: tuple[str, ...]
    appeal: float
    """Share of all plays."""
    private: bool = False


@dataclass(frozen=True, slots=True)
class Collection:
    """An album: places of its releases, in order."""

    name: str
    at: datetime
    producer: int
    releases: tuple[int, ...]
    genres: tuple[str, ...]
    tags: tuple[str, ...]
    description: str


@dataclass(frozen=True, slots=True)
class Plan:
    seed: int
    size: Size
    until: datetime
    admin: Person
    label: Label
    producers: tuple[Producer, ...]
    listeners: tuple[Person, ...]
    releases: tuple[Release, ...]
    albums: tuple[Collection, ...]

    @property
    def since(self) -> datetime:
        return self.until - timedelta(days=self.size.days)

    @property
    def leaving(self) -> datetime:
        """When the producer who does not go on is set inactive; no track comes out after that."""
        return self.until - timedelta(days=self.size.days) * 0.02
