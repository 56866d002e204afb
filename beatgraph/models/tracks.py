"""Tracks: beats, their sound's measured facts, and their credited producers."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Index
from sqlmodel import Field, SQLModel

from beatgraph.models.base import BigId, Deletable, Row, UtcDateTime
from beatgraph.models.names import Named


class Scale(StrEnum):
    MAJOR = "major"
    MINOR = "minor"


class Track(Row, Deletable, Named, table=True):
    __tablename__ = "tracks"
    __table_args__ = (
        Index("ix_tracks_public", "published_at", "id"),
        Index("ix_tracks_album", "album_id", "number", "id"),
        Index("ix_tracks_created", "created_at", "id"),
    )

    name: str = Field(max_length=255)
    description: str | None = Field(default=None, max_length=5000)
    image: str | None = Field(default=None, max_length=2048)
    duration: int | None = Field(default=None, description="Milliseconds; null until there is audio.")
    bpm: float | None = Field(default=None, description="Beats a minute.")
    key: str | None = Field(default=None, max_length=10)
    scale: str | None = Field(default=None, max_length=20)
    private: bool = Field(default=False)
    published_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    user_id: int = Field(foreign_key="users.id", index=True, sa_type=BigId, description="Who uploaded it.")
    upload_id: int | None = Field(default=None, foreign_key="uploads.id", index=True, sa_type=BigId)
    source_url: str | None = Field(default=None, max_length=2048, description="Audio held elsewhere; never shown.")
    album_id: int | None = Field(default=None, foreign_key="albums.id", ondelete="SET NULL", sa_type=BigId)
    number: int | None = Field(default=None, description="Place on the album, from 1.")
    commerce: dict[str, Any] = Field(
        default_factory=dict, sa_type=JSON, description="Licence and price, as sent; nothing acts on them yet."
    )


class TrackArtist(SQLModel, table=True):
    """A credited producer of a track; the first is the main one."""

    __tablename__ = "track_artists"
    __table_args__ = (Index("ix_track_artists_artist_id_track_id", "artist_id", "track_id"),)

    track_id: int = Field(primary_key=True, foreign_key="tracks.id", ondelete="CASCADE", sa_type=BigId)
    artist_id: int = Field(primary_key=True, foreign_key="artists.id", ondelete="CASCADE", sa_type=BigId)
    position: int = Field(default=0)
    withdrawn: bool = Field(
        default=False, description="Went private when this artist was deleted, and returns with it."
    )
