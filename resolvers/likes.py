"""Likes in the graph."""

import strawberry

from beatgraph.services import likes
from resolvers.base import ids
from resolvers.base.context import Info
from resolvers.base.payloads import mutation
from resolvers.tracks import TrackInput, TrackPayload


@strawberry.type
class LikeMutation:
    @mutation(description="Like a track; liking it again changes nothing.")
    async def like_track(self, info: Info, input: TrackInput) -> TrackPayload:
        async with info.context.writing() as work:
            track = await likes.like(work, ids.row_id(input.id, "Track"))
        return TrackPayload(track=track)

    @mutation(description="No longer like a track; saying so again changes nothing.")
    async def unlike_track(self, info: Info, input: TrackInput) -> TrackPayload:
        async with info.context.writing() as work:
            track = await likes.unlike(work, ids.row_id(input.id, "Track"))
        return TrackPayload(track=track)
