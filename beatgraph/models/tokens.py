"""Proofs of identity; only their hashes are stored."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from beatgraph.models.base import BigId, Row, UtcDateTime


class AccessToken(Row, table=True):
    """A personal access token: opaque, named, shown once, revocable at once."""

    __tablename__ = "access_tokens"

    user_id: int = Field(foreign_key="users.id", ondelete="CASCADE", index=True, sa_type=BigId)
    family: str | None = Field(default=None, max_length=32, index=True)
    """The sign-in that it was made at, and ends with; None for one that stands alone."""
    name: str = Field(max_length=100)
    token_hash: str = Field(max_length=64, unique=True)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class RefreshToken(Row, table=True):
    """One link of a chain: used once, then replaced; used twice, the whole family falls."""

    __tablename__ = "refresh_tokens"

    user_id: int = Field(foreign_key="users.id", ondelete="CASCADE", index=True, sa_type=BigId)
    family: str = Field(max_length=32, index=True)
    token_hash: str = Field(max_length=64, unique=True)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class RevokedSession(SQLModel, table=True):
    """A sign-in that has ended before its tokens run out; access tokens carry its family as `sid`."""

    __tablename__ = "revoked_sessions"

    family: str = Field(primary_key=True, max_length=32)
    expires_at: datetime = Field(sa_type=UtcDateTime, index=True)
