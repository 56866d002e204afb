"""Reposts: the tracks and albums that people show to their own followers now."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from beatgraph.models.base import BigId, UtcDateTime, exactly_one


class Repost(SQLModel, table=True):
    """A track or an album; one table, because a person's reposts are one list."""

    __tablename__ = "reposts"
    __table_args__ = (
        exactly_one("track_id", "album_id"),
        UniqueConstraint("user_id", "track_id", name="uq_reposts_user_id_track_id"),
        UniqueConstraint("user_id", "album_id", name="uq_reposts_user_id_album_id"),
        Index("ix_reposts_user", "user_id", "created_at", "id"),
        Index("ix_reposts_track", "track_id", "created_at"),
        Index("ix_reposts_album", "album_id", "created_at"),
    )

    id: int = Field(default=None, primary_key=True, sa_type=BigId)
    user_id: int = Field(foreign_key="users.id", ondelete="CASCADE", sa_type=BigId)
    track_id: int | None = Field(default=None, foreign_key="tracks.id", ondelete="CASCADE", sa_type=BigId)
    album_id: int | None = Field(default=None, foreign_key="albums.id", ondelete="CASCADE", sa_type=BigId)
    created_at: datetime = Field(sa_type=UtcDateTime)
    counted: bool = Field(default=True, description="False for admins, who are no audience.")
