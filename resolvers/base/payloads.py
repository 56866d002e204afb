"""Mutations: one input, one unit of work, one payload with the changed thing and what went wrong."""

from collections.abc import Awaitable, Callable
from typing import Any

import strawberry
from strawberry.extensions import FieldExtension

from beatgraph.errors import BeatgraphError, InvalidError
from resolvers.base.context import Info


@strawberry.type(description="Why a mutation was refused.")
class UserError:
    code: str = strawberry.field(description="Machine-readable word, such as INVALID or NOT_FOUND.")
    message: str = strawberry.field(description="Sentence for people.")
    field: str | None = strawberry.field(default=None, description="Input field that it is about.")


@strawberry.interface(description="What every mutation answers beside the changed thing.")
class Payload:
    errors: list[UserError] = strawberry.field(
        default_factory=list, description="Why nothing was changed; empty when it was. At most 50."
    )


class Refusals(FieldExtension):
    """Turns expected failures into the payload's errors."""

    def apply(self, field: Any) -> None:
        self.payload = field.base_resolver.signature.return_annotation
        for argument in field.arguments:
            argument.description = argument.description or "What is asked for."

    async def resolve_async(
        self, next_: Callable[..., Awaitable[Any]], source: Any, info: Info, **arguments: Any
    ) -> Any:
        try:
            return await next_(source, info, **arguments)
        except BeatgraphError as error:
            return self.payload(errors=user_errors(error))


def mutation(*, description: str) -> Any:
    """A mutation field whose resolver is annotated with its payload."""
    return lambda resolver: strawberry.mutation(resolver=resolver, description=description, extensions=[Refusals()])


def user_errors(error: BeatgraphError) -> list[UserError]:
    if isinstance(error, InvalidError) and error.errors:
        return [
            UserError(code=error.code, message=message, field=camel(name))
            for name, messages in error.errors.items()
            for message in messages
        ][:50]
    return [UserError(code=error.code, message=error.text, field=camel(error.field))]


OTHERWISE = {"src": "uploadId", "file_entry_id": "uploadId", "artists": "artistIds"}
"""Fields that inputs of the graph call by another name than drafts do."""


def camel(name: str | None) -> str | None:
    """A service's name of a field, as the graph spells it."""
    if name is None or name in OTHERWISE:
        return OTHERWISE.get(name or "")
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)
