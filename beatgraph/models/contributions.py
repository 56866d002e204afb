"""Contributions: what a track was worth to each of its producers, whenever that was computed."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from beatgraph.models.base import BigId, UtcDateTime


class ContributionSnapshot(SQLModel, table=True):
    __tablename__ = "contribution_snapshots"
    __table_args__ = {"sqlite_with_rowid": False}

    track_id: int = Field(primary_key=True, foreign_key="tracks.id", ondelete="CASCADE", sa_type=BigId)
    computed_at: datetime = Field(primary_key=True, sa_type=UtcDateTime)
    plays: int = Field(default=0, sa_type=BigId, description="Plays at that instant.")
    producers: int = Field(default=1, description="Credited producers, who share it.")
    value: float = Field(default=0.0, description="One producer's share, unrounded.")
