"""What a caller may repost."""

from typing import Literal

from pydantic import Field, model_validator

from beatgraph.drafts.base import Draft
from beatgraph.drafts.tracks import Id


class RepostDraft(Draft):
    """A track by its id or, in the later form, a track or an album."""

    track_id: Id | None = None
    repostable_id: Id | None = None
    repostable_type: Literal["track", "album"] = Field(default="track", description="With `repostable_id`.")

    @model_validator(mode="after")
    def _one(self) -> "RepostDraft":
        if (self.track_id is None) is (self.repostable_id is None):
            raise ValueError("Give either a track_id or a repostable_id.")
        return self

    @property
    def item_id(self) -> int:
        return self.track_id or self.repostable_id or 0

    @property
    def item_type(self) -> Literal["track", "album"]:
        return "track" if self.track_id is not None else self.repostable_type
