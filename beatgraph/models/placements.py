"""Placements: songs on streaming platforms that sound like a track, and how the scans for them stand (Audio Recon)."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from beatgraph.models.base import BigId, Row, UtcDateTime


class ScanStatus(StrEnum):
    PROCESSING = "processing"
    COMPLETE = "complete"
    NO_RESULTS = "no_results"
    FAILED = "failed"


class ReconScan(SQLModel, table=True):
    """The latest scan of a track; a track that was never scanned has none."""

    __tablename__ = "recon_scans"

    track_id: int = Field(primary_key=True, foreign_key="tracks.id", ondelete="CASCADE", sa_type=BigId)
    upload_id: int = Field(
        foreign_key="uploads.id", ondelete="CASCADE", index=True, sa_type=BigId, description="Sound that was scanned."
    )
    status: str = Field(default=ScanStatus.PROCESSING, max_length=20)
    scanned_at: datetime = Field(sa_type=UtcDateTime, nullable=False, description="When it was last attempted.")
    due_at: datetime = Field(
        sa_type=UtcDateTime, nullable=False, index=True, description="From when on the next one may be attempted."
    )
    error: str | None = Field(default=None, max_length=500, description="What went wrong, for the operator.")


class Placement(Row, table=True):
    """A song that a recognition service takes for the track, or for something made from it."""

    __tablename__ = "placements"
    __table_args__ = (UniqueConstraint("track_id", "provider", "external_id"),)

    track_id: int = Field(foreign_key="tracks.id", ondelete="CASCADE", sa_type=BigId)
    provider: str = Field(max_length=20, description="Service that found it.")
    external_id: str = Field(max_length=255, description="That service's own id of the song.")
    title: str = Field(max_length=255)
    artist_name: str | None = Field(default=None, max_length=255)
    album_name: str | None = Field(default=None, max_length=255)
    release_date: date | None = Field(default=None)
    confidence_score: int = Field(description="How alike they sound, 0 to 100.")
    spotify_url: str | None = Field(default=None, max_length=2048)
    youtube_url: str | None = Field(default=None, max_length=2048)
    deezer_url: str | None = Field(default=None, max_length=2048)
