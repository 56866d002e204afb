"""What a caller may put into their library."""

from typing import Literal

from pydantic import Field, model_validator

from beatgraph.drafts.base import Draft
from beatgraph.drafts.tracks import Id

LIKEABLES_AT_MOST = 100


class Likeable(Draft):
    """Something to like: a track, an album, or an artist, whom one follows then."""

    likeable_id: Id
    likeable_type: Literal["track", "album", "artist"] = "track"


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
    def wanted(self) -> list[Likeable]:
        """By kind and in the order of their ids, each once, so that no two callers wait for each other."""
        named = [Likeable(likeable_id=self.track_id)] if self.track_id is not None else []
        found = {(each.likeable_type, each.likeable_id): each for each in [*named, *(self.likeables or [])]}
        return [found[key] for key in sorted(found)]
