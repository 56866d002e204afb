"""Notifications in the graph."""

from datetime import datetime
from typing import Any

import strawberry
from strawberry import UNSET

from beatgraph import models
from beatgraph.models import NotificationKind
from beatgraph.services import notifications, users
from resolvers.base import ids
from resolvers.base.context import Info
from resolvers.base.enums import described
from resolvers.base.inputs import Retried, given
from resolvers.base.node import Node
from resolvers.base.payloads import Payload, mutation
from resolvers.base.refs import UserRef
from resolvers.base.scalars import JSON

described(
    NotificationKind,
    "What a notification is about.",
    {
        NotificationKind.APPLICATION_APPROVED: "Application to the producer programme was approved.",
        NotificationKind.APPLICATION_DENIED: "Application to the producer programme was denied.",
        NotificationKind.APPLICATION_REVOKED: "Producer access was revoked.",
    },
)


@strawberry.type(description="Something that the platform told somebody.")
class Notification(Node):
    row = models.Notification

    message: str = strawberry.field(description="Sentence for people.")
    data: JSON = strawberry.field(description="What it is about: ids and words by their names.")
    read_at: datetime | None = strawberry.field(description="When it was read.")
    created_at: datetime = strawberry.field(description="When it was told.")

    @strawberry.field(description="What it is about.")
    def kind(root: Any) -> NotificationKind:
        return NotificationKind(root.kind)


@strawberry.input(description="Which notifications have been read.")
class MarkNotificationsReadInput(Retried):
    ids: list[strawberry.ID] | None = strawberry.field(
        default=UNSET, description="Global ids; all of the caller's if absent. At most 100."
    )


@strawberry.type(description="Notifications as they are now.")
class MarkNotificationsReadPayload(Payload):
    marked_count: int = strawberry.field(default=0, description="How many had not been read before.")
    user: UserRef | None = strawberry.field(default=None, description="Whose they are, or null when it was refused.")


@strawberry.type
class NotificationMutation:
    @mutation(description="Note that the caller has read notifications; those of others are passed over.")
    async def mark_notifications_read(
        self, info: Info, input: MarkNotificationsReadInput | None = UNSET
    ) -> MarkNotificationsReadPayload:
        named = given(input).get("ids") if input else None
        wanted = None if named is None else ids.row_ids(named, "Notification")
        async with info.context.writing() as work:
            marked = await notifications.mark_read(work, wanted)
            user = await users.me(work)
        return MarkNotificationsReadPayload(marked_count=marked, user=user)
