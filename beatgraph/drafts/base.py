"""What every draft shares: which fields were given, and refusals that name the field."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, ClassVar, Self, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError, field_validator

from beatgraph.drafts.sentences import by_field
from beatgraph.errors import InvalidError

T = TypeVar("T")


def _never_null(value: Any) -> Any:
    if value is None:
        raise ValueError("This cannot be null.")
    return value


NeverNull = BeforeValidator(_never_null)
"""For a field that may be left out of a partial update, and cannot be emptied by one."""


class Draft(BaseModel):
    """What a caller asks for, checked; a field that was not given is not in `given`."""

    model_config = ConfigDict(extra="ignore", str_strip_whitespace=True, frozen=True)
    grouped: ClassVar[frozenset[str]] = frozenset()
    """Fields that are objects: a refusal names the field in them, as in `social_links.twitter`."""

    @classmethod
    def read(cls, values: Any) -> Self:
        """The draft in some values from outside, or an `InvalidError` that says what is wrong with which field."""
        if not isinstance(values, Mapping):
            raise InvalidError("The body must be an object.", errors={"body": ["The body must be an object."]})
        try:
            return cls.model_validate(values)
        except ValidationError as error:
            raise InvalidError(errors=by_field(error, cls.grouped)) from error

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


NESTED_AT_MOST = 20
"""Levels of objects and lists in a value that is stored as it is sent."""


def _plain_object(value: Any) -> Any:
    """Refuse what could be stored and not be written again: nested deeply, or with numbers beyond 64 bits."""
    level = [value]
    for _ in range(NESTED_AT_MOST):
        below: list[Any] = []
        for each in level:
            if isinstance(each, Mapping):
                below.extend(each.values())
            elif isinstance(each, list):
                below.extend(each)
            elif isinstance(each, int | float) and not abs(each) < 2**63:
                raise ValueError("Numbers must be within 64 bits.")
        level = below
    if any(isinstance(each, Mapping | list) for each in level):
        raise ValueError(f"At most {NESTED_AT_MOST} levels of objects and lists.")
    return value


PlainObject = Annotated[dict[str, Any], BeforeValidator(_plain_object)]
"""An object that is stored as it is sent."""


def each_once(values: Sequence[T]) -> list[T]:
    """In the order in which they come first."""
    return list(dict.fromkeys(values))


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
