"""What people do to each other and say about the catalogue: each act with its moment, by places in the plan."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Who:
    """A producer or a listener of the plan."""

    producer: int | None = None
    listener: int | None = None


@dataclass(frozen=True, slots=True)
class Act:
    at: datetime
    who: Who


@dataclass(frozen=True, slots=True)
class Pin(Act):
    release: int


@dataclass(frozen=True, slots=True)
class Lyrics(Act):
    release: int
    text: str


@dataclass(frozen=True, slots=True)
class Portfolio(Act):
    """A credit on a record that came out elsewhere."""

    credit: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Comment(Act):
    release: int
    name: str
    """What the plan calls the comment, so that others can answer it."""
    text: str
    position: int | None = None
    answers: str | None = None


@dataclass(frozen=True, slots=True)
class Post(Act):
    text: str
    release: int | None = None


@dataclass(frozen=True, slots=True)
class FollowPerson(Act):
    whom: Who


@dataclass(frozen=True, slots=True)
class Repost(Act):
    release: int | None = None
    album: int | None = None


@dataclass(frozen=True, slots=True)
class NewPlaylist(Act):
    name: str
    description: str
    releases: tuple[int, ...]
    public: bool = True
    collaborative: bool = False


@dataclass(frozen=True, slots=True)
class Invite(Act):
    playlist: str
    whom: Who


@dataclass(frozen=True, slots=True)
class Accept(Act):
    playlist: str


@dataclass(frozen=True, slots=True)
class AddTracks(Act):
    playlist: str
    releases: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FollowPlaylist(Act):
    playlist: str


@dataclass(frozen=True, slots=True)
class Apply(Act):
    type: str
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Decide(Act):
    """The admin decides on the latest request of `who`."""

    approved: bool
    notes: str | None = None


@dataclass(frozen=True, slots=True)
class ReadNotifications(Act):
    """All that there are by then."""
