"""Views in the graph."""

import strawberry

from beatgraph.services import views
from resolvers.base import items
from resolvers.base.context import Info
from resolvers.base.inputs import Retried
from resolvers.base.node import Node
from resolvers.base.payloads import Payload, mutation


@strawberry.input(description="Whose page is opened.")
class RecordViewInput(Retried):
    id: strawberry.ID = strawberry.field(description="Global id of a track, an artist or a post.")


@strawberry.type(description="What was looked at.")
class RecordViewPayload(Payload):
    node: Node | None = strawberry.field(default=None, description="Track, artist or post as it is now.")


@strawberry.type
class ViewMutation:
    @mutation(
        description="Note that the page of a track, an artist or a post is opened; again within half an hour, it is "
        "the same view. Guests may do so too."
    )
    async def record_view(self, info: Info, input: RecordViewInput) -> RecordViewPayload:
        item = items.meant(input.id, views.VIEWED)
        async with info.context.writing() as work:
            row = await views.record(work, item.kind, item.id)
        return RecordViewPayload(node=row)
