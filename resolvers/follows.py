"""Follows in the graph."""

import strawberry

from beatgraph.services import follows
from resolvers.base import ids
from resolvers.base.context import Info
from resolvers.base.inputs import Retried
from resolvers.base.payloads import Payload, mutation
from resolvers.base.refs import ArtistRef, UserRef


@strawberry.input(description="Artist to follow, or to follow no longer.")
class FollowInput(Retried):
    id: strawberry.ID = strawberry.field(description="Global id of the artist.")


@strawberry.type(description="Artist as they are followed now.")
class FollowPayload(Payload):
    artist: ArtistRef | None = strawberry.field(default=None, description="Artist themselves.")


@strawberry.input(description="Person to follow, or to follow no longer.")
class FollowUserInput(Retried):
    id: strawberry.ID = strawberry.field(description="Global id of the user.")


@strawberry.type(description="Person as they are followed now.")
class FollowUserPayload(Payload):
    user: UserRef | None = strawberry.field(
        default=None, description="User, or null when it was refused or they are gone by now."
    )


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

    @mutation(
        description="Follow somebody else; following them again changes nothing. One follows at most 5000 artists and "
        "people."
    )
    async def follow_user(self, info: Info, input: FollowUserInput) -> FollowUserPayload:
        async with info.context.writing() as work:
            user = await follows.follow_user(work, ids.row_id(input.id, "User"))
        return FollowUserPayload(user=user)

    @mutation(description="No longer follow somebody; saying so again changes nothing.")
    async def unfollow_user(self, info: Info, input: FollowUserInput) -> FollowUserPayload:
        async with info.context.writing() as work:
            user = await follows.unfollow_user(work, ids.row_id(input.id, "User"))
        return FollowUserPayload(user=user)
