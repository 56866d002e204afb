"""Scalars of the graph that are not GraphQL's own."""

from typing import Any, NewType

import strawberry
from strawberry.types.scalar import ScalarDefinition

JSON = NewType("JSON", object)
"""A value that is shown as it was sent."""

SCALARS: dict[Any, ScalarDefinition] = {
    JSON: strawberry.scalar(name="JSON", description="Any value that JSON can hold, as it is."),
}
