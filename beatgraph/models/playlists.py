"""Playlists: tracks in an order, and the people who own, edit and follow them."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from beatgraph.models.base import BigId, Deletable, Row, UtcDateTime
from beatgraph.models.names import Named

STANDING = text("deleted_at is null")


class InvitationState(StrEnum):
    PENDING = "pending"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    REMOVED = "removed"


class Playlist(Row, Deletable, Named, table=True):
    __tablename__ = "playlists"
    __table_args__ = (
        Index(
            "uq_playlists_user_id_folded_name",
            "user_id",
            "folded_name",
            unique=True,
            sqlite_where=STANDING,
            postgresql_where=STANDING,
        ),
        Index("ix_playlists_created", "created_at", "id"),
    )

    name: str = Field(max_length=250)
    folded_name: str = Field(max_length=1000, description="Name as it is compared: without case.")
    description: str | None = Field(default=None, max_length=170)
    image: str | None = Field(default=None, max_length=2048, description="Null: the first track's is shown.")
    public: bool = Field(default=False)
    collaborative: bool = Field(default=False)
    user_id: int = Field(foreign_key="users.id", sa_type=BigId, description="Whose it is.")
    follower_count: int = Field(default=0, description="Without the owner's own follow.")


class PlaylistTrack(SQLModel, table=True):
    __tablename__ = "playlist_tracks"
    __table_args__ = (Index("ix_playlist_tracks_playlist_id_position", "playlist_id", "position"),)

    playlist_id: int = Field(primary_key=True, foreign_key="playlists.id", ondelete="CASCADE", sa_type=BigId)
    track_id: int = Field(primary_key=True, foreign_key="tracks.id", ondelete="CASCADE", index=True, sa_type=BigId)
    position: int = Field(description="Place in the playlist, from 1 and without gaps.")
    user_id: int = Field(foreign_key="users.id", sa_type=BigId, description="Who added it.")
    created_at: datetime = Field(sa_type=UtcDateTime)


class PlaylistEditor(SQLModel, table=True):
    """Somebody who may add and remove tracks, beside the owner."""

    __tablename__ = "playlist_editors"

    playlist_id: int = Field(primary_key=True, foreign_key="playlists.id", ondelete="CASCADE", sa_type=BigId)
    user_id: int = Field(primary_key=True, foreign_key="users.id", ondelete="CASCADE", index=True, sa_type=BigId)
    created_at: datetime = Field(sa_type=UtcDateTime)


class PlaylistFollower(SQLModel, table=True):
    __tablename__ = "playlist_followers"

    playlist_id: int = Field(primary_key=True, foreign_key="playlists.id", ondelete="CASCADE", sa_type=BigId)
    user_id: int = Field(primary_key=True, foreign_key="users.id", ondelete="CASCADE", index=True, sa_type=BigId)
    created_at: datetime = Field(sa_type=UtcDateTime)
    counted: bool = Field(default=True, description="False for the owner.")


class PlaylistInvitation(Row, table=True):
    """One invitation to edit; they are kept, because they say when the next one may be sent."""

    __tablename__ = "playlist_invitations"
    __table_args__ = (
        Index("ix_playlist_invitations_playlist_id_user_id", "playlist_id", "user_id"),
        Index("ix_playlist_invitations_user_id_state", "user_id", "state"),
    )

    playlist_id: int = Field(foreign_key="playlists.id", ondelete="CASCADE", sa_type=BigId)
    user_id: int = Field(foreign_key="users.id", ondelete="CASCADE", sa_type=BigId, description="Who is invited.")
    invited_by: int = Field(foreign_key="users.id", sa_type=BigId)
    state: str = Field(default=InvitationState.PENDING, max_length=10)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    ended_at: datetime | None = Field(
        default=None, sa_type=UtcDateTime, description="When it was declined or withdrawn, or the editor removed."
    )
