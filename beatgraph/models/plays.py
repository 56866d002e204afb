"""Plays, as they were reported, and the sums that are kept beside them."""

from datetime import date, datetime
from enum import IntFlag, StrEnum
from uuid import UUID

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from beatgraph.models.base import BigId, EventId, UtcDateTime


class PlayFlag(IntFlag):
    """What is odd about a play; the first four keep it from being counted."""

    SELF = 1
    BOT = 2
    REPEAT = 4
    CAPPED = 8
    LATE = 16
    """Arrived more than 72 hours after it happened, and is booked on the day it arrived."""
    CUT = 32
    """More listening was claimed than time had passed."""


class Play(SQLModel, table=True):
    """One play; whether it counts was decided when it came.

    On PostgreSQL plays, views and shares are partitioned by month, and the instant is part of their keys.
    """

    __tablename__ = "plays"
    __table_args__ = (
        # What the acceptance rules look up: only counted plays matter to them.
        Index(
            "ix_plays_listener",
            "listener_key",
            "booked_day",
            "occurred_at",
            "track_id",
            sqlite_where=text("counted = 1"),
            postgresql_where=text("counted"),
        ),
        Index("ix_plays_track", "track_id", "occurred_at"),
        # How much of a track has been played from one network on one day.
        Index(
            "ix_plays_network",
            "network_key",
            "track_id",
            "booked_day",
            sqlite_where=text("counted = 1 and network_key is not null"),
            postgresql_where=text("counted and network_key is not null"),
        ),
    )

    event_id: UUID = Field(primary_key=True, sa_type=EventId)
    track_id: int = Field(foreign_key="tracks.id", ondelete="CASCADE", sa_type=BigId)
    user_id: int | None = Field(default=None, foreign_key="users.id", ondelete="SET NULL", sa_type=BigId)
    listener_key: bytes = Field(max_length=16)
    occurred_at: datetime = Field(sa_type=UtcDateTime)
    received_at: datetime = Field(sa_type=UtcDateTime)
    booked_day: date = Field(description="The UTC day that it counts for.")
    listened_ms: int | None = Field(default=None, sa_type=BigId, description="Null until a duration is reported.")
    reported_ms: int | None = Field(
        default=None, sa_type=BigId, description="What its listener has claimed, be it more than time has passed."
    )
    furthest_ms: int | None = Field(default=None, sa_type=BigId, description="Furthest position that was reported.")
    ended: bool = Field(default=False)
    counted: bool = Field(default=True)
    flags: int = Field(default=0, description="Bits of PlayFlag.")
    duration_ms: int | None = Field(
        default=None, sa_type=BigId, description="The track's length at that time: what shares of it are taken of."
    )
    heard_of_at: datetime | None = Field(
        default=None, sa_type=UtcDateTime, description="When there was last a sign of it: its start, or a report."
    )
    by_follower: bool = Field(default=False, description="By somebody who followed an artist of the track just then.")
    country: str | None = Field(default=None, max_length=2, description="ISO 3166-1; null is unknown, here and below.")
    city: str | None = Field(default=None, max_length=100)
    device: str | None = Field(default=None, max_length=10, description="A Device.")
    platform: str | None = Field(default=None, max_length=10, description="A Platform.")
    source: str | None = Field(default=None, max_length=20, description="A Source.")
    network_key: bytes | None = Field(
        default=None,
        max_length=16,
        description="A guest's network, hashed by the salt of the day; null of one that many people share.",
    )


class Device(StrEnum):
    DESKTOP = "desktop"
    MOBILE = "mobile"
    TABLET = "tablet"
    TV_OTHER = "tv_other"


class Platform(StrEnum):
    WEB = "web"
    IOS = "ios"
    ANDROID = "android"
    WINDOWS = "windows"
    MACOS = "macos"
    LINUX = "linux"
    OTHER = "other"


class Source(StrEnum):
    """From where a play was begun. The first six are active: the listener went there to listen."""

    ARTIST_PROFILE = "artist_profile"
    ALBUM = "album"
    LIBRARY = "library"
    OWN_PLAYLIST = "own_playlist"
    SEARCH = "search"
    DIRECT_LINK = "direct_link"
    EDITORIAL = "editorial"
    ALGORITHMIC = "algorithmic"
    RADIO_AUTOPLAY = "radio_autoplay"
    OTHERS_PLAYLIST = "others_playlist"
    FEED = "feed"
    EMBED = "embed"


ACTIVE_SOURCES = frozenset(list(Source)[:6])


class TrackLifetime(SQLModel, table=True):
    """One track since its beginning."""

    __tablename__ = "track_lifetime"

    track_id: int = Field(primary_key=True, foreign_key="tracks.id", ondelete="CASCADE", sa_type=BigId)
    plays: int = Field(default=0, sa_type=BigId)
    qualified: int = Field(default=0, sa_type=BigId)
    listen_ms: int = Field(default=0, sa_type=BigId)
    listener_days: int = Field(default=0, sa_type=BigId, description="Sum of each day's different listeners.")
    listeners: int = Field(default=0, sa_type=BigId, description="Different listeners, from the sketch.")
    last_play_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    likes: int = Field(default=0)
    reposts: int = Field(default=0)
    saves: int = Field(default=0)
    shares: int = Field(default=0)
    comments: int = Field(default=0)
    views: int = Field(default=0, sa_type=BigId)
    downloads: int = Field(default=0)


class ArtistLifetime(SQLModel, table=True):
    """One artist since the beginning: followers of one's own, and what the live tracks have together."""

    __tablename__ = "artist_lifetime"

    artist_id: int = Field(primary_key=True, foreign_key="artists.id", ondelete="CASCADE", sa_type=BigId)
    followers: int = Field(default=0)
    views: int = Field(default=0, sa_type=BigId, description="Of the artist's own page.")
    plays: int = Field(default=0, sa_type=BigId)
    qualified: int = Field(default=0, sa_type=BigId)
    listen_ms: int = Field(default=0, sa_type=BigId)
    listener_days: int = Field(default=0, sa_type=BigId, description="Sum of each day's different listeners.")
    listeners: int = Field(default=0, sa_type=BigId, description="Different listeners, from the sketch.")
    last_play_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class ListenerSalt(SQLModel, table=True):
    """The secret of one UTC day under which guests are hashed; destroyed 48 hours later."""

    __tablename__ = "listener_salts"

    day: date = Field(primary_key=True)
    salt: bytes = Field(max_length=32)
    delete_after: datetime = Field(sa_type=UtcDateTime)
