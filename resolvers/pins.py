"""Pinned tracks in the graph."""

import strawberry

from beatgraph.services import pins
from resolvers.artists import ArtistPayload
from resolvers.base import ids
from resolvers.base.context import Info
from resolvers.base.inputs import Retried
from resolvers.base.payloads import mutation


@strawberry.input(description="Track to pin atop an artist's page, or to take from there.")
class PinInput(Retried):
    artist_id: strawberry.ID = strawberry.field(description="Whose page.")
    track_id: strawberry.ID = strawberry.field(description="Which of their tracks.")


@strawberry.type
class PinMutation:
    @mutation(description="Pin a track atop an artist's page, in place of the one that was there.")
    async def pin_track(self, info: Info, input: PinInput) -> ArtistPayload:
        async with info.context.writing() as work:
            artist = await pins.pin(work, ids.row_id(input.artist_id, "Artist"), ids.row_id(input.track_id, "Track"))
        return ArtistPayload(artist=artist)

    @mutation(description="No longer pin a track; saying so of one that is not pinned changes nothing.")
    async def unpin_track(self, info: Info, input: PinInput) -> ArtistPayload:
        async with info.context.writing() as work:
            artist = await pins.unpin(work, ids.row_id(input.artist_id, "Artist"), ids.row_id(input.track_id, "Track"))
        return ArtistPayload(artist=artist)
