"""Follows in the graph."""

import strawberry

from beatgraph.services import follows
from resolvers.base import ids
from resolvers.base.context import Info
from resolvers.base.payloads import Payload, mutation
from resolvers.base.refs import ArtistRef


@strawberry.input(description="Artist to follow, or to follow no longer.")
class FollowInput:
    id: strawberry.ID = strawberry.field(description="Global id of the artist.")


@strawberry.type(description="Artist as they are followed now.")
class FollowPayload(Payload):
    artist: ArtistRef | None = strawberry.field(default=None, description="Artist themselves.")


@strawberry.type
class FollowMutation:
    @mutation(description="Follow an artist; following them again changes nothing.")
    async def follow_artist(self, info: Info, input: FollowInput) -> FollowPayload:
        async with info.context.writing() as work:
            artist = await follows.follow(work, ids.row_id(input.id, "Artist"))
        return FollowPayload(artist=artist)

    @mutation(description="No longer follow an artist; saying so again changes nothing.")
    async def unfollow_artist(self, info: Info, input: FollowInput) -> FollowPayload:
        async with info.context.writing() as work:
            artist = await follows.unfollow(work, ids.row_id(input.id, "Artist"))
        return FollowPayload(artist=artist)
