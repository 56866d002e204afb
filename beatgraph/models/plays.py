"""Plays, as they were reported, and the sums that are kept beside them."""

from datetime import date, datetime
from enum import IntFlag
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from beatgraph.models.base import BigId, UtcDateTime


class PlayFlag(IntFlag):
    """Why a stored play does not count; 0 counts."""

    COUNTED = 0
    SELF = 1
    BOT = 2
    REPEAT = 4
    CAPPED = 8
    LATE = 16
    QUALIFIED = 32


class Play(SQLModel, table=True):
    __tablename__ = "plays"
    __table_args__ = (
        Index("ix_plays_listener", "listener_key", "track_id", "occurred_at"),
        Index("ix_plays_track", "track_id", "occurred_at"),
    )

    event_id: UUID = Field(primary_key=True)
    track_id: int = Field(foreign_key="tracks.id", ondelete="CASCADE", sa_type=BigId)
    user_id: int | None = Field(default=None, foreign_key="users.id", ondelete="SET NULL", sa_type=BigId)
    listener_key: bytes = Field(max_length=16)
    occurred_at: datetime = Field(sa_type=UtcDateTime)
    received_at: datetime = Field(sa_type=UtcDateTime)
    booked_day: date = Field()
    listened_ms: int | None = Field(default=None, sa_type=BigId, description="Null until a duration is reported.")
    ended: bool = Field(default=False)
    flags: int = Field(default=PlayFlag.COUNTED)


class TrackDay(SQLModel, table=True):
    """One track on one UTC day."""

    __tablename__ = "track_daily"

    track_id: int = Field(primary_key=True, foreign_key="tracks.id", ondelete="CASCADE", sa_type=BigId)
    day: date = Field(primary_key=True)
    plays: int = Field(default=0)


class TrackLifetime(SQLModel, table=True):
    """One track since its beginning."""

    __tablename__ = "track_lifetime"

    track_id: int = Field(primary_key=True, foreign_key="tracks.id", ondelete="CASCADE", sa_type=BigId)
    plays: int = Field(default=0)
    likes: int = Field(default=0)
    last_play_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class ListenerSalt(SQLModel, table=True):
    """The secret of one UTC day under which guests are hashed; destroyed 48 hours later."""

    __tablename__ = "listener_salts"

    day: date = Field(primary_key=True)
    salt: bytes = Field(max_length=32)
    delete_after: datetime = Field(sa_type=UtcDateTime)
