"""What a caller says of themselves: to come in, and to join."""

import re
from typing import Annotated

from pydantic import AfterValidator, AliasChoices, Field, StringConstraints, ValidationInfo, field_validator

from beatgraph.drafts.base import Draft

PASSWORD_AT_LEAST, PASSWORD_AT_MOST = 8, 1000
NAME_AT_MOST = 255
USERNAME_AT_MOST = 31

_EMAIL = re.compile(r"[^@\s\x00-\x1f\x7f]+@[^@\s\x00-\x1f\x7f.]+(\.[^@\s\x00-\x1f\x7f.]+)+")


def _email(value: str) -> str:
    """One @, a name before it, a domain with a dot after it; whether it exists only a message can tell."""
    if not _EMAIL.fullmatch(value):
        raise ValueError("The email must be a valid email address.")
    return value.lower()


Email = Annotated[str, Field(max_length=255), AfterValidator(_email)]
Password = Annotated[
    str, StringConstraints(strip_whitespace=False, min_length=PASSWORD_AT_LEAST, max_length=PASSWORD_AT_MOST)
]
"""Taken as it is: spaces at its ends are part of it."""
TokenName = Annotated[str, Field(min_length=3, max_length=100)]


class CredentialsDraft(Draft):
    """An e-mail and a password, whatever they look like: whether they are right is for the service to say."""

    email: Annotated[str, Field(min_length=1, max_length=255), AfterValidator(str.lower)]
    password: Annotated[
        str, StringConstraints(strip_whitespace=False, min_length=1, max_length=PASSWORD_AT_MOST), Field(repr=False)
    ]
    token_name: TokenName | None = Field(default=None, validation_alias=AliasChoices("token_name", "tokenName"))


class RegistrationDraft(Draft):
    """A new account."""

    email: Email
    password: Annotated[Password, Field(repr=False)]
    password_confirmation: Annotated[str, StringConstraints(strip_whitespace=False)] | None = Field(
        default=None, repr=False
    )
    token_name: TokenName | None = Field(default=None, validation_alias=AliasChoices("token_name", "tokenName"))
    username: str | None = Field(default=None, min_length=1, max_length=USERNAME_AT_MOST)
    name: str | None = Field(
        default=None, min_length=1, max_length=NAME_AT_MOST, validation_alias=AliasChoices("name", "display_name")
    )
    phone: str | None = Field(default=None, max_length=50)

    @field_validator("password_confirmation")
    @classmethod
    def _confirmed(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is not None and value != info.data.get("password", value):
            raise ValueError("The password confirmation does not match.")
        return value


class SignUpDraft(RegistrationDraft):
    """A new account of the label app, which asks for a name."""

    name: str = Field(min_length=1, max_length=NAME_AT_MOST)
