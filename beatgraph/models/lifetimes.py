"""Lifetimes: sums since the beginning that are kept beside albums, posts and users; of the audience only."""

from sqlmodel import Field, SQLModel

from beatgraph.models.base import BigId


class AlbumLifetime(SQLModel, table=True):
    """One album since its beginning; its plays are those of its tracks."""

    __tablename__ = "album_lifetime"

    album_id: int = Field(primary_key=True, foreign_key="albums.id", ondelete="CASCADE", sa_type=BigId)
    likes: int = Field(default=0)
    reposts: int = Field(default=0)


class PostLifetime(SQLModel, table=True):
    """One post since its beginning."""

    __tablename__ = "post_lifetime"

    post_id: int = Field(primary_key=True, foreign_key="posts.id", ondelete="CASCADE", sa_type=BigId)
    views: int = Field(default=0, sa_type=BigId)
    likes: int = Field(default=0)
    saves: int = Field(default=0)
    shares: int = Field(default=0)
    comments: int = Field(default=0)


class UserLifetime(SQLModel, table=True):
    """One user since the beginning."""

    __tablename__ = "user_lifetime"

    user_id: int = Field(primary_key=True, foreign_key="users.id", ondelete="CASCADE", sa_type=BigId)
    followers: int = Field(default=0)
