"""What a caller may say of a track."""

from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    AliasChoices,
    BeforeValidator,
    Field,
    HttpUrl,
    TypeAdapter,
    ValidationInfo,
    field_validator,
    model_validator,
)

from beatgraph.drafts.base import Draft, NeverNull, PlainObject
from beatgraph.drafts.plays import no_boolean
from beatgraph.drafts.users import Email

Id = Annotated[int, Field(ge=1, le=2**63 - 1), BeforeValidator(no_boolean)]
ArtistReference = Id | Literal["CURRENT_USER"]
BPM_AT_LEAST, BPM_AT_MOST = 50, 200
ARTISTS_AT_MOST = 20
CREDITS_AT_MOST = 50
GENRES_AT_MOST = 10
TAGS_AT_MOST = 30

_url = TypeAdapter(HttpUrl)


def web_address(value: str) -> str:
    _url.validate_python(value)
    return value


def _listed(value: Any) -> Any:
    """`genres` and `tags` come as a list or as words with commas between them."""
    return [part for part in value.split(",") if part.strip()] if isinstance(value, str) else value


def _key(value: str) -> str:
    # Written as producers write it: C, F#, Bb.
    if not (value and value[:1].upper() in "ABCDEFG" and value[1:] in ("", "#", "b", "♯", "♭")):
        raise ValueError("The key must be a note from C to B, with # or b if need be.")
    return value[:1].upper() + value[1:].replace("♯", "#").replace("♭", "b")


def _scale(value: str) -> str:
    if value.lower() not in ("major", "minor"):
        raise ValueError("The scale must be major or minor.")
    return value.lower()


Url = Annotated[str, Field(max_length=2048), AfterValidator(web_address)]
Label = Annotated[str, Field(min_length=1, max_length=100)]
Words = Annotated[list[Id | Label], BeforeValidator(_listed)]


class CreditDraft(Draft):
    """A role on a track, given to an artist or to a name."""

    role: str = Field(max_length=40)
    artist_id: Id | None = None
    name: str | None = Field(default=None, min_length=1, max_length=255)

    @model_validator(mode="after")
    def _somebody(self) -> "CreditDraft":
        if self.artist_id is None and self.name is None:
            raise ValueError("A credit names an artist or a person.")
        return self


DELIVERED = ("wav", "stems")
"""Files that an exclusive licence always comes with."""


def _deliverable(value: dict[str, Any]) -> dict[str, Any]:
    """What a licence says of its files, if it says anything: stored otherwise as it is sent."""
    if value.get("deliverables_guaranteed", True) is not True:
        raise ValueError("An exclusive licence must guarantee its files: deliverables_guaranteed must be true.")
    files = value.get("files_to_deliver", DELIVERED)
    if not isinstance(files, list | tuple) or not set(DELIVERED) <= {each for each in files if isinstance(each, str)}:
        raise ValueError("An exclusive licence must deliver wav and stems: name both in files_to_deliver.")
    return value


class CommerceDraft(Draft):
    """Licence and price; stored and given back, nothing acts on them yet."""

    licensing_type: Literal["non_exclusive_only", "both", "exclusive_only"] | None = None
    price: float | None = Field(default=None, ge=0, le=999_999.99, allow_inf_nan=False)
    currency: Literal["USD", "EUR", "GBP", "CAD"] | None = None
    exclusive_status: Literal["available", "not_available"] | None = None
    exclusive_price: float | None = Field(default=None, ge=1, le=999_999.99, allow_inf_nan=False)
    exclusive_currency: Literal["USD", "EUR", "GBP", "CAD"] | None = None
    exclusive_contact_email: Email | None = None
    exclusive_buyer_info: str | None = Field(default=None, max_length=1000)
    exclusive_license_config: Annotated[PlainObject, AfterValidator(_deliverable)] | None = None
    exclusive_license_preset_id: Id | None = None
    sample_safe: bool | None = None
    sample_safe_status: Literal["cleared", "requires_clearance", "unknown"] | None = None
    sample_safe_notes: str | None = Field(default=None, max_length=2000)
    ai_usage: Literal["human_made", "ai_assisted"] | None = None
    ai_tool_name: str | None = Field(default=None, max_length=255)
    ai_usage_details: str | None = Field(default=None, min_length=10, max_length=2000)
    ai_commercial_rights_confirmed: bool | None = None
    spotify_popularity: int | None = Field(default=None, ge=1, le=100)

    @property
    def commerce(self) -> dict[str, Any]:
        """The licence and price fields that were given."""
        return {name: value for name, value in self.given.items() if name in CommerceDraft.model_fields}


class TrackChanges(CommerceDraft):
    """A partial update; what is not given stays."""

    name: Annotated[
        Annotated[str, Field(min_length=1, max_length=255)] | None,
        NeverNull,
        Field(validation_alias=AliasChoices("name", "title")),
    ] = None
    description: str | None = Field(default=None, max_length=5000)
    image: str | int | None = Field(default=None)
    duration: int | None = Field(default=None, ge=1, le=24 * 3600 * 1000)
    bpm: float | None = Field(default=None, ge=BPM_AT_LEAST, le=BPM_AT_MOST, allow_inf_nan=False)
    key: Annotated[str, Field(max_length=10), AfterValidator(_key)] | None = None
    scale: Annotated[str, Field(max_length=20), AfterValidator(_scale)] | None = None
    artists: list[ArtistReference] | None = Field(default=None, min_length=1, max_length=ARTISTS_AT_MOST)
    genre: Label | None = None
    genres: Words | None = Field(default=None, max_length=GENRES_AT_MOST)
    tags: Words | None = Field(default=None, max_length=TAGS_AT_MOST)
    credits: list[CreditDraft] | None = Field(default=None, max_length=CREDITS_AT_MOST)
    album_id: Id | None = None
    number: int | None = Field(default=None, ge=1, le=10_000)
    private: bool | None = None
    file_entry_id: Id | None = Field(
        default=None,
        validation_alias=AliasChoices("file_entry_id", "fileEntryId", "fileEntry", "file_entry", "upload_id"),
    )
    src: Annotated[str | int | None, BeforeValidator(no_boolean)] = None
    confirm_duplicate: bool = False

    @field_validator("genres")
    @classmethod
    def _few_genres(cls, value: list[int | str] | None, info: ValidationInfo) -> list[int | str] | None:
        if len(value or []) + bool(info.data.get("genre")) > GENRES_AT_MOST:
            raise ValueError(f"At most {GENRES_AT_MOST} genres.")
        return value


class TrackDraft(TrackChanges):
    """A new track: a name and its audio."""

    name: str = Field(min_length=1, max_length=255, validation_alias=AliasChoices("name", "title"))
    url: Url | None = None


class TrackFilterDraft(Draft):
    """Which tracks a list is to hold."""

    text: str | None = Field(default=None, max_length=255)
    genre: str | None = Field(default=None, max_length=100)
    tag: str | None = Field(default=None, max_length=100)
    bpm_min: float | None = Field(default=None, ge=0, le=1000, allow_inf_nan=False)
    bpm_max: float | None = Field(default=None, ge=0, le=1000, allow_inf_nan=False)
    key: Annotated[str, Field(max_length=10), AfterValidator(_key)] | None = None
    scale: Annotated[str, Field(max_length=20), AfterValidator(_scale)] | None = None
    duration_min: int | None = Field(default=None, ge=0, le=2**31 - 1)
    duration_max: int | None = Field(default=None, ge=0, le=2**31 - 1)
