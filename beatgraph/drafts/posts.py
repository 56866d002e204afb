"""What a caller may say in a post."""

from pydantic import Field

from beatgraph.drafts.base import Draft
from beatgraph.drafts.tracks import Id

CONTENT_AT_MOST = 5000


class PostDraft(Draft):
    """A new post: a text and, if need be, a picture and a track beside it."""

    content: str = Field(min_length=1, max_length=CONTENT_AT_MOST)
    image: str | int | None = None
    track_id: Id | None = None
