"""Plays, as they were reported, and the sums that are kept beside them."""

from datetime import date, datetime
from enum import IntFlag
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
    )

    event_id: UUID = Field(primary_key=True, sa_type=EventId)
    track_id: int = Field(foreign_key="tracks.id", ondelete="CASCADE", sa_type=BigId)
    user_id: int | None = Field(default=None, foreign_key="users.id", ondelete="SET NULL", sa_type=BigId)
    listener_key: bytes = Field(max_length=16)
    occurred_at: datetime = Field(sa_type=UtcDateTime)
    received_at: datetime = Field(sa_type=UtcDateTime)
    booked_day: date = Field(description="The UTC day that it counts for.")
    listened_ms: int | None = Field(default=None, sa_type=BigId, description="Null until a duration is reported.")
    furthest_ms: int | None = Field(default=None, sa_type=BigId, description="Furthest position that was reported.")
    ended: bool = Field(default=False)
    counted: bool = Field(default=True)
    flags: int = Field(default=0, description="Bits of PlayFlag.")


class TrackDay(SQLModel, table=True):
    """One track on one UTC day."""

    __tablename__ = "track_daily"
    __table_args__ = {"sqlite_with_rowid": False}

    track_id: int = Field(primary_key=True, foreign_key="tracks.id", ondelete="CASCADE", sa_type=BigId)
    day: date = Field(primary_key=True)
    plays: int = Field(default=0)


class TrackLifetime(SQLModel, table=True):
    """One track since its beginning."""

    __tablename__ = "track_lifetime"

    track_id: int = Field(primary_key=True, foreign_key="tracks.id", ondelete="CASCADE", sa_type=BigId)
    plays: int = Field(default=0, sa_type=BigId)
    likes: int = Field(default=0)
    reposts: int = Field(default=0)
    saves: int = Field(default=0)
    shares: int = Field(default=0)
    comments: int = Field(default=0)
    views: int = Field(default=0, sa_type=BigId)


class ArtistLifetime(SQLModel, table=True):
    """One artist since the beginning."""

    __tablename__ = "artist_lifetime"

    artist_id: int = Field(primary_key=True, foreign_key="artists.id", ondelete="CASCADE", sa_type=BigId)
    followers: int = Field(default=0)
    views: int = Field(default=0, sa_type=BigId, description="Of the artist's own page.")


class ListenerSalt(SQLModel, table=True):
    """The secret of one UTC day under which guests are hashed; destroyed 48 hours later."""

    __tablename__ = "listener_salts"

    day: date = Field(primary_key=True)
    salt: bytes = Field(max_length=32)
    delete_after: datetime = Field(sa_type=UtcDateTime)
