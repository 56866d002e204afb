"""Leaderboards, as they were last computed."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from beatgraph.models.base import BigId, UtcDateTime


class LeaderboardSnapshot(SQLModel, table=True):
    """When the boards of a period were last computed."""

    __tablename__ = "leaderboard_snapshots"

    period: str = Field(primary_key=True, max_length=10)
    computed_at: datetime = Field(sa_type=UtcDateTime)


class LeaderboardEntry(SQLModel, table=True):
    """One artist on one board; everyone who competes is on it, and whose value is 0 is not shown."""

    __tablename__ = "leaderboard_entries"
    __table_args__ = (
        Index("ix_leaderboard_entries_rank", "period", "category", "rank", "artist_id"),
        {"sqlite_with_rowid": False},
    )

    period: str = Field(primary_key=True, max_length=10)
    category: str = Field(primary_key=True, max_length=20)
    artist_id: int = Field(primary_key=True, foreign_key="artists.id", ondelete="CASCADE", sa_type=BigId)
    rank: int = Field(description="From 1; equal values share a rank, and the next one is as many further.")
    value: int = Field(sa_type=BigId, description="In ten-thousandths.")
