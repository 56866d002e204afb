"""A plan as rows of tables, which refer to each other by their places in it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

from sqlmodel import SQLModel

from beatgraph import models
from beatgraph.cli.demo.history import Ids
from beatgraph.cli.demo.plan import Person, Plan, Producer, Release
from beatgraph.models import ArtistStatus, MemberRole
from beatgraph.services.words import slug

Fields = dict[str, Any]

NUMBERED: tuple[type[SQLModel], ...] = (
    models.User, models.Label, models.Artist, models.Album, models.Track, models.Genre, models.Tag, models.TrackCredit,
)  # fmt: skip
"""Tables whose rows get ids of their own."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of one table, made while they are being taken."""

    model: type[SQLModel]
    fields: Iterable[Fields]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where on which album."""

    album_id: int
    number: int


class Book:
    def __init__(self, plan: Plan, password_hash: str) -> None:
        self._plan, self._password_hash = plan, password_hash
        releases, albums, makers = plan.releases, plan.albums, len(plan.producers)
        self._genres = _numbered(*(each.genres for each in releases), *(each.genres for each in albums))
        self._tags = _numbered(*(each.beat.tags for each in releases), *(each.tags for each in albums))
        self._spots = {
            place: Spot(album_id, number)
            for album_id, album in enumerate(albums, start=1)
            for number, place in enumerate(album.releases, start=1)
        }
        # The label's user is the first, then come the producers, then the listeners.
        self.ids = Ids(
            owners={place: place + 2 for place in range(makers)},
            artists={place: place + 1 for place in range(makers)},
            listeners={place: place + makers + 2 for place in range(len(plan.listeners))},
            tracks={place: place + 1 for place in range(len(releases))},
            albums={place: place + 1 for place in range(len(albums))},
        )

    def tables(self) -> Iterator[Rows]:
        """In the order in which they refer to each other."""
        yield Rows(models.User, self._users())
        yield Rows(models.Label, self._labels())
        yield Rows(models.Artist, self._artists())
        yield Rows(models.ArtistMember, self._members())
        yield Rows(models.Genre, self._words(self._genres))
        yield Rows(models.Tag, self._words(self._tags))
        yield Rows(models.Album, self._albums())
        yield Rows(models.AlbumArtist, self._album_artists())
        yield Rows(models.AlbumGenre, self._album_words("genre_id", self._genres))
        yield Rows(models.AlbumTag, self._album_words("tag_id", self._tags))
        yield Rows(models.Track, self._tracks())
        yield Rows(models.TrackArtist, self._track_artists())
        yield Rows(models.TrackGenre, self._track_words("genre_id", self._genres))
        yield Rows(models.TrackTag, self._track_words("tag_id", self._tags))
        yield Rows(models.TrackCredit, self._credits())

    def _users(self) -> Iterator[Fields]:
        makers = (producer.person for producer in self._plan.producers)
        people: list[Person] = [self._plan.label.person, *makers, *self._plan.listeners]
        for id_, person in enumerate(people, start=1):
            yield {
                "id": id_,
                "uuid": person.uuid,
                "email": person.email,
                "password_hash": self._password_hash,
                "display_name": person.name,
                "is_admin": False,
                "email_verified_at": person.joined,
                **_stamps(person.joined),
            }

    def _labels(self) -> Iterator[Fields]:
        label = self._plan.label
        stamps = _stamps(label.person.joined)
        yield {"id": 1, "uuid": label.uuid, "name": label.name, "country": label.country, "user_id": 1, **stamps}

    def _artists(self) -> Iterator[Fields]:
        for place, producer in enumerate(self._plan.producers):
            yield {"id": self.ids.artists[place], "user_id": self.ids.owners[place], **self._artist(producer)}

    def _artist(self, producer: Producer) -> Fields:
        joined = producer.person.joined
        return {
            "uuid": producer.uuid,
            "name": producer.name,
            "status": ArtistStatus.INACTIVE if producer.inactive else ArtistStatus.ACTIVE,
            "label_id": 1 if producer.signed else None,
            "bio": producer.bio,
            "city": producer.city,
            "country": producer.country,
            "verified": producer.verified,
            "upload_access": True,
            "created_at": joined,
            "updated_at": self._plan.leaving if producer.inactive else joined,
        }

    def _members(self) -> Iterator[Fields]:
        for place, artist_id in self.ids.artists.items():
            yield {"artist_id": artist_id, "user_id": self.ids.owners[place], "role": MemberRole.OWNER}

    def _words(self, numbers: dict[str, int]) -> Iterator[Fields]:
        for word, id_ in numbers.items():
            yield {"id": id_, "name": slug(word), "display_name": word, **_stamps(self._plan.since)}

    def _albums(self) -> Iterator[Fields]:
        for place, album in enumerate(self._plan.albums):
            yield {
                "id": self.ids.albums[place],
                "name": album.name,
                "description": album.description,
                "release_date": album.at.date(),
                "private": False,
                "published_at": album.at,
                "user_id": self.ids.owners[album.producer],
                **_stamps(album.at),
            }

    def _album_artists(self) -> Iterator[Fields]:
        for place, album in enumerate(self._plan.albums):
            yield {
                "album_id": self.ids.albums[place],
                "artist_id": self.ids.artists[album.producer],
                "position": 0,
                "withdrawn": False,
            }

    def _album_words(self, column: str, numbers: dict[str, int]) -> Iterator[Fields]:
        for place, album in enumerate(self._plan.albums):
            words = album.genres if column == "genre_id" else album.tags
            yield from _linked("album_id", self.ids.albums[place], column, words, numbers)

    def _tracks(self) -> Iterator[Fields]:
        for place, release in enumerate(self._plan.releases):
            yield {"id": self.ids.tracks[place], **self._track(release, self._spots.get(place))}

    def _track(self, release: Release, spot: Spot | None) -> Fields:
        beat = release.beat
        return {
            "name": beat.title,
            "description": beat.description,
            "duration": beat.duration,
            "bpm": float(beat.bpm),
            "key": beat.key,
            "scale": beat.scale,
            "private": release.private,
            "published_at": None if release.private else release.at,
            "user_id": self.ids.owners[release.producers[0]],
            "album_id": spot.album_id if spot else None,
            "number": spot.number if spot else None,
            "commerce": {},
            **_stamps(release.at),
        }

    def _track_artists(self) -> Iterator[Fields]:
        for place, release in enumerate(self._plan.releases):
            for position, producer in enumerate(release.producers):
                yield {
                    "track_id": self.ids.tracks[place],
                    "artist_id": self.ids.artists[producer],
                    "position": position,
                    "withdrawn": False,
                }

    def _track_words(self, column: str, numbers: dict[str, int]) -> Iterator[Fields]:
        for place, release in enumerate(self._plan.releases):
            words = release.genres if column == "genre_id" else release.beat.tags
            yield from _linked("track_id", self.ids.tracks[place], column, words, numbers)

    def _credits(self) -> Iterator[Fields]:
        for place, release in enumerate(self._plan.releases):
            for position, role in enumerate(release.roles):
                yield {
                    "track_id": self.ids.tracks[place],
                    "artist_id": None if role.producer is None else self.ids.artists[role.producer],
                    "name": role.name,
                    "role": role.role,
                    "position": position,
                    **_stamps(release.at),
                }


def _stamps(at: datetime) -> Fields:
    return {"created_at": at, "updated_at": at}


def _numbered(*lists: Sequence[str]) -> dict[str, int]:
    return {word: number for number, word in enumerate(dict.fromkeys(chain.from_iterable(lists)), start=1)}


def _linked(
    parent: str, parent_id: int, column: str, words: Sequence[str], numbers: dict[str, int]
) -> Iterator[Fields]:
    for position, word in enumerate(dict.fromkeys(words)):
        yield {parent: parent_id, column: numbers[word], "position": position}
