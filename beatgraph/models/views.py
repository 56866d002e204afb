"""Views: each time that somebody opens the page of a track, an artist or a post."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from beatgraph.models.base import BigId, UtcDateTime, exactly_one


class PageView(SQLModel, table=True):
    """A page that was opened; opened again by the same listener within half an hour, it is the same view and no row."""

    __tablename__ = "views"
    __table_args__ = (
        exactly_one("track_id", "artist_id", "post_id"),
        Index("ix_views_listener", "listener_key", "created_at"),
        Index("ix_views_track", "track_id", "created_at"),
        Index("ix_views_artist", "artist_id", "created_at"),
        Index("ix_views_post", "post_id", "created_at"),
    )

    id: int = Field(default=None, primary_key=True, sa_type=BigId)
    track_id: int | None = Field(default=None, foreign_key="tracks.id", ondelete="CASCADE", sa_type=BigId)
    artist_id: int | None = Field(default=None, foreign_key="artists.id", ondelete="CASCADE", sa_type=BigId)
    post_id: int | None = Field(default=None, foreign_key="posts.id", ondelete="CASCADE", sa_type=BigId)
    user_id: int | None = Field(default=None, foreign_key="users.id", ondelete="SET NULL", index=True, sa_type=BigId)
    listener_key: bytes = Field(max_length=16)
    created_at: datetime = Field(sa_type=UtcDateTime)
    counted: bool = Field(default=True, description="False for those who run or are credited on it, and for bots.")
