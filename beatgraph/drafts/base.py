"""What every draft shares: which fields were given, and refusals that name the field."""

from collections.abc import Mapping
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, ValidationError

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

    @property
    def given(self) -> dict[str, Any]:
        """The fields that were given, and their values."""
        return {name: getattr(self, name) for name in self.model_fields_set}


def _by_field(error: ValidationError) -> dict[str, list[str]]:
    errors: dict[str, list[str]] = {}
    for each in error.errors(include_url=False):
        name = ".".join(str(part) for part in each["loc"][:1]) or "body"
        message = str(each["ctx"]["error"]) if each["type"] == "value_error" else f"{each['msg']}."
        errors.setdefault(name, []).append(message)
    return errors
