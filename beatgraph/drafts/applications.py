"""What a caller may say of an application to the producer programme, and of a decision on one."""

import math
from collections.abc import Iterator
from typing import Annotated, Any

import orjson
from pydantic import AfterValidator, AliasChoices, Field, SkipValidation

from beatgraph.drafts.base import Draft
from beatgraph.drafts.tracks import ArtistReference, Id
from beatgraph.models import ApplicationStatus, ApplicationType

DATA_BYTES_AT_MOST = 16 * 1024
DATA_DEPTH_AT_MOST = 5


def _levels(value: Any) -> Iterator[list[Any]]:
    """What lies in nested objects and lists, a level of nesting at a time."""
    level = [value]
    while level:
        yield level
        inner: list[Any] = []
        for each in level:
            if isinstance(each, dict):
                inner.extend(each.values())
            elif isinstance(each, list):
                inner.extend(each)
        level = inner


def _that_fits(value: dict[str, Any]) -> dict[str, Any]:
    """An object that can be stored and given back as it was sent: its texts are not touched."""
    if not isinstance(value, dict):
        raise ValueError("This must be an object.")
    for depth, level in enumerate(_levels(value)):
        if depth > DATA_DEPTH_AT_MOST:
            raise ValueError(f"This may be nested {DATA_DEPTH_AT_MOST} levels deep at most.")
        if any(isinstance(each, float) and not math.isfinite(each) for each in level):
            raise ValueError("Infinity is not a number.")
    try:
        size = len(orjson.dumps(value))
    except TypeError as error:
        raise ValueError("This holds a number or a text that JSON cannot carry.") from error
    if size > DATA_BYTES_AT_MOST:
        raise ValueError(f"This may be {DATA_BYTES_AT_MOST} bytes long at most.")
    return value


class ApplicationDraft(Draft):
    """What somebody applies for, by which name, for which artist, and what the form asked of them."""

    type: ApplicationType
    artist_name: str = Field(min_length=1, max_length=255)
    artist_id: ArtistReference | None = None
    data: Annotated[SkipValidation[dict[str, Any]], AfterValidator(_that_fits)]


class DecisionDraft(Draft):
    """What the applicant is told beside the decision itself."""

    notes: str | None = Field(default=None, max_length=2000)


class ApplicationFilter(Draft):
    """Which applications a list is to hold."""

    status: ApplicationStatus | None = None
    user_id: Id | None = Field(
        default=None,
        validation_alias=AliasChoices("userId", "user_id"),
        description="Whose; only handlers see others'.",
    )
