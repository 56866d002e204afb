"""Fields that need a token: null to an anonymous caller, with one error a field of the document."""

from typing import Any

import strawberry

from beatgraph.errors import UnauthenticatedError
from resolvers.base.context import Info


def refused(info: Info) -> bool:
    """Whether the caller is anonymous; the first time that a field of the document asks, they are told."""
    if not info.context.viewer.is_anonymous:
        return False
    asked = id(info._raw_info.field_nodes[0])
    if asked in info.context.refused:
        return True
    info.context.refused.add(asked)
    raise UnauthenticatedError


def with_token(type: Any, *, description: str) -> Any:
    """A plain field of the row, for signed-in callers only."""

    def resolve(root: Any, info: Info) -> Any:
        return None if refused(info) else getattr(root, info.python_name)

    resolve.__annotations__["return"] = type | None
    return strawberry.field(resolver=resolve, description=f"{description} Needs a token.")
