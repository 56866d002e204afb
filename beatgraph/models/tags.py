"""Tags, and which tracks and albums carry them."""

from sqlmodel import Field, SQLModel

from beatgraph.models.base import BigId, Row


class Tag(Row, table=True):
    __tablename__ = "tags"

    name: str = Field(max_length=100, unique=True, description="Lower case words joined by dashes.")
    display_name: str = Field(max_length=100)


class TrackTag(SQLModel, table=True):
    __tablename__ = "track_tags"

    track_id: int = Field(primary_key=True, foreign_key="tracks.id", ondelete="CASCADE", sa_type=BigId)
    tag_id: int = Field(primary_key=True, foreign_key="tags.id", ondelete="CASCADE", index=True, sa_type=BigId)
    position: int = Field(default=0)


class AlbumTag(SQLModel, table=True):
    __tablename__ = "album_tags"

    album_id: int = Field(primary_key=True, foreign_key="albums.id", ondelete="CASCADE", sa_type=BigId)
    tag_id: int = Field(primary_key=True, foreign_key="tags.id", ondelete="CASCADE", index=True, sa_type=BigId)
    position: int = Field(default=0)
