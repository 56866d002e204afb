"""What is asked of a catalogue and of a recognition service, whoever runs it."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, Protocol

Kind = Literal["song", "album"]


@dataclass(frozen=True, slots=True)
class Release:
    """A song or an album in a catalogue."""

    spotify_id: str
    type: Kind
    title: str
    artist_name: str | None = None
    album_name: str | None = None
    image: str | None = None
    release_year: int | None = None
    spotify_url: str | None = None
    popularity: int | None = None
    """0 to 100, where the catalogue still tells it."""


@dataclass(frozen=True, slots=True)
class Song:
    """A song of an album, with its place on its disc and its length in milliseconds."""

    spotify_id: str
    title: str
    artist_name: str | None = None
    disc: int | None = None
    number: int | None = None
    duration: int | None = None
    spotify_url: str | None = None


@dataclass(frozen=True, slots=True)
class Album:
    release: Release
    songs: Sequence[Song]


class Catalogue(Protocol):
    """Somewhere releases can be looked up. Every call may raise a `ProviderError`."""

    @property
    def name(self) -> str: ...

    async def search(self, query: str, kinds: Sequence[Kind], limit: int) -> list[Release]:
        """At most so many of each kind, songs first, each kind in the catalogue's own order."""

    async def album(self, album_id: str) -> Album | None:
        """An album with its songs, or None if there is none of this id."""


@dataclass(frozen=True, slots=True)
class Sample:
    """What a track sounds like: some seconds of it as WAV files, its whole length, and its fingerprint if any."""

    clips: Sequence[bytes]
    duration_ms: int
    fingerprint: str | None = None
    """As AcoustID takes it: compressed and in base64."""


@dataclass(frozen=True, slots=True)
class Match:
    """A song that a service takes for what it heard; `confidence` is 0 to 100."""

    provider: str
    external_id: str
    title: str
    confidence: int
    artist_name: str | None = None
    album_name: str | None = None
    release_date: date | None = None
    isrc: str | None = None
    spotify_url: str | None = None
    youtube_url: str | None = None
    deezer_url: str | None = None


class Recogniser(Protocol):
    """A service that says which songs a sample sounds like."""

    @property
    def name(self) -> str: ...

    @property
    def hears(self) -> Literal["clips", "fingerprint"]:
        """What part of a sample it goes by."""

    async def recognise(self, sample: Sample) -> list[Match]:
        """Every song it finds, none of them twice. May raise a `ProviderError`."""


async def nothing() -> None:
    return None


@dataclass(frozen=True, slots=True)
class Providers:
    """Whom this server may ask; nobody, unless the settings name somebody."""

    spotify: Catalogue | None = None
    recognisers: Sequence[Recogniser] = ()
    close: Callable[[], Awaitable[None]] = field(default=nothing)
