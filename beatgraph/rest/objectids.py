"""Object ids: 24 hex digits made of a creation time, a kind and an integer id, for clients that know rows by such."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

DIGITS = 24


class ObjectKind(IntEnum):
    """What has an object id; in it, so that no two things have the same."""

    USER = 0
    TRACK = 1
    POST = 2


@dataclass(frozen=True, slots=True)
class ObjectId:
    """Seconds of the creation time since 1970, the kind, the integer id."""

    created: int
    kind: ObjectKind
    id: int


def encode(kind: ObjectKind, id: int, created_at: datetime) -> str:
    """8 digits of time, 2 of the kind, 14 of the id."""
    return f"{int(created_at.timestamp()) & 0xFFFFFFFF:08x}{kind:02x}{id & 0xFFFFFFFFFFFFFF:014x}"


def decode(text: str) -> ObjectId | None:
    """What an object id is made of; None if it is none of ours."""
    if len(text) != DIGITS or not set(text.lower()) <= set("0123456789abcdef"):
        return None
    created, kind, id = int(text[:8], 16), int(text[8:10], 16), int(text[10:], 16)
    return ObjectId(created, ObjectKind(kind), id) if kind in set(ObjectKind) else None
