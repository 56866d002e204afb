"""People: who signs in, listens, and owns artist profiles."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from beatgraph.models.base import BigId, Deletable, Public, Row, UtcDateTime


class User(Row, Public, Deletable, table=True):
    __tablename__ = "users"

    email: str = Field(max_length=255, unique=True, description="Lower case.")
    password_hash: str = Field(max_length=255)
    username: str | None = Field(default=None, max_length=31)
    display_name: str = Field(max_length=255)
    avatar: str | None = Field(default=None, max_length=2048)
    phone: str | None = Field(default=None, max_length=50)
    is_admin: bool = Field(default=False)
    email_verified_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    suspended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    listens_privately: bool = Field(
        default=False,
        description="Whether artists see the plays as a guest's, without a name.",
    )


class UserPermission(SQLModel, table=True):
    """A right by name, such as `backstageRequests.handle`."""

    __tablename__ = "user_permissions"

    user_id: int = Field(primary_key=True, foreign_key="users.id", ondelete="CASCADE", sa_type=BigId)
    permission: str = Field(primary_key=True, max_length=100)
