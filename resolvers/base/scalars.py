"""Scalars of the graph that are not GraphQL's own."""

from typing import Any, NewType
from uuid import UUID

import strawberry
from strawberry.types.scalar import ScalarDefinition

from beatgraph.errors import BadRequestError

JSON = NewType("JSON", object)
"""A value that is shown as it was sent."""


def _uuid(value: Any) -> UUID:
    try:
        return UUID(str(value))
    except ValueError as error:
        raise BadRequestError("That is not a UUID.") from error


SCALARS: dict[Any, ScalarDefinition] = {
    JSON: strawberry.scalar(name="JSON", description="Any value that JSON can hold, as it is."),
    UUID: strawberry.scalar(
        name="UUID",
        description="UUID in its usual 36 signs.",
        serialize=str,
        parse_value=_uuid,
    ),
}
