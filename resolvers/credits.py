"""Track credits in the graph."""

from typing import Any

import strawberry

from beatgraph import models
from loaders.artists import ArtistById
from resolvers.base.edges import edge
from resolvers.base.node import RowView
from resolvers.base.refs import ArtistRef

CreditRole = strawberry.enum(models.CreditRole, description="What a person did on a track.")


@strawberry.type(description="Role on a track, given to an artist of the platform or to a name.")
class TrackCredit(RowView):
    row = models.TrackCredit

    @strawberry.field(description="What was done.")
    def role(root: Any) -> CreditRole:  # type: ignore[valid-type]
        return models.CreditRole(root.role)

    name: str | None = strawberry.field(description="Name of a person who has no profile here.")
    artist: ArtistRef | None = edge(
        ArtistById, key="artist_id", type=ArtistRef | None, description="Artist who has the credit."
    )
