"""Engagement events: one like, unlike, follow or unfollow each."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from beatgraph.models.base import BigId, UtcDateTime


class Engagement(SQLModel, table=True):
    """Kept so that the same event changes nothing twice."""

    __tablename__ = "engagements"
    __table_args__ = (Index("ix_engagements_subject", "subject", "subject_id", "occurred_at"),)

    event_id: UUID = Field(primary_key=True)
    kind: str = Field(max_length=10)
    subject: str = Field(max_length=10)
    subject_id: int = Field(sa_type=BigId)
    user_id: int = Field(foreign_key="users.id", ondelete="CASCADE", sa_type=BigId)
    occurred_at: datetime = Field(sa_type=UtcDateTime)
