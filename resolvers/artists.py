"""Artists in the graph."""

import strawberry
from strawberry import UNSET

from beatgraph import models
from beatgraph.services.tracks import TrackOrder
from loaders.artists import ArtistById
from loaders.follows import ArtistFollowed, FollowerCountByArtist
from loaders.plays import PlayCountByArtist
from loaders.tracks import TracksByArtist
from resolvers.base.connections import Connection
from resolvers.base.context import Info
from resolvers.base.edges import edge, pages
from resolvers.base.guards import with_token
from resolvers.base.node import By, Id, Node, meant
from resolvers.base.refs import ArtistRef, TrackRef
from resolvers.dashboards import DashboardStats, dashboard_stats


@strawberry.type(description="Producer or group of producers.")
class Artist(Node):
    row = models.Artist

    name: str = strawberry.field(description="Name on stage.")
    bio: str | None = with_token(str, description="Words about the artist.")
    verified: bool | None = with_token(bool, description="Whether the platform has verified who this is.")
    tracks: Connection[TrackRef] = pages(
        TracksByArtist, key="id", node=TrackRef, options=TrackOrder.NEWEST, description="Tracks, newest first."
    )
    play_count: int | None = edge(
        PlayCountByArtist, key="id", type=int, token=True, description="Plays of all public tracks."
    )
    follower_count: int | None = edge(
        FollowerCountByArtist, key="id", type=int, token=True, description="People who follow them now."
    )
    viewer_follows: bool | None = edge(
        ArtistFollowed, key="id", type=bool | None, description="Whether the caller follows them; null for nobody."
    )
    dashboard_stats: DashboardStats | None = strawberry.field(
        resolver=dashboard_stats, description="Figures for those who run the artist. Needs a token."
    )


@strawberry.type
class ArtistQuery:
    @strawberry.field(description="One artist.")
    async def artist(self, info: Info, id: Id = UNSET, by: By = UNSET) -> ArtistRef | None:
        return await info.context.loaders[ArtistById].load(meant("Artist", id, by))
