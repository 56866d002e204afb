"""What every draft shares: which fields were given, and refusals that name the field."""

from collections.abc import Mapping
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from beatgraph.errors import InvalidError


class Draft(BaseModel):
    """What a caller asks for, checked; a field that was not given is not in `given`."""

    model_config = ConfigDict(extra="ignore", str_strip_whitespace=True, frozen=True)

    @classmethod
    def read(cls, values: Any) -> Self:
        """The draft in some values from outside, or an `InvalidError` that says what is wrong with which field."""
        if not isinstance(values, Mapping):
            raise InvalidError("The body must be an object.", errors={"body": ["The body must be an object."]})
        try:
            return cls.model_validate(values)
        except ValidationError as error:
            raise InvalidError(errors=_by_field(error)) from error

    @field_validator("*", mode="before")
    @classmethod
    def _text_that_can_be_stored(cls, value: Any) -> Any:
        if holds_nul(value):
            raise ValueError("Text cannot hold NUL characters.")
        return value

    @property
    def given(self) -> dict[str, Any]:
        """The fields that were given, and their values."""
        return {name: getattr(self, name) for name in self.model_fields_set}


def holds_nul(value: Any) -> bool:
    """Whether there is a NUL in a text, or anywhere in nested lists and objects; PostgreSQL stores none."""
    # Without recursion: how deep the nesting goes is for the caller to say.
    open_ends = [value]
    while open_ends:
        each = open_ends.pop()
        if isinstance(each, str):
            if "\x00" in each:
                return True
        elif isinstance(each, Mapping):
            open_ends.extend(each.keys())
            open_ends.extend(each.values())
        elif isinstance(each, list | tuple):
            open_ends.extend(each)
    return False


def _by_field(error: ValidationError) -> dict[str, list[str]]:
    errors: dict[str, list[str]] = {}
    for each in error.errors(include_url=False):
        name = ".".join(str(part) for part in each["loc"][:1]) or "body"
        message = str(each["ctx"]["error"]) if each["type"] == "value_error" else f"{each['msg']}."
        errors.setdefault(name, []).append(message)
    return errors
