"""Scores: what audiences lately did with artists, and how many of them lie below, as it was last computed."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from beatgraph.models.base import BigId, UtcDateTime


class ArtistScore(SQLModel, table=True):
    """One artist who was played in the last 30 days; others have no row."""

    __tablename__ = "artist_scores"

    artist_id: int = Field(primary_key=True, foreign_key="artists.id", ondelete="CASCADE", sa_type=BigId)
    score: int = Field(sa_type=BigId, description="Likes, comments, saves and shares of 30 days.")
    percentage: float = Field(description="Per cent of the other artists that have a lower score.")
    computed_at: datetime = Field(sa_type=UtcDateTime, index=True)
