"""What a caller may say of a track or a post."""

from typing import Annotated

from pydantic import AliasChoices, BeforeValidator, Field

from beatgraph.drafts.base import Draft
from beatgraph.drafts.plays import DAY_SECONDS, no_boolean
from beatgraph.drafts.tracks import Id

CONTENT_AT_MOST = 1000
Place = Annotated[Annotated[int, Field(ge=0, le=DAY_SECONDS * 1000)], BeforeValidator(no_boolean)]


class CommentDraft(Draft):
    """A new comment or, with a parent, an answer to another one."""

    content: str = Field(min_length=1, max_length=CONTENT_AT_MOST)
    position: Place | None = Field(default=None, description="Where in the track, in milliseconds.")
    parent_id: Id | None = Field(
        default=None,
        validation_alias=AliasChoices("parent_id", "parentId"),
        description="Comment that this is an answer to.",
    )
