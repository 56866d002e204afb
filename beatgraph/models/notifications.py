"""Notifications: what the platform tells somebody."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Index, Text
from sqlmodel import Field

from beatgraph.models.base import BigId, Row, UtcDateTime


class NotificationKind(StrEnum):
    APPLICATION_APPROVED = "application_approved"
    APPLICATION_DENIED = "application_denied"
    APPLICATION_REVOKED = "application_revoked"


class Notification(Row, table=True):
    __tablename__ = "notifications"
    __table_args__ = (
        Index("ix_notifications_user_id_id", "user_id", "id"),
        Index("ix_notifications_user_id_read_at", "user_id", "read_at"),
    )

    user_id: int = Field(foreign_key="users.id", ondelete="CASCADE", sa_type=BigId, description="Whom it is for.")
    kind: str = Field(max_length=40)
    message: str = Field(sa_type=Text, description="Sentence for people.")
    data: dict[str, Any] = Field(
        default_factory=dict, sa_type=JSON, description="What it is about, by the names of ids and words."
    )
    read_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
