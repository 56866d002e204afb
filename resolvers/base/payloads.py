"""Mutations: one input, one unit of work, one payload with the changed thing and what went wrong."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import strawberry
from strawberry.extensions import FieldExtension

from beatgraph.errors import BeatgraphError, InvalidError
from loaders.tracks import TrackById
from resolvers.base.context import Info
from resolvers.base.edges import edge
from resolvers.base.refs import TrackRef


@strawberry.type(description="Track that has the same sound already.")
class Duplicate:
    track_id: strawberry.Private[int | None]
    similarity: float = strawberry.field(description="How alike the sounds are, up to 1 for the very same bytes.")
    track: TrackRef | None = edge(
        TrackById, key="track_id", type=TrackRef | None, description="Track, or null if the caller may not see it."
    )


@strawberry.type(description="Why a mutation was refused.")
class UserError:
    code: str = strawberry.field(description="Machine-readable word, such as INVALID or NOT_FOUND.")
    message: str = strawberry.field(description="Sentence for people.")
    field: str | None = strawberry.field(default=None, description="Input field that it is about.")
    reason: str | None = strawberry.field(
        default=None, description="Why a sound was refused, as a word: such as truncated. With AUDIO_REFUSED."
    )
    retry_after: int | None = strawberry.field(
        default=None,
        description="Seconds after which to try again. With RATE_LIMITED and INVITE_COOLDOWN, and with MAX_EDITORS "
        "when an open invitation will expire.",
    )
    duplicates: list[Duplicate] | None = strawberry.field(
        default=None, description="Tracks with the same sound. At most 10. With DUPLICATE_AUDIO."
    )


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


def mutation(*, description: str, secret: bool = False) -> Any:
    """A mutation field whose resolver is annotated with its payload; one with a secret is never kept for retries."""
    return lambda resolver: strawberry.mutation(
        resolver=resolver, description=description, extensions=[Refusals()], metadata={"secret": secret}
    )


def user_errors(error: BeatgraphError) -> list[UserError]:
    told = _told(error.details)
    if isinstance(error, InvalidError) and error.errors:
        return [
            UserError(code=error.code, message=message, field=camel(name), **told)
            for name, messages in error.errors.items()
            for message in messages
        ][:50]
    return [UserError(code=error.code, message=error.text, field=camel(error.field), **told)]


def _told(details: Mapping[str, Any]) -> dict[str, Any]:
    """What an error says beside its message, in the fields that the graph has for it."""
    told = {name: details[name] for name in ("reason", "retry_after") if name in details}
    if "duplicates" in details:
        told["duplicates"] = [
            Duplicate(track_id=each["track_id"], similarity=each["similarity"]) for each in details["duplicates"]
        ]
        told["duplicates"] += [Duplicate(track_id=None, similarity=each) for each in details["hidden"]]
    return told


OTHERWISE = {"src": "uploadId", "file_entry_id": "uploadId", "artists": "artistIds"}
"""Fields that inputs of the graph call by another name than drafts do."""


def camel(name: str | None) -> str | None:
    """A service's name of a field, as the graph spells it."""
    if name is None or name in OTHERWISE:
        return OTHERWISE.get(name or "")
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)
