"""What a caller may say of an artist."""

import re
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, BeforeValidator, Field

from beatgraph.drafts.base import Draft, NeverNull
from beatgraph.drafts.tracks import web_address
from beatgraph.models import ArtistStatus

HANDLE = re.compile(r"@?[\w.\-/]+")


def _cleared(value: Any) -> Any:
    """An empty text is as good as null: both clear the field."""
    return None if isinstance(value, str) and not value.strip() else value


def _handle_or_address(value: str) -> str:
    if "://" in value:
        return web_address(value)
    if not HANDLE.fullmatch(value):
        raise ValueError("This must be a handle, such as @name, or a web address.")
    return value


Clears = BeforeValidator(_cleared)
Short = Annotated[str, Field(max_length=255)]
Address = Annotated[Short, AfterValidator(web_address)]
Handle = Annotated[Short, AfterValidator(_handle_or_address)]


class SocialLinksDraft(Draft):
    """Where else an artist is found; null or an empty text takes a link away."""

    twitter: Annotated[Handle | None, Clears] = None
    instagram: Annotated[Handle | None, Clears] = None
    soundcloud: Annotated[Address | None, Clears] = None
    youtube: Annotated[Address | None, Clears] = None


class ProfileChanges(Draft):
    """A partial update of a profile; null or an empty text clears a field."""

    grouped: ClassVar[frozenset[str]] = frozenset({"social_links"})

    bio: Annotated[Annotated[str, Field(max_length=1000)] | None, Clears] = None
    website: Annotated[Address | None, Clears] = None
    social_links: SocialLinksDraft | None = None


class RosterChanges(Draft):
    """What a label may change of its artists."""

    name: Annotated[Annotated[str, Field(min_length=1, max_length=255)] | None, NeverNull] = None
    status: Annotated[ArtistStatus | None, NeverNull] = None


class RosterDraft(RosterChanges):
    """A new artist of a label: a name."""

    name: str = Field(min_length=1, max_length=255)


class ArtistChanges(ProfileChanges, RosterChanges):
    """A partial update of an artist; what is not given stays."""

    city: Annotated[Annotated[str, Field(max_length=100)] | None, Clears] = None
    country: Annotated[Annotated[str, Field(max_length=100)] | None, Clears] = None
    image: str | int | None = None
    cover_image: str | int | None = None


class ArtistDraft(ArtistChanges):
    """A new artist: a name."""

    name: str = Field(min_length=1, max_length=255)


AnyChanges = ProfileChanges | RosterChanges
