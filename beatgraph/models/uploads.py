"""Uploaded files (file entries), and what was measured in their sound."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from beatgraph.models.base import BigId, Deletable, Row, UtcDateTime


class UploadKind(StrEnum):
    AUDIO = "audio"
    IMAGE = "image"


class AnalysisState(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Upload(Row, Deletable, table=True):
    __tablename__ = "uploads"

    user_id: int = Field(foreign_key="users.id", index=True, sa_type=BigId)
    kind: str = Field(max_length=10)
    name: str = Field(max_length=255, description="File name as sent, without folders.")
    storage_key: str = Field(max_length=255, unique=True)
    mime: str = Field(max_length=100)
    extension: str = Field(max_length=10)
    size: int = Field(sa_type=BigId, description="Bytes.")
    sha256: str = Field(max_length=64, index=True)
    duration: int | None = Field(default=None, description="Milliseconds of decoded sound.")


class Analysis(SQLModel, table=True):
    """What the durable job found in an upload's sound; one row an audio upload, from its first moment."""

    __tablename__ = "analyses"

    upload_id: int = Field(primary_key=True, foreign_key="uploads.id", ondelete="CASCADE", sa_type=BigId)
    state: str = Field(default=AnalysisState.QUEUED, max_length=10, index=True)
    reason: str | None = Field(default=None, max_length=40, description="Why it failed, in one word.")
    error: str | None = Field(default=None, max_length=500)
    bpm: float | None = Field(default=None)
    bpm_confidence: float = Field(default=0.0, description="0 to 1.")
    bpm_alternatives: list[float] = Field(default_factory=list, sa_type=JSON)
    key: str | None = Field(default=None, max_length=10)
    scale: str | None = Field(default=None, max_length=20)
    key_confidence: float = Field(default=0.0, description="0 to 1.")
    tuning_cents: float | None = Field(default=None)
    tags: dict[str, Any] = Field(default_factory=dict, sa_type=JSON, description="Tags read from the file.")
    finished_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
