"""Enums of the services, described for the graph."""

from collections.abc import Mapping
from enum import Enum
from typing import Any, TypeVar

import strawberry

EnumT = TypeVar("EnumT", bound=type[Enum])


def described(kind: EnumT, description: str, values: Mapping[Any, str], name: str | None = None) -> EnumT:
    """Expose an enum under its own name; every value needs a description."""
    exposed = strawberry.enum(kind, name=name, description=description)
    for value in exposed.__strawberry_definition__.values:  # type: ignore[attr-defined]
        value.description = values[kind[value.name]]
    return exposed
