"""Albums and their artists."""

from datetime import date, datetime

from sqlmodel import Field, SQLModel

from beatgraph.models.base import BigId, Deletable, Row, UtcDateTime
from beatgraph.models.names import Named


class Album(Row, Deletable, Named, table=True):
    __tablename__ = "albums"

    name: str = Field(max_length=255)
    description: str | None = Field(default=None, max_length=5000)
    image: str | None = Field(default=None, max_length=2048)
    release_date: date | None = Field(default=None)
    private: bool = Field(default=False)
    published_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    user_id: int = Field(foreign_key="users.id", index=True, sa_type=BigId, description="Who created it.")


class AlbumArtist(SQLModel, table=True):
    """An artist of an album; the first is the main one."""

    __tablename__ = "album_artists"

    album_id: int = Field(primary_key=True, foreign_key="albums.id", ondelete="CASCADE", sa_type=BigId)
    artist_id: int = Field(primary_key=True, foreign_key="artists.id", ondelete="CASCADE", index=True, sa_type=BigId)
    position: int = Field(default=0)
    withdrawn: bool = Field(
        default=False, description="Went private when this artist was deleted, and returns with it."
    )
