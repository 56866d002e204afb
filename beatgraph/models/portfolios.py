"""Portfolio credits: what an artist did on releases elsewhere; they grant nothing here."""

from enum import StrEnum

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from beatgraph.models.base import BigId, Row


class ReleaseType(StrEnum):
    SONG = "song"
    ALBUM = "album"


class ArtistCredit(Row, table=True):
    """One release in an artist's portfolio, described as whoever added it did."""

    __tablename__ = "artist_credits"
    __table_args__ = (
        UniqueConstraint("artist_id", "type", "spotify_id"),
        Index("ix_artist_credits_artist_id_position", "artist_id", "position"),
    )

    artist_id: int = Field(foreign_key="artists.id", ondelete="CASCADE", sa_type=BigId)
    type: str = Field(max_length=10)
    spotify_id: str = Field(max_length=64)
    spotify_album_id: str | None = Field(default=None, max_length=64, description="Album that it was added with.")
    title: str | None = Field(default=None, max_length=255)
    artist_name: str | None = Field(default=None, max_length=255)
    album_name: str | None = Field(default=None, max_length=255)
    image: str | None = Field(default=None, max_length=2048)
    release_year: int | None = Field(default=None)
    spotify_url: str | None = Field(default=None, max_length=2048)
    popularity: int | None = Field(default=None, description="0 to 100.")
    available: bool = Field(default=True, description="False once Spotify no longer has it.")
    position: int = Field(description="Place in the portfolio, from 1 and without gaps.")


class ArtistCreditRole(SQLModel, table=True):
    """A role on a release; an item has one at least."""

    __tablename__ = "artist_credit_roles"

    credit_id: int = Field(primary_key=True, foreign_key="artist_credits.id", ondelete="CASCADE", sa_type=BigId)
    role: str = Field(primary_key=True, max_length=40)
    position: int = Field(default=0)
