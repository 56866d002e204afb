"""Track credits in the graph."""

from typing import Any

import strawberry

from beatgraph import models
from loaders.artists import ArtistById
from resolvers.base.edges import edge
from resolvers.base.enums import described
from resolvers.base.node import RowView
from resolvers.base.refs import ArtistRef

CreditRole = described(
    models.CreditRole,
    "What a person did on a track.",
    {
        models.CreditRole.PRODUCER: "Made the beat and led its production.",
        models.CreditRole.CO_PRODUCER: "Shared in the production.",
        models.CreditRole.BEAT_MAKER: "Made the beat.",
        models.CreditRole.MIXING_ENGINEER: "Mixed it.",
        models.CreditRole.MASTERING_ENGINEER: "Mastered it.",
        models.CreditRole.RECORDING_ENGINEER: "Recorded it.",
        models.CreditRole.SONGWRITER: "Wrote the song.",
        models.CreditRole.COMPOSER: "Composed the music.",
        models.CreditRole.ARRANGER: "Arranged it.",
        models.CreditRole.FEATURED_ARTIST: "Performs on it as a guest.",
        models.CreditRole.VOCALIST: "Sings or raps on it.",
        models.CreditRole.MUSICIAN: "Plays an instrument on it.",
        models.CreditRole.EXECUTIVE_PRODUCER: "Oversaw and financed it.",
        models.CreditRole.A_AND_R: "Found the artists and the repertoire.",
        models.CreditRole.CREATIVE_DIRECTOR: "Shaped its look and idea.",
    },
)


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
