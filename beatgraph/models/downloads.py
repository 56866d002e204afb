"""Downloads: each time that somebody is granted a track's file; how it is then fetched does not matter."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from beatgraph.models.base import BigId, EventId, UtcDateTime


class Download(SQLModel, table=True):
    """A grant. Resumed or fetched in parts, it is one download; a guest's in 24 hours of the first is the same one."""

    __tablename__ = "downloads"
    __table_args__ = (
        Index("ix_downloads_track", "track_id", "occurred_at"),
        Index("ix_downloads_listener", "listener_key", "track_id", "occurred_at"),
    )

    event_id: UUID = Field(primary_key=True, sa_type=EventId)
    track_id: int = Field(foreign_key="tracks.id", ondelete="CASCADE", sa_type=BigId)
    user_id: int | None = Field(default=None, foreign_key="users.id", ondelete="SET NULL", index=True, sa_type=BigId)
    listener_key: bytes = Field(max_length=16)
    occurred_at: datetime = Field(sa_type=UtcDateTime)
    received_at: datetime = Field(sa_type=UtcDateTime)
    counted: bool = Field(default=True, description="False for those who run or are credited on it, and for bots.")
