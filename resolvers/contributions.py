"""Contribution values in the graph."""

from datetime import datetime

import strawberry
from strawberry import UNSET

from beatgraph.auth import policy
from beatgraph.services import artists, contributions
from resolvers.base import ids
from resolvers.base.context import Info
from resolvers.base.inputs import Retried
from resolvers.base.payloads import Payload, mutation
from resolvers.base.refs import ArtistRef


@strawberry.input(description="Whose contribution values.")
class UpdateContributionsInput(Retried):
    artist_id: strawberry.ID | None = strawberry.field(
        default=UNSET, description="Which artist; the caller's own profile if absent."
    )


@strawberry.type(description="What was computed anew.")
class ContributionsPayload(Payload):
    artist: ArtistRef | None = strawberry.field(default=None, description="Whose tracks; null when it was refused.")
    tracks: int | None = strawberry.field(default=None, description="How many public tracks.")
    last_updated: datetime | None = strawberry.field(default=None, description="When it was done.")


@strawberry.type
class ContributionMutation:
    @mutation(description="Compute anew what an artist's tracks are worth. For those who run the artist.")
    async def update_contributions(self, info: Info, input: UpdateContributionsInput) -> ContributionsPayload:
        viewer = info.context.viewer
        artist_id = ids.row_id(input.artist_id, "Artist") if input.artist_id else policy.producer(viewer)
        async with info.context.writing() as work:
            updated = await contributions.update(work, artist_id)
            artist = await artists.get(work, artist_id)
        return ContributionsPayload(artist=artist, tracks=updated.tracks, last_updated=updated.last_updated)
