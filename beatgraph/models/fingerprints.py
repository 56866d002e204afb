"""Fingerprints: what a sound is recognised by, how a track's one comes along, and the index they are found by."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, Integer, SmallInteger
from sqlmodel import Field, SQLModel

from beatgraph.models.base import BigId, Row, UtcDateTime


class FingerprintStatus(StrEnum):
    PENDING = "pending"
    PROCESSING = "processing"
    COMPLETED = "completed"
    FAILED = "failed"


class SoundPrint(SQLModel, table=True):
    """The fingerprint of an upload's sound, as its analysis found it; without words if the sound is too short."""

    __tablename__ = "sound_prints"

    upload_id: int = Field(primary_key=True, foreign_key="uploads.id", ondelete="CASCADE", sa_type=BigId)
    algorithm: int = Field(description="Which of Chromaprint's algorithms made it, counted from 1.")
    words: bytes = Field(description="Four bytes each, the highest first.")
    probes: bytes = Field(description="Stretches at slightly other speeds, one after another.")
    probe_length: int = Field(description="Words in each of these stretches.")


class Fingerprint(Row, table=True):
    """How a track's fingerprint stands; once completed, the track is found by its sound."""

    __tablename__ = "fingerprints"
    __table_args__ = (Index("ix_fingerprints_status", "status", "id"),)

    track_id: int = Field(foreign_key="tracks.id", ondelete="CASCADE", unique=True, sa_type=BigId)
    upload_id: int = Field(
        foreign_key="uploads.id", index=True, sa_type=BigId, description="Sound that it is, or will be, made from."
    )
    status: str = Field(default=FingerprintStatus.PENDING, max_length=10)
    attempt: int = Field(default=1, description="Jobs that have been begun for it.")
    refresh: bool = Field(default=False, description="Whether the sound is to be listened to again.")
    reason: str | None = Field(default=None, max_length=40, description="Why it failed, in one word.")
    error: str | None = Field(default=None, max_length=500, description="Why it failed, in a sentence.")
    hash: str | None = Field(default=None, max_length=64, description="SHA-256 of its words, in hexadecimal digits.")
    duration: int | None = Field(default=None, description="Milliseconds of the whole sound.")
    indexed: bytes = Field(default=b"", description="Words that the index holds of it, four bytes each.")
    fingerprinted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class FingerprintWord(SQLModel, table=True):
    """A word in a track's fingerprint, for finding tracks that share some.

    There are some hundred a track. They point at no table, so that nothing but words is indexed: whoever forgets a
    track deletes its words by `Fingerprint.indexed`.
    """

    __tablename__ = "fingerprint_words"
    __table_args__ = {"sqlite_with_rowid": False}

    word: int = Field(primary_key=True, sa_type=Integer, description="As a signed number of 32 bits.")
    track_id: int = Field(primary_key=True, sa_type=BigId)
    position: int = Field(primary_key=True, sa_type=SmallInteger, description="Place in the fingerprint, from 0.")
