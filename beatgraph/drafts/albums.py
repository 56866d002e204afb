"""What a caller may say of an album."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any

from pydantic import AliasChoices, BeforeValidator, Field

from beatgraph.drafts.base import Draft, NeverNull
from beatgraph.drafts.tracks import ARTISTS_AT_MOST, GENRES_AT_MOST, TAGS_AT_MOST, ArtistReference, Label, Words

DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def _day(value: Any) -> Any:
    # Pydantic would also take the seconds since 1970 for a date.
    if value is None or isinstance(value, date) or (isinstance(value, str) and DAY.fullmatch(value)):
        return value
    raise ValueError("The date must be written as YYYY-MM-DD.")


def _no_tracks(value: Any) -> Any:
    if value:
        raise ValueError("Tracks are not made here: create or change each of them with this album's id as album_id.")
    return value


class AlbumChanges(Draft):
    """A partial update; what is not given stays."""

    name: Annotated[str | None, NeverNull] = Field(
        default=None, min_length=1, max_length=255, validation_alias=AliasChoices("name", "title")
    )
    description: str | None = Field(default=None, max_length=5000)
    image: str | int | None = None
    release_date: Annotated[date | None, BeforeValidator(_day)] = None
    artists: list[ArtistReference] | None = Field(default=None, min_length=1, max_length=ARTISTS_AT_MOST)
    artist_id: ArtistReference | None = None
    genre: Label | None = None
    genres: Words | None = Field(default=None, max_length=GENRES_AT_MOST)
    tags: Words | None = Field(default=None, max_length=TAGS_AT_MOST)
    private: bool | None = None
    tracks: Annotated[list[Any] | None, BeforeValidator(_no_tracks)] = Field(
        default=None,
        description="Always empty: a track names the album that it is on, as `album_id`.",
        json_schema_extra={"enum": [[], None]},
    )

    @property
    def credited(self) -> Sequence[int | str] | None:
        """The artists, the main one first, however they were named; None if they were not."""
        if self.artists is None and self.artist_id is not None:
            return [self.artist_id]
        return self.artists


class AlbumDraft(AlbumChanges):
    """A new album: a name."""

    name: str = Field(min_length=1, max_length=255, validation_alias=AliasChoices("name", "title"))
