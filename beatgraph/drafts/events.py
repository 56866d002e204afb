"""What an event says, as one object of JSON."""

import socket
from datetime import datetime
from ipaddress import ip_address
from typing import Annotated, NamedTuple
from uuid import UUID

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, PlainValidator

from beatgraph.analytics.acceptance import Booking
from beatgraph.drafts.dashboards import instant
from beatgraph.drafts.plays import no_boolean

ID_AT_MOST = 2**63 - 1


def _moment(value: object) -> datetime:
    if not isinstance(value, str):
        raise ValueError("An instant is text as ISO 8601 has it.")
    try:
        found = datetime.fromisoformat(value.strip())
    except ValueError as error:
        raise ValueError(f"“{value[:40]}” is no instant as ISO 8601 has it.") from error
    return instant(found)


def _address(value: str) -> str:
    try:
        socket.inet_pton(socket.AF_INET, value)
    except OSError:
        ip_address(value)
    return value


Id = Annotated[int, Field(strict=True, ge=1, le=ID_AT_MOST)]
Moment = Annotated[datetime, PlainValidator(_moment)]
Text = Annotated[str, Field(max_length=2000)]


class EventDraft(BaseModel):
    """One thing that happened. It is no `Draft`: of its text nothing is stored, and there are millions of them."""

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


class Event(NamedTuple):
    """A draft that holds together, with its instants in UTC; a tuple, because there are millions of them."""

    occurred_at: datetime
    event_id: UUID
    type: str
    received_at: datetime
    booked: Booking
    track_id: int | None = None
    artist_id: int | None = None
    user_id: int | None = None
    ip: str | None = None
    user_agent: str | None = None
    anonymous_id: str | None = None
    listened_ms: float | None = None
    ended: bool = False
    line: int = 0
    """Where it stood in its file, from 1."""
