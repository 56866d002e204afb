"""What a caller says of tokens."""

from typing import Annotated

from pydantic import AliasChoices, Field

from beatgraph.drafts.base import Draft
from beatgraph.drafts.users import TokenName

DAYS = 90
"""How long a personal access token lives unless its owner says otherwise."""
DAYS_AT_MOST = 365


class TokenDraft(Draft):
    """A new personal access token."""

    name: TokenName = Field(validation_alias=AliasChoices("tokenName", "token_name", "name"))
    days: int = Field(default=DAYS, ge=1, le=DAYS_AT_MOST)


class RefreshDraft(Draft):
    """The refresh token of a sign-in."""

    refresh_token: Annotated[
        str,
        Field(min_length=1, max_length=500, validation_alias=AliasChoices("refresh_token", "refreshToken"), repr=False),
    ]


class SignOutDraft(Draft):
    """Which sign-in ends: the one behind this refresh token, or else the caller's own."""

    refresh_token: str | None = Field(
        default=None, max_length=500, validation_alias=AliasChoices("refresh_token", "refreshToken"), repr=False
    )
