"""Applications to the producer programme, which the REST routes call Backstage requests."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Index
from sqlmodel import Field

from beatgraph.models.base import BigId, Row, UtcDateTime


class ApplicationType(StrEnum):
    BECOME_ARTIST = "become-artist"
    VERIFY_ARTIST = "verify-artist"
    CLAIM_ARTIST = "claim-artist"


class ApplicationStatus(StrEnum):
    PENDING = "pending"
    APPROVED = "approved"
    DENIED = "denied"
    REVOKED = "revoked"


class Application(Row, table=True):
    __tablename__ = "applications"
    __table_args__ = (
        Index("ix_applications_user_id_status", "user_id", "status"),
        Index("ix_applications_status_id", "status", "id"),
    )

    user_id: int = Field(foreign_key="users.id", ondelete="CASCADE", sa_type=BigId, description="Who applies.")
    type: str = Field(max_length=20)
    artist_name: str = Field(max_length=255)
    artist_id: int | None = Field(
        default=None,
        foreign_key="artists.id",
        index=True,
        sa_type=BigId,
        description="Profile that it is about; once become-artist is approved, the one that was made or found.",
    )
    data: dict[str, Any] = Field(default_factory=dict, sa_type=JSON, description="What the form asked, as sent.")
    status: str = Field(default=ApplicationStatus.PENDING, max_length=20)
    notes: str | None = Field(default=None, max_length=2000, description="What the last decision was said with.")
    handled_by: int | None = Field(default=None, foreign_key="users.id", index=True, sa_type=BigId)
    handled_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    upload_access_taken: bool = Field(
        default=False, description="Whether revocation took upload access, so that reinstatement gives it back."
    )
    role_before: str | None = Field(
        default=None, max_length=20, description="What the claimant was to the artist before the claim was approved."
    )
