"""From a GraphQL input to what a service takes: which fields were given, by their names there."""

from enum import Enum
from typing import Any

import strawberry
from strawberry.types import get_object_definition


def given(input: Any) -> dict[str, Any]:
    """The fields that the caller gave, nested inputs and enums unpacked; a field that was left out is absent."""
    definition = get_object_definition(input, strict=True)
    values = {field.python_name: getattr(input, field.python_name) for field in definition.fields}
    return {name: _plain(value) for name, value in values.items() if value is not strawberry.UNSET}


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, Enum):
        return value.value
    return given(value) if get_object_definition(value) is not None else value
