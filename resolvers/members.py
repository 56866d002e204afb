"""Who runs an artist, in the graph."""

from typing import Any

import strawberry

from beatgraph import models
from loaders.users import UserById
from resolvers.base.edges import edge
from resolvers.base.enums import described
from resolvers.base.node import RowView
from resolvers.base.refs import UserRef

described(
    models.MemberRole,
    "What somebody is to an artist.",
    {
        models.MemberRole.OWNER: "Whose artist it is.",
        models.MemberRole.MANAGER: "Who looks after it.",
    },
)


@strawberry.type(description="Somebody who may act for an artist.")
class ArtistMember(RowView):
    row = models.ArtistMember

    @strawberry.field(description="What they are to the artist.")
    def role(root: Any) -> models.MemberRole:
        return models.MemberRole(root.role)

    user: UserRef | None = edge(UserById, key="user_id", type=UserRef | None, description="Who it is.")
