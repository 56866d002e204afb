"""From a GraphQL input to what a service takes: which fields were given, by their names there."""

from enum import Enum
from typing import Any

import strawberry
from strawberry.types import get_object_definition


@strawberry.input(description="What a mutation may be told beside what it is about.")
class Retried:
    idempotency_key: str | None = strawberry.field(
        default=strawberry.UNSET,
        description="Word of your own for this request, such as a UUID: sent again within a day, it is answered again "
        "and not done again. With one mutation a document; the header Idempotency-Key says it for all.",
    )


def given(input: Any) -> dict[str, Any]:
    """The fields that the caller gave, nested inputs and enums unpacked; a field that was left out is absent."""
    definition = get_object_definition(input, strict=True)
    names = {field.python_name for field in definition.fields}
    if isinstance(input, Retried):
        names.remove("idempotency_key")
    values = {name: getattr(input, name) for name in names}
    return {name: _plain(value) for name, value in values.items() if value is not strawberry.UNSET}


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, Enum):
        return value.value
    return given(value) if get_object_definition(value) is not None else value
