"""What a caller may say of a play."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import AliasChoices, BeforeValidator, Field

from beatgraph.drafts.base import Draft
from beatgraph.models import Source

DAY_SECONDS = 24 * 3600


def no_boolean(value: Any) -> Any:
    if isinstance(value, bool):
        raise ValueError("This must be a number.")
    return value


Seconds = Annotated[float, Field(ge=0, le=DAY_SECONDS, allow_inf_nan=False), BeforeValidator(no_boolean)]
Milliseconds = Annotated[float, Field(ge=0, le=DAY_SECONDS * 1000, allow_inf_nan=False), BeforeValidator(no_boolean)]


class PlayDraft(Draft):
    """A play that begins; sent again with the same key, it is the same play."""

    idempotency_key: UUID | None = None
    play_token: str | None = Field(default=None, max_length=100)
    queue_id: str | None = Field(
        default=None,
        max_length=100,
        validation_alias=AliasChoices("queueId", "queue_id"),
        serialization_alias="queueId",
    )
    position: Seconds | None = None
    source: Source | None = None


class PlaybackReport(Draft):
    """How far a play has come: seconds listened and, if it is known, the furthest position in ms."""

    play_token: str = Field(min_length=1, max_length=100)
    duration: Seconds
    completed: bool = False
    position_ms: Milliseconds | None = None
