"""Reposts in the graph."""

from datetime import datetime
from typing import Any

import strawberry

from beatgraph import models
from beatgraph.services import reposts
from beatgraph.services.signals import ItemKind
from loaders.albums import AlbumById
from loaders.tracks import TrackById
from loaders.users import UserById
from resolvers.base import items
from resolvers.base.context import Info
from resolvers.base.edges import edge
from resolvers.base.inputs import Retried
from resolvers.base.node import Node
from resolvers.base.payloads import Payload, mutation
from resolvers.base.refs import AlbumRef, RepostRef, TrackRef, UserRef


@strawberry.type(description="Track or album that somebody shows to their followers.")
class Repost(Node):
    row = models.Repost

    created_at: datetime = strawberry.field(description="Since when.")
    user: UserRef | None = edge(UserById, key="user_id", type=UserRef | None, description="Who reposts it.")
    track: TrackRef | None = edge(
        TrackById, key="track_id", type=TrackRef | None, description="Track, if it is a track."
    )
    album: AlbumRef | None = edge(
        AlbumById, key="album_id", type=AlbumRef | None, description="Album, if it is an album."
    )


@strawberry.input(description="Track or album to repost, or to repost no longer.")
class RepostInput(Retried):
    id: strawberry.ID = strawberry.field(description="Global id of a track or an album.")


@strawberry.type(description="Repost that stands now.")
class RepostPayload(Payload):
    repost: RepostRef | None = strawberry.field(default=None, description="Repost, or null when it was refused.")


@strawberry.type(description="What is no longer reposted.")
class UnrepostPayload(Payload):
    track: TrackRef | None = strawberry.field(default=None, description="Track, if it is one that the caller sees.")
    album: AlbumRef | None = strawberry.field(default=None, description="Album, if it is one that the caller sees.")


@strawberry.type
class RepostMutation:
    @mutation(
        description="Repost a track or an album of somebody else, up to 20 times an hour and 100 times a day; "
        "doing so again changes nothing."
    )
    async def repost(self, info: Info, input: RepostInput) -> RepostPayload:
        item = items.meant(input.id, reposts.SUBJECTS)
        async with info.context.writing() as work:
            repost = await reposts.repost(work, item.kind, item.id)
        return RepostPayload(repost=repost)

    @mutation(description="No longer repost a track or an album; saying so again changes nothing.")
    async def unrepost(self, info: Info, input: RepostInput) -> UnrepostPayload:
        item = items.meant(input.id, reposts.SUBJECTS)
        async with info.context.writing() as work:
            row: Any = await reposts.unrepost(work, item.kind, item.id)
        is_track = item.kind is ItemKind.TRACK
        return UnrepostPayload(track=row if is_track else None, album=None if is_track else row)
