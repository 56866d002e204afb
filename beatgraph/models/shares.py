"""Shares: each time that somebody passes a track or a post on."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from beatgraph.models.base import BigId, UtcDateTime, exactly_one


class Share(SQLModel, table=True):
    """A track or a post that was passed on; a repeat within ten seconds is the same share and no row."""

    __tablename__ = "shares"
    __table_args__ = (
        exactly_one("track_id", "post_id"),
        Index("ix_shares_listener", "listener_key", "created_at"),
        Index("ix_shares_track", "track_id", "created_at"),
        Index("ix_shares_post", "post_id", "created_at"),
    )

    id: int = Field(default=None, primary_key=True, sa_type=BigId)
    track_id: int | None = Field(default=None, foreign_key="tracks.id", ondelete="CASCADE", sa_type=BigId)
    post_id: int | None = Field(default=None, foreign_key="posts.id", ondelete="CASCADE", sa_type=BigId)
    user_id: int | None = Field(default=None, foreign_key="users.id", ondelete="SET NULL", index=True, sa_type=BigId)
    listener_key: bytes = Field(max_length=16)
    created_at: datetime = Field(sa_type=UtcDateTime)
    counted: bool = Field(default=True, description="False for those who run or are credited on it, and for bots.")
