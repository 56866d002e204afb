"""What a caller may say of a record label."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, AliasChoices, BeforeValidator, Field

from beatgraph.drafts.artists import Clears
from beatgraph.drafts.base import Draft, NeverNull
from beatgraph.drafts.users import Email

COUNTRY = "RW"
"""Where a label is unless it says otherwise."""


def _country(value: str) -> str:
    if not (len(value) == 2 and value.isascii() and value.isalpha()):
        raise ValueError("The country must be two letters, such as RW.")
    return value.upper()


def _default_country(value: Any) -> Any:
    return COUNTRY if value is None or (isinstance(value, str) and not value.strip()) else value


Country = Annotated[str, BeforeValidator(_default_country), AfterValidator(_country)]


class LabelChanges(Draft):
    """A partial update; what is not given stays, null or an empty text clears what can be empty."""

    name: Annotated[Annotated[str, Field(min_length=1, max_length=255)] | None, NeverNull] = None
    email: Annotated[Email | None, Clears] = None
    description: Annotated[Annotated[str, Field(max_length=255)] | None, Clears] = None
    country: Country = Field(default=COUNTRY, description="Two letters, as in ISO 3166; RW for null.")
    user_id: Annotated[UUID | None, NeverNull] = Field(
        default=None, validation_alias=AliasChoices("userId", "user_id"), description="Owner; only admins name another."
    )


class LabelDraft(LabelChanges):
    """A new label: a name."""

    name: str = Field(min_length=1, max_length=255)
