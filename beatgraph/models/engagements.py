"""Events that have been seen, and those by which people take to something, or no longer do."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from beatgraph.models.base import BigId, EventId, UtcDateTime


class SeenEvent(SQLModel, table=True):
    """An event of any type that has been taken in; kept for ever, so that none is taken twice."""

    __tablename__ = "seen_events"
    __table_args__ = {"sqlite_with_rowid": False}

    event_id: UUID = Field(primary_key=True, sa_type=EventId)


class EngagementKind(StrEnum):
    LIKE = "like"
    UNLIKE = "unlike"
    FOLLOW = "follow"
    UNFOLLOW = "unfollow"
    REPOST = "repost"
    UNREPOST = "unrepost"
    SAVE = "save"
    UNSAVE = "unsave"
    LIST = "list"
    """A track is put into a playlist: it is saved as long as it is in one, or kept for later."""
    UNLIST = "unlist"


class Engagement(SQLModel, table=True):
    """One change of mind, in the order in which they were told; what stands now is in the tables of likes and so on."""

    __tablename__ = "engagements"
    __table_args__ = (Index("ix_engagements_subject", "subject", "subject_id", "user_id", "occurred_at"),)

    id: int = Field(default=None, primary_key=True, sa_type=BigId)
    kind: str = Field(max_length=10)
    subject: str = Field(max_length=10, description="`track`, `album`, `post`, `artist` or `user`.")
    subject_id: int = Field(sa_type=BigId)
    user_id: int = Field(foreign_key="users.id", ondelete="CASCADE", index=True, sa_type=BigId)
    occurred_at: datetime = Field(sa_type=UtcDateTime)
    booked_day: date | None = Field(
        default=None, description="The UTC day that it counts for, if not the one on which it occurred."
    )
    counted: bool = Field(default=True, description="False for those who run the subject, and for bots.")
