"""Tags in the graph."""

import strawberry
from strawberry import UNSET

from beatgraph import models
from beatgraph.services import tags
from loaders.tags import TagById
from resolvers.base.connections import After, Before, Connection, First, Last, window
from resolvers.base.context import Info
from resolvers.base.edges import listed
from resolvers.base.node import By, Id, Node, meant
from resolvers.base.refs import TagRef


@strawberry.type(description="Free word for a mood or a sound.")
class Tag(Node):
    row = models.Tag

    name: str = strawberry.field(description="Lower case words joined by dashes.")
    display_name: str = strawberry.field(description="Name as people write it.")


@strawberry.type
class TagQuery:
    @strawberry.field(description="One tag.")
    async def tag(self, info: Info, id: Id = UNSET, by: By = UNSET) -> TagRef | None:
        return await info.context.loaders[TagById].load(meant("Tag", id, by))

    @strawberry.field(description="All tags, by name.")
    async def tags(
        self, info: Info, first: First = UNSET, after: After = UNSET, last: Last = UNSET, before: Before = UNSET
    ) -> Connection[TagRef]:
        return await listed(info, window(first, after, last, before), tags.window, tags.count)
