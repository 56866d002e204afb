"""Subjects: what people take to, where what stands of it is kept, and which sums it adds to."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, true
from sqlmodel import SQLModel, col

from beatgraph.analytics.courses import Told
from beatgraph.models import (
    AlbumLifetime,
    AlbumLike,
    ArtistLifetime,
    EngagementKind,
    Follow,
    Like,
    PostLifetime,
    PostLike,
    Repost,
    Save,
    TrackLifetime,
    UserFollow,
    UserLifetime,
)

Standing = type[Like] | type[AlbumLike] | type[PostLike] | type[Follow] | type[UserFollow] | type[Repost] | type[Save]


@dataclass(frozen=True, slots=True)
class Subject:
    """What people take to: where what stands is kept, by which words it begins and ends, and which sum it adds to."""

    name: str
    standing: Standing
    key: str
    begins: EngagementKind
    ends: EngagementKind
    lifetime: type[SQLModel]
    total: str
    aside: tuple[EngagementKind, ...] = ()
    """Words by which it begins and ends in another way: it stands as long as it does by one of them."""

    @property
    def kinds(self) -> tuple[EngagementKind, ...]:
        return self.begins, self.ends, *self.aside

    @property
    def outright(self) -> ColumnElement[bool]:
        """Of what stands, what does by the first way."""
        return col(Save.in_library).is_(True) if self.aside else true()

    def told(self, kind: str, at: datetime, day: date, counted: bool) -> Told:
        aside = kind in self.aside
        begins = kind == (self.aside[0] if aside else self.begins)
        return Told(begins, at, day, counted, aside)


LIKING = EngagementKind.LIKE, EngagementKind.UNLIKE
FOLLOWING = EngagementKind.FOLLOW, EngagementKind.UNFOLLOW
REPOSTING = EngagementKind.REPOST, EngagementKind.UNREPOST
SAVING = EngagementKind.SAVE, EngagementKind.UNSAVE
LISTING = EngagementKind.LIST, EngagementKind.UNLIST

TRACKS = Subject("track", Like, "track_id", *LIKING, TrackLifetime, "likes")
ALBUM_LIKES = Subject("album", AlbumLike, "album_id", *LIKING, AlbumLifetime, "likes")
POST_LIKES = Subject("post", PostLike, "post_id", *LIKING, PostLifetime, "likes")
ARTISTS = Subject("artist", Follow, "artist_id", *FOLLOWING, ArtistLifetime, "followers")
USERS = Subject("user", UserFollow, "followed_id", *FOLLOWING, UserLifetime, "followers")
TRACK_REPOSTS = Subject("track", Repost, "track_id", *REPOSTING, TrackLifetime, "reposts")
ALBUM_REPOSTS = Subject("album", Repost, "album_id", *REPOSTING, AlbumLifetime, "reposts")
TRACK_SAVES = Subject("track", Save, "track_id", *SAVING, TrackLifetime, "saves", LISTING)
POST_SAVES = Subject("post", Save, "post_id", *SAVING, PostLifetime, "saves")
SUBJECTS = (TRACKS, ARTISTS)
"""Those that a file of events can tell of."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """Columns of a day's numbers that know of a subject; `standing` is what began on that day and stands."""

    key: str
    added: str
    removed: str
    standing: str | None


def numbered(subject: Subject) -> Numbered | None:
    """None of what has no numbers by day."""
    match subject.lifetime:
        case found if found is ArtistLifetime:
            return Numbered("artist_id", "follows_added", "follows_removed", None)
        case found if found in (TrackLifetime, PostLifetime):
            key, name = f"{subject.name}_id", subject.total
            return Numbered(key, f"{name}_added", f"{name}_removed", name)
        case _:
            return None
