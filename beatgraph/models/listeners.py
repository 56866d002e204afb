"""Listeners, in numbers: sketches of who they were, what they listened with, and how often those who sign in came."""

from datetime import date
from enum import StrEnum

from sqlalchemy import Index, LargeBinary, PrimaryKeyConstraint
from sqlmodel import Field, SQLModel

from beatgraph.models.base import BigId


class Sketches(SQLModel):
    """Sketches as `beatgraph.analytics.sketches` writes them; apart from the numbers, because charts do not read them.

    Each is empty while nobody is in it.
    """

    listeners: bytes = Field(default=b"", sa_type=LargeBinary, description="Who played, and how often.")
    viewers: bytes = Field(default=b"", sa_type=LargeBinary, description="Who opened the page.")


class TrackSketch(Sketches, table=True):
    """One track on one UTC day."""

    __tablename__ = "track_sketch"

    track_id: int = Field(primary_key=True, foreign_key="tracks.id", ondelete="CASCADE", sa_type=BigId)
    day: date = Field(primary_key=True)


class ArtistSketch(Sketches, table=True):
    """One artist on one UTC day: listeners of live tracks, viewers of these and of the artist's own page."""

    __tablename__ = "artist_sketch"

    artist_id: int = Field(primary_key=True, foreign_key="artists.id", ondelete="CASCADE", sa_type=BigId)
    day: date = Field(primary_key=True)
    page_viewers: bytes = Field(default=b"", sa_type=LargeBinary, description="Who opened the artist's own page.")


class TrackMonthSketch(Sketches, table=True):
    """One track in one month that is over and merged."""

    __tablename__ = "track_month_sketch"

    track_id: int = Field(primary_key=True, foreign_key="tracks.id", ondelete="CASCADE", sa_type=BigId)
    month: date = Field(primary_key=True)


class ArtistMonthSketch(Sketches, table=True):
    """One artist in one month that is over and merged."""

    __tablename__ = "artist_month_sketch"

    artist_id: int = Field(primary_key=True, foreign_key="artists.id", ondelete="CASCADE", sa_type=BigId)
    month: date = Field(primary_key=True)


class TrackLifetimeSketch(SQLModel, table=True):
    """All who ever played a track."""

    __tablename__ = "track_lifetime_sketch"

    track_id: int = Field(primary_key=True, foreign_key="tracks.id", ondelete="CASCADE", sa_type=BigId)
    listeners: bytes = Field(default=b"", sa_type=LargeBinary)


class ArtistLifetimeSketch(SQLModel, table=True):
    """All who ever played a live track of an artist."""

    __tablename__ = "artist_lifetime_sketch"

    artist_id: int = Field(primary_key=True, foreign_key="artists.id", ondelete="CASCADE", sa_type=BigId)
    listeners: bytes = Field(default=b"", sa_type=LargeBinary)


class Dimension(StrEnum):
    """By what plays are broken down."""

    COUNTRY = "country"
    CITY = "city"
    DEVICE = "device"
    PLATFORM = "platform"
    SOURCE = "source"


class Breakdown(SQLModel):
    """Plays of one day by one value of one dimension.

    The value `unknown` has no row: it has what is left of the day's plays. A city is written `DE:Berlin`.
    """

    day: date = Field(primary_key=True)
    dim: str = Field(primary_key=True, max_length=8, description="A Dimension.")
    value: str = Field(primary_key=True, max_length=103)
    plays: int = Field(default=0)
    listeners: bytes = Field(default=b"", sa_type=LargeBinary, description="A sketch.")


class TrackBreakdown(Breakdown, table=True):
    __tablename__ = "track_dim_daily"
    __table_args__ = (PrimaryKeyConstraint("track_id", "day", "dim", "value"), {"sqlite_with_rowid": False})

    track_id: int = Field(primary_key=True, foreign_key="tracks.id", ondelete="CASCADE", sa_type=BigId)


class ArtistBreakdown(Breakdown, table=True):
    __tablename__ = "artist_dim_daily"
    __table_args__ = (PrimaryKeyConstraint("artist_id", "day", "dim", "value"), {"sqlite_with_rowid": False})

    artist_id: int = Field(primary_key=True, foreign_key="artists.id", ondelete="CASCADE", sa_type=BigId)


class ListenerMonth(SQLModel):
    """How often somebody who was signed in listened, in one month; a period's edges are read from the days."""

    month: date = Field(primary_key=True, description="Its first day.")
    user_id: int = Field(primary_key=True, foreign_key="users.id", ondelete="CASCADE", sa_type=BigId)
    plays: int = Field(default=0)
    days: bytes = Field(
        default=b"",
        sa_type=LargeBinary,
        description="Plays of each day, as `beatgraph.analytics.attendance` writes them.",
    )


class TrackListenerMonth(ListenerMonth, table=True):
    __tablename__ = "track_listener_month"
    __table_args__ = (PrimaryKeyConstraint("track_id", "month", "user_id"), {"sqlite_with_rowid": False})

    track_id: int = Field(primary_key=True, foreign_key="tracks.id", ondelete="CASCADE", sa_type=BigId)


class ArtistListenerMonth(ListenerMonth, table=True):
    __tablename__ = "artist_listener_month"
    __table_args__ = (
        PrimaryKeyConstraint("artist_id", "month", "user_id"),
        # Whether somebody had been there before.
        Index("ix_artist_listener_month_first", "artist_id", "user_id", "month"),
        {"sqlite_with_rowid": False},
    )

    artist_id: int = Field(primary_key=True, foreign_key="artists.id", ondelete="CASCADE", sa_type=BigId)
