"""What a client may report of events: many at a time, each taken or refused on its own."""

from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, Field

from beatgraph.drafts.base import Draft
from beatgraph.drafts.events import DeviceName, Id, Moment, PlatformName, Said, SourceName
from beatgraph.drafts.plays import Milliseconds

EVENTS_AT_MOST = 500


class EventType(StrEnum):
    PLAY = "play"
    VIEW = "view"
    LIKE = "like"
    UNLIKE = "unlike"
    REPOST = "repost"
    UNREPOST = "unrepost"
    SAVE = "save"
    UNSAVE = "unsave"
    SHARE = "share"
    COMMENT = "comment"
    FOLLOW = "follow"
    UNFOLLOW = "unfollow"
    DOWNLOAD = "download"


class ReportedEvent(BaseModel):
    """One thing that the caller did."""

    event_id: UUID = Field(description="Made by the client; sent again with the same id, it is the same event.")
    type: EventType
    occurred_at: Moment = Field(description="ISO 8601; of the future, it is now.")
    track_id: Id | None = None
    artist_id: Id | None = None
    post_id: Id | None = None
    anonymous_id: Annotated[str, Field(min_length=1, max_length=200)] | None = Field(
        default=None, description="Of a guest who agreed to it."
    )
    listened_ms: Milliseconds | None = None
    ended: bool = False
    device: DeviceName | None = None
    platform: PlatformName | None = None
    source: SourceName | None = None
    text: Said | None = Field(default=None, description="Of a comment.")


def _shape() -> dict[str, Any]:
    """One event as the reference shows it; each is read on its own, so that a bad one takes no good one with it."""
    shape = ReportedEvent.model_json_schema()
    kinds = shape.pop("$defs")
    for name, field in shape["properties"].items():
        if "$ref" in field:
            shape["properties"][name] = {"type": "string", "enum": kinds[field["$ref"].rpartition("/")[2]]["enum"]}
    return shape


class ReportDraft(Draft):
    """1 to 500 events."""

    events: Annotated[list[dict[str, Any]], Field(min_length=1, max_length=EVENTS_AT_MOST)] = Field(
        json_schema_extra={"items": _shape()}
    )
