"""Nodes: things with a global id, as views of rows."""

from typing import Annotated, Any, ClassVar
from uuid import UUID

import strawberry

from beatgraph.errors import BadRequestError
from loaders.base import One
from resolvers.base import ids
from resolvers.base.context import Info


class RowView:
    """A GraphQL type whose instances are rows of another class."""

    row: ClassVar[type[Any]]

    @classmethod
    def is_type_of(cls, obj: Any, _info: Any) -> bool:
        return isinstance(obj, cls.row)


@strawberry.interface(description="Something with a global id that can be fetched again by it.")
class Node(RowView):
    @strawberry.field(description="Global id, opaque and stable.")
    def id(root: Any, info: Info) -> strawberry.ID:
        return strawberry.ID(ids.encode(info._raw_info.parent_type.name, root.id))

    @strawberry.field(description="Integer id that the REST routes use.")
    def database_id(root: Any) -> int:
        return int(root.id)


@strawberry.input(one_of=True, description="Which one: by its global id, by its integer id or by its UUID.")
class NodeBy:
    id: strawberry.ID | None = strawberry.field(default=strawberry.UNSET, description="Global id.")
    database_id: int | None = strawberry.field(default=strawberry.UNSET, description="Integer id.")
    uuid: UUID | None = strawberry.field(
        default=strawberry.UNSET,
        description="UUID that the label app's routes use; of users, artists, labels.",
    )


Id = Annotated[strawberry.ID | None, strawberry.argument(description="Global id.")]
By = Annotated[NodeBy | None, strawberry.argument(description="Another way to say which one.")]


def meant(typename: str, id: str | None, by: NodeBy | None) -> int:
    """The row that `id` or, as an alternative, `by` names."""
    if bool(id) is bool(by):
        raise BadRequestError("Give either `id` or `by`.", field="id")
    if by and by.uuid is not strawberry.UNSET:
        raise BadRequestError("Only users, artists and labels have a UUID.", field="by")
    if by and by.database_id is not strawberry.UNSET:
        return by.database_id or 0
    return ids.row_id(str(by.id if by else id), typename)


async def public_one(
    info: Info, typename: str, id: str | None, by: NodeBy | None, rows: type[One[int, Any]], known: type[One[UUID, Any]]
) -> Any | None:
    """The row that `id` or `by` names, of a noun whose rows have a UUID as well."""
    if not id and by and by.uuid is not strawberry.UNSET:
        return await info.context.loaders[known].load(by.uuid) if by.uuid else None
    return await info.context.loaders[rows].load(meant(typename, id, by))
