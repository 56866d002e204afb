"""Artist profiles, the people who run them, and where else they are found."""

from enum import StrEnum

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from beatgraph.models.base import BigId, Deletable, Public, Row
from beatgraph.models.names import Named


class ArtistStatus(StrEnum):
    ACTIVE = "active"
    INACTIVE = "inactive"


class MemberRole(StrEnum):
    OWNER = "owner"
    MANAGER = "manager"


class SocialNetwork(StrEnum):
    TWITTER = "twitter"
    INSTAGRAM = "instagram"
    SOUNDCLOUD = "soundcloud"
    YOUTUBE = "youtube"


class Artist(Row, Public, Deletable, Named, table=True):
    __tablename__ = "artists"
    __table_args__ = (Index("ix_artists_status_name_id", "status", "name", "id"),)

    name: str = Field(max_length=255)
    status: str = Field(default=ArtistStatus.ACTIVE, max_length=20)
    user_id: int = Field(foreign_key="users.id", index=True, sa_type=BigId, description="Who created it.")
    label_id: int | None = Field(default=None, foreign_key="labels.id", index=True, sa_type=BigId)
    bio: str | None = Field(default=None, max_length=1000)
    website: str | None = Field(default=None, max_length=255)
    city: str | None = Field(default=None, max_length=100)
    country: str | None = Field(default=None, max_length=100)
    image: str | None = Field(default=None, max_length=2048)
    cover_image: str | None = Field(default=None, max_length=2048)
    verified: bool = Field(default=False)
    upload_access: bool = Field(default=False)
    pinned_track_id: int | None = Field(
        default=None, foreign_key="tracks.id", ondelete="SET NULL", index=True, sa_type=BigId
    )


class ArtistMember(SQLModel, table=True):
    """A user who may act for the artist."""

    __tablename__ = "artist_members"

    artist_id: int = Field(primary_key=True, foreign_key="artists.id", ondelete="CASCADE", sa_type=BigId)
    user_id: int = Field(primary_key=True, foreign_key="users.id", ondelete="CASCADE", index=True, sa_type=BigId)
    role: str = Field(default=MemberRole.OWNER, max_length=20)


class ArtistLink(SQLModel, table=True):
    """A handle or address on a social network."""

    __tablename__ = "artist_links"

    artist_id: int = Field(primary_key=True, foreign_key="artists.id", ondelete="CASCADE", sa_type=BigId)
    network: str = Field(primary_key=True, max_length=20)
    address: str = Field(max_length=255)
