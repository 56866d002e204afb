"""What a caller may put into their library."""

from typing import Literal

from pydantic import Field, model_validator

from beatgraph.drafts.base import Draft
from beatgraph.drafts.tracks import Id

LIKEABLES_AT_MOST = 100


class Likeable(Draft):
    """Something to like; the library holds tracks."""

    likeable_id: Id
    likeable_type: Literal["track"] = "track"


class LibraryDraft(Draft):
    """One track by its id, or several things in the later form."""

    track_id: Id | None = None
    likeables: list[Likeable] | None = Field(default=None, max_length=LIKEABLES_AT_MOST)

    @model_validator(mode="after")
    def _something(self) -> "LibraryDraft":
        if self.track_id is None and not self.likeables:
            raise ValueError("Give a track_id or likeables.")
        return self

    @property
    def track_ids(self) -> list[int]:
        """In order of their ids, each once."""
        named = [self.track_id] if self.track_id is not None else []
        return sorted({*named, *(each.likeable_id for each in self.likeables or [])})
