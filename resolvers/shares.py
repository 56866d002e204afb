"""Shares in the graph."""

import strawberry

from beatgraph.services import shares
from beatgraph.services.signals import ItemKind
from resolvers.base import ids
from resolvers.base.context import Info
from resolvers.base.payloads import mutation
from resolvers.posts import PostInput, PostPayload
from resolvers.tracks import TrackInput, TrackPayload


@strawberry.type
class ShareMutation:
    @mutation(
        description="Note that a track is passed on; again within ten seconds, it is the same time. "
        "Guests may do so too."
    )
    async def share_track(self, info: Info, input: TrackInput) -> TrackPayload:
        async with info.context.writing() as work:
            track = await shares.share(work, ItemKind.TRACK, ids.row_id(input.id, "Track"))
        return TrackPayload(track=track)

    @mutation(
        description="Note that a post is passed on; again within ten seconds, it is the same time. "
        "Guests may do so too."
    )
    async def share_post(self, info: Info, input: PostInput) -> PostPayload:
        async with info.context.writing() as work:
            post = await shares.share(work, ItemKind.POST, ids.row_id(input.id, "Post"))
        return PostPayload(post=post)
