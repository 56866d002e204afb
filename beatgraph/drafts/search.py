"""What may be searched for."""

from enum import StrEnum
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field

from beatgraph.drafts.base import Draft, each_once

FOUND_AT_MOST = 20
TEXT_AT_MOST = 255


class SearchType(StrEnum):
    ARTIST = "artist"
    TRACK = "track"
    ALBUM = "album"
    PLAYLIST = "playlist"


def _listed(value: Any) -> Any:
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


class SearchDraft(Draft):
    """A text, and what may be found by it."""

    query: str = Field(min_length=1, max_length=TEXT_AT_MOST, description="What somebody typed.")
    types: Annotated[list[SearchType], BeforeValidator(_listed), AfterValidator(each_once)] = Field(
        default=list(SearchType), min_length=1, description="Some of artist, track, album, playlist; all if absent."
    )
    limit: int = Field(default=3, ge=1, le=FOUND_AT_MOST, description="How many of each type at most.")
