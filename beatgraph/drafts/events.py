"""What an event says, as one object of JSON."""

import socket
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from ipaddress import ip_address
from typing import Annotated, NamedTuple
from uuid import UUID

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, PlainValidator, WithJsonSchema

from beatgraph.analytics.acceptance import Booking
from beatgraph.drafts import sentences
from beatgraph.drafts.base import holds_nul
from beatgraph.drafts.dashboards import instant
from beatgraph.drafts.plays import no_boolean
from beatgraph.models import Device, Platform, Source

ID_AT_MOST = 2**63 - 1


def _moment(value: object) -> datetime:
    if not isinstance(value, str):
        raise ValueError(f"This must be {sentences.INSTANT}.")
    try:
        found = datetime.fromisoformat(value.strip())
    except ValueError as error:
        raise ValueError(f"This must be {sentences.INSTANT}.") from error
    return instant(found)


def _address(value: str) -> str:
    try:
        socket.inet_pton(socket.AF_INET, value)
    except OSError:
        try:
            ip_address(value)
        except ValueError as error:
            raise ValueError("This must be an IPv4 or IPv6 address.") from error
    return value


Id = Annotated[int, Field(strict=True, ge=1, le=ID_AT_MOST)]
Moment = Annotated[datetime, PlainValidator(_moment), WithJsonSchema({"type": "string", "format": "date-time"})]
Text = Annotated[str, Field(max_length=2000)]


UNKNOWN = "unknown"


def _word(kind: type[StrEnum]) -> PlainValidator:
    """One of the words of a breakdown; unknown is as good as absent."""
    words = {each.value: each.value for each in kind}

    def read(value: object) -> str | None:
        if value is None or value == UNKNOWN:
            return None
        if not isinstance(value, str) or value not in words:
            raise ValueError(f"This must be one of {', '.join(words)}.")
        return words[value]

    return PlainValidator(read)


def _country(value: object) -> str | None:
    if value is None or value == UNKNOWN:
        return None
    if not isinstance(value, str) or len(value) != 2 or not (value.isascii() and value.isalpha()):
        raise ValueError("This must be two letters of ISO 3166-1.")
    return _upper(value)


@lru_cache(maxsize=1024)
def _upper(value: str) -> str:
    return value.upper()


def _stored(value: str) -> str:
    if holds_nul(value):
        raise ValueError("Text cannot hold NUL characters.")
    return value.strip()


Said = Annotated[str, Field(max_length=1000), AfterValidator(_stored)]
"""Text of a comment."""
Country = Annotated[str | None, PlainValidator(_country)]
DeviceName = Annotated[str | None, _word(Device), WithJsonSchema({"type": "string", "enum": [*Device, UNKNOWN]})]
PlatformName = Annotated[str | None, _word(Platform), WithJsonSchema({"type": "string", "enum": [*Platform, UNKNOWN]})]
SourceName = Annotated[str | None, _word(Source), WithJsonSchema({"type": "string", "enum": [*Source, UNKNOWN]})]


class EventDraft(BaseModel):
    """One thing that happened. It is no `Draft`: there are millions of them."""

    event_id: UUID
    type: Annotated[str, Field(max_length=20)]
    occurred_at: Moment
    received_at: Moment | None = None
    track_id: Id | None = None
    artist_id: Id | None = None
    user_id: Id | None = None
    ip: Annotated[str, Field(max_length=50), AfterValidator(_address)] | None = None
    user_agent: Text | None = None
    anonymous_id: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    listened_ms: Annotated[float, BeforeValidator(no_boolean), Field(ge=0, allow_inf_nan=False)] | None = None
    ended: bool = False
    country: Country | None = None
    city: Annotated[str, Field(max_length=100), AfterValidator(_stored)] | None = None
    device: DeviceName | None = None
    platform: PlatformName | None = None
    source: SourceName | None = None
    playlist_id: Id | None = None
    post_id: Id | None = None
    text: Said | None = None


class Event(NamedTuple):
    """A draft that holds together, with its instants in UTC; a tuple, because there are millions of them."""

    occurred_at: datetime
    event_id: UUID
    type: str
    received_at: datetime
    booked: Booking
    track_id: int | None = None
    artist_id: int | None = None
    post_id: int | None = None
    """Of these three the one that it is about."""
    user_id: int | None = None
    ip: str | None = None
    user_agent: str | None = None
    anonymous_id: str | None = None
    listened_ms: float | None = None
    ended: bool = False
    country: str | None = None
    city: str | None = None
    device: str | None = None
    platform: str | None = None
    source: str | None = None
    text: str | None = None
    is_bot: bool = False
    """Known to be one by more than its name."""
    line: int = 0
    """Where it stood in its file, from 1."""
