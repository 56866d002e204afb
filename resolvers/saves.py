"""Saves in the graph."""

import strawberry

from beatgraph.services import saves
from beatgraph.services.signals import ItemKind
from resolvers.base import ids
from resolvers.base.context import Info
from resolvers.base.payloads import mutation
from resolvers.posts import PostInput, PostPayload
from resolvers.tracks import TrackInput, TrackPayload


@strawberry.type
class SaveMutation:
    @mutation(description="Keep a track for later; doing so again changes nothing.")
    async def save_track(self, info: Info, input: TrackInput) -> TrackPayload:
        async with info.context.writing() as work:
            track = await saves.save(work, ItemKind.TRACK, ids.row_id(input.id, "Track"))
        return TrackPayload(track=track)

    @mutation(description="Keep a track no longer; saying so again changes nothing.")
    async def unsave_track(self, info: Info, input: TrackInput) -> TrackPayload:
        async with info.context.writing() as work:
            track = await saves.unsave(work, ItemKind.TRACK, ids.row_id(input.id, "Track"))
        return TrackPayload(track=track)

    @mutation(description="Keep a post for later; doing so again changes nothing.")
    async def save_post(self, info: Info, input: PostInput) -> PostPayload:
        async with info.context.writing() as work:
            post = await saves.save(work, ItemKind.POST, ids.row_id(input.id, "Post"))
        return PostPayload(post=post)

    @mutation(description="Keep a post no longer; saying so again changes nothing.")
    async def unsave_post(self, info: Info, input: PostInput) -> PostPayload:
        async with info.context.writing() as work:
            post = await saves.unsave(work, ItemKind.POST, ids.row_id(input.id, "Post"))
        return PostPayload(post=post)
