"""Likes: the tracks, albums and posts that people like now."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from beatgraph.models.base import BigId, UtcDateTime


class Like(SQLModel, table=True):
    """A track that a user likes now."""

    __tablename__ = "likes"
    __table_args__ = (Index("ix_likes_track", "track_id", "created_at"),)

    user_id: int = Field(primary_key=True, foreign_key="users.id", ondelete="CASCADE", sa_type=BigId)
    track_id: int = Field(primary_key=True, foreign_key="tracks.id", ondelete="CASCADE", sa_type=BigId)
    created_at: datetime = Field(sa_type=UtcDateTime)
    counted: bool = Field(
        default=True, description="False for those who run or are credited on the track, and for bots."
    )


class AlbumLike(SQLModel, table=True):
    """An album that a user likes now."""

    __tablename__ = "album_likes"
    __table_args__ = (Index("ix_album_likes_album", "album_id", "created_at"),)

    user_id: int = Field(primary_key=True, foreign_key="users.id", ondelete="CASCADE", sa_type=BigId)
    album_id: int = Field(primary_key=True, foreign_key="albums.id", ondelete="CASCADE", sa_type=BigId)
    created_at: datetime = Field(sa_type=UtcDateTime)
    counted: bool = Field(default=True, description="False for those who made or are artists of the album.")


class PostLike(SQLModel, table=True):
    """A post that a user likes now."""

    __tablename__ = "post_likes"
    __table_args__ = (Index("ix_post_likes_post", "post_id", "created_at"),)

    user_id: int = Field(primary_key=True, foreign_key="users.id", ondelete="CASCADE", sa_type=BigId)
    post_id: int = Field(primary_key=True, foreign_key="posts.id", ondelete="CASCADE", sa_type=BigId)
    created_at: datetime = Field(sa_type=UtcDateTime)
    counted: bool = Field(default=True, description="False for the author.")
