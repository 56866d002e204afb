"""Genres, and which tracks and albums carry them."""

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from beatgraph.models.base import BigId, Row


class Genre(Row, table=True):
    __tablename__ = "genres"

    name: str = Field(max_length=100, unique=True, description="Lower case words joined by dashes.")
    display_name: str = Field(max_length=100)
    image: str | None = Field(default=None, max_length=2048)


class TrackGenre(SQLModel, table=True):
    __tablename__ = "track_genres"
    __table_args__ = (Index("ix_track_genres_genre_id_track_id", "genre_id", "track_id"),)

    track_id: int = Field(primary_key=True, foreign_key="tracks.id", ondelete="CASCADE", sa_type=BigId)
    genre_id: int = Field(primary_key=True, foreign_key="genres.id", ondelete="CASCADE", sa_type=BigId)
    position: int = Field(default=0)


class AlbumGenre(SQLModel, table=True):
    __tablename__ = "album_genres"

    album_id: int = Field(primary_key=True, foreign_key="albums.id", ondelete="CASCADE", sa_type=BigId)
    genre_id: int = Field(primary_key=True, foreign_key="genres.id", ondelete="CASCADE", index=True, sa_type=BigId)
    position: int = Field(default=0)
