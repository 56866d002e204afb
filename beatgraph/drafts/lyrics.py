"""What a caller may say of a lyric."""

from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field

from beatgraph import verses
from beatgraph.drafts.base import Draft, NeverNull
from beatgraph.drafts.tracks import Id

TEXT_AT_MOST = 50_000


def _with_plain_line_ends(value: Any) -> Any:
    return value.replace("\r\n", "\n").replace("\r", "\n") if isinstance(value, str) else value


def _with_times_that_can_be(value: str) -> str:
    verses.lines(value)
    return value


Words = Annotated[
    str,
    Field(min_length=1, max_length=TEXT_AT_MOST),
    BeforeValidator(_with_plain_line_ends),
    AfterValidator(_with_times_that_can_be),
]


class LyricChanges(Draft):
    """A partial update; what is not given stays."""

    text: Annotated[Words | None, NeverNull] = None
    is_synced: bool | None = Field(default=None, description="Read off the text; checked if given.")
    track_id: Id | None = Field(default=None, description="A lyric stays with its track.")


class LyricDraft(LyricChanges):
    """A new lyric: a track and its words."""

    text: Words
    track_id: Id
