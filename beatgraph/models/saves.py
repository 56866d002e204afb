"""Saves: the tracks and posts that people keep for later now, and tracks in their playlists; each once a person."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from beatgraph.models.base import BigId, UtcDateTime, exactly_one


class Save(SQLModel, table=True):
    """A track or a post; one table, because what a person keeps is one list."""

    __tablename__ = "saves"
    __table_args__ = (
        exactly_one("track_id", "post_id"),
        UniqueConstraint("user_id", "track_id", name="uq_saves_user_id_track_id"),
        UniqueConstraint("user_id", "post_id", name="uq_saves_user_id_post_id"),
        Index("ix_saves_user", "user_id", "created_at", "id"),
        Index("ix_saves_track", "track_id", "created_at"),
        Index("ix_saves_post", "post_id", "created_at"),
    )

    id: int = Field(default=None, primary_key=True, sa_type=BigId)
    user_id: int = Field(foreign_key="users.id", ondelete="CASCADE", sa_type=BigId)
    track_id: int | None = Field(default=None, foreign_key="tracks.id", ondelete="CASCADE", sa_type=BigId)
    post_id: int | None = Field(default=None, foreign_key="posts.id", ondelete="CASCADE", sa_type=BigId)
    created_at: datetime = Field(sa_type=UtcDateTime)
    in_library: bool = Field(default=True, description="False for what is only in a playlist, put there by the user.")
    counted: bool = Field(
        default=True, description="False for those who run or are credited on it, and for the author of a post."
    )
