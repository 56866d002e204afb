"""One set of values out of three: the user's word before the tag's, the tag's before the measurement."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from beatgraph.audio.sounds import Picture, Source, Tags

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Sourced(Generic[T]):
    """A value, and who said it."""

    value: T
    source: Source


class Measured(Protocol):
    """What a merge takes from an analysis, be it fresh or kept in a table; the duration in ms."""

    @property
    def duration(self) -> int: ...

    @property
    def bpm(self) -> float | None: ...

    @property
    def key(self) -> str | None: ...

    @property
    def scale(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is to be shown for a file; `None` where nobody knows."""

    duration: int
    title: Sourced[str] | None
    artist: Sourced[str] | None
    album: Sourced[str] | None
    genres: Sourced[tuple[str, ...]] | None
    release_date: Sourced[str] | None
    bpm: Sourced[float] | None
    key: Sourced[str] | None
    scale: Sourced[str] | None
    lyrics: Sourced[str] | None
    comment: Sourced[str] | None
    picture: Sourced[Picture] | None


def merge(tags: Tags, analysis: Measured, given: Tags | None = None) -> Metadata:
    """User, tag, analysis, in this order, value by value; a scale is only taken from whoever agrees on the key."""
    user = given or Tags()

    def first(name: str) -> Sourced[str] | None:
        return chosen((("user", getattr(user, name)), ("tag", getattr(tags, name))))

    tonics: list[tuple[Source, str | None, str | None]] = [
        ("user", user.key, user.scale),
        ("tag", tags.key, tags.scale),
        ("analysis", analysis.key, analysis.scale),
    ]
    key = chosen((source, tonic) for source, tonic, _ in tonics)
    scale = chosen((source, scale) for source, tonic, scale in tonics if tonic == (key.value if key else None))
    if user.scale and not user.key:
        scale = Sourced(user.scale, "user")
    return Metadata(
        duration=analysis.duration,
        title=first("title"),
        artist=first("artist"),
        album=first("album"),
        genres=chosen((("user", user.genres), ("tag", tags.genres))),
        release_date=first("release_date"),
        bpm=chosen((("user", user.bpm), ("tag", tags.bpm), ("analysis", analysis.bpm))),
        key=key,
        scale=scale,
        lyrics=first("lyrics"),
        comment=first("comment"),
        picture=chosen((("user", user.picture), ("tag", tags.picture))),
    )


def chosen(offers: Iterable[tuple[Source, T | None]]) -> Sourced[T] | None:
    """The first offer that is one."""
    return next((Sourced(value, source) for source, value in offers if value), None)
