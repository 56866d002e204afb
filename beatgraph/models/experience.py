"""Experience: what artists earned it with, what they unlocked, and what it comes to."""

from datetime import datetime

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from beatgraph.models.base import BigId, UtcDateTime


class XpEntry(SQLModel, table=True):
    """Experience of one artist for one thing; it never gets less, whatever becomes of the thing."""

    __tablename__ = "xp_ledger"
    __table_args__ = {"sqlite_with_rowid": False}

    artist_id: int = Field(primary_key=True, foreign_key="artists.id", ondelete="CASCADE", sa_type=BigId)
    action: str = Field(primary_key=True, max_length=20)
    subject: str = Field(primary_key=True, max_length=40, description="Id of the track or of the achievement.")
    xp: int = Field(sa_type=BigId, description="Of plays as many as have been granted; the rest is granted once.")
    granted_at: datetime = Field(sa_type=UtcDateTime, description="When it last grew.")


class AchievementUnlock(SQLModel, table=True):
    """An achievement of an artist, for good."""

    __tablename__ = "achievement_unlocks"
    __table_args__ = {"sqlite_with_rowid": False}

    artist_id: int = Field(primary_key=True, foreign_key="artists.id", ondelete="CASCADE", sa_type=BigId)
    achievement: str = Field(primary_key=True, max_length=40)
    unlocked_at: datetime = Field(sa_type=UtcDateTime)


class ArtistProgress(SQLModel, table=True):
    """What the rows above come to for one artist, and what is still locked."""

    __tablename__ = "artist_progress"

    artist_id: int = Field(primary_key=True, foreign_key="artists.id", ondelete="CASCADE", sa_type=BigId)
    xp: int = Field(default=0, sa_type=BigId)
    unlocked: int = Field(default=0, description="How many achievements.")
    progress: dict[str, int] = Field(
        default_factory=dict, sa_type=JSON, description="Per cent, by the achievements that are begun and locked."
    )
    computed_at: datetime = Field(sa_type=UtcDateTime)
