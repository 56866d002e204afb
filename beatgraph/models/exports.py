"""Exports: files of somebody's own figures, made at once or in the background, and kept for a while."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field

from beatgraph.models.base import BigId, Row, UtcDateTime


class ExportState(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Export(Row, table=True):
    __tablename__ = "exports"

    user_id: int = Field(foreign_key="users.id", ondelete="CASCADE", index=True, sa_type=BigId)
    format: str = Field(max_length=10)
    asked: dict[str, Any] = Field(default_factory=dict, sa_type=JSON, description="Draft of what is exported.")
    file_name: str = Field(max_length=100, description="What a reader may save it as.")
    storage_key: str = Field(max_length=255, unique=True, description="Where it is once it is done.")
    state: str = Field(default=ExportState.QUEUED, max_length=10, index=True)
    progress: float = Field(default=0.0, description="Share of it that has been made, 0 to 1.")
    reason: str | None = Field(default=None, max_length=40, description="Why it failed, in one word.")
    size: int | None = Field(default=None, sa_type=BigId, description="Bytes.")
    finished_at: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)
