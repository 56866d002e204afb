"""Follows: the artists and the people that people follow now."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from beatgraph.models.base import BigId, UtcDateTime


class Follow(SQLModel, table=True):
    __tablename__ = "follows"
    __table_args__ = (Index("ix_follows_artist", "artist_id", "created_at"),)

    user_id: int = Field(primary_key=True, foreign_key="users.id", ondelete="CASCADE", sa_type=BigId)
    artist_id: int = Field(primary_key=True, foreign_key="artists.id", ondelete="CASCADE", sa_type=BigId)
    created_at: datetime = Field(sa_type=UtcDateTime)
    counted: bool = Field(default=True, description="False for those who run the artist, and for bots.")


class UserFollow(SQLModel, table=True):
    """Somebody who follows somebody else; nobody follows themselves."""

    __tablename__ = "user_follows"
    __table_args__ = (Index("ix_user_follows_followed", "followed_id", "created_at"),)

    user_id: int = Field(primary_key=True, foreign_key="users.id", ondelete="CASCADE", sa_type=BigId)
    followed_id: int = Field(primary_key=True, foreign_key="users.id", ondelete="CASCADE", sa_type=BigId)
    created_at: datetime = Field(sa_type=UtcDateTime)
    counted: bool = Field(default=True, description="False for bots.")
