"""Answers that are kept for callers who ask again."""

from datetime import datetime

from sqlalchemy import LargeBinary
from sqlmodel import Field, SQLModel

from beatgraph.models.base import UtcDateTime


class KeptAnswer(SQLModel, table=True):
    """What a request with an `Idempotency-Key` was answered; without a status it is under way."""

    __tablename__ = "kept_answers"

    holder: str = Field(primary_key=True, max_length=64, description="Who asks: a user or, hashed, an address.")
    key: str = Field(primary_key=True, max_length=255)
    question: bytes = Field(sa_type=LargeBinary, description="SHA-256 of what was asked.")
    begun_at: datetime = Field(sa_type=UtcDateTime, index=True)
    status: int | None = Field(default=None)
    media_type: str | None = Field(default=None, max_length=100)
    body: bytes | None = Field(default=None, sa_type=LargeBinary)
