"""What a caller may say of a playlist, of its tracks and of who edits it."""

from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field

from beatgraph.drafts.artists import Clears
from beatgraph.drafts.base import Draft, NeverNull
from beatgraph.drafts.tracks import Id

TRACKS_AT_MOST = 500
WORDS = {"true": True, "1": True, "false": False, "0": False}


def _yes_or_no(value: Any) -> bool:
    """Clients send booleans as such, as numbers and as text; null is none of them."""
    if isinstance(value, bool):
        return value
    found = WORDS.get(str(value).strip().lower()) if isinstance(value, str | int) else None
    if found is None:
        raise ValueError("This must be true or false.")
    return found


def _each_once(value: list[int]) -> list[int]:
    if len(set(value)) < len(value):
        raise ValueError("Each track can be named once.")
    return value


YesOrNo = Annotated[bool, BeforeValidator(_yes_or_no)]
Name = Annotated[str, Field(min_length=3, max_length=250)]
Ids = Annotated[list[Id], Field(min_length=1, max_length=TRACKS_AT_MOST)]


class PlaylistChanges(Draft):
    """A partial update; what is not given stays."""

    name: Annotated[Name | None, NeverNull] = None
    description: Annotated[Annotated[str, Field(min_length=20, max_length=170)] | None, Clears] = Field(
        default=None, description="Null or an empty text: there is none."
    )
    image: str | int | None = Field(default=None, description="Null: the first track's picture is shown.")
    public: YesOrNo = False
    collaborative: YesOrNo = False


class PlaylistDraft(PlaylistChanges):
    """A new playlist: a name."""

    name: Name


class PlaylistTracksDraft(Draft):
    """Tracks to add to a playlist, or to remove from it."""

    ids: Ids


class PlaylistOrder(Draft):
    """Tracks of a playlist in the order in which they are to come first."""

    ids: Annotated[Ids, AfterValidator(_each_once)]


class EditorDraft(Draft):
    """Somebody to invite, or an editor to remove."""

    user_id: Id
