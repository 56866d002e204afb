"""Albums in the graph."""

import strawberry
from strawberry import UNSET

from beatgraph import models
from loaders.albums import AlbumById
from loaders.artists import ArtistsByAlbum
from loaders.tracks import TracksByAlbum
from resolvers.base.connections import Connection
from resolvers.base.context import Info
from resolvers.base.edges import edge, pages
from resolvers.base.node import By, Id, Node, meant
from resolvers.base.refs import AlbumRef, ArtistRef, TrackRef


@strawberry.type(description="Collection of tracks that was released together.")
class Album(Node):
    row = models.Album

    name: str = strawberry.field(description="Title.")
    artists: list[ArtistRef] = edge(
        ArtistsByAlbum, key="id", type=list[ArtistRef], at_most=20, description="Artists, the main one first."
    )
    tracks: Connection[TrackRef] | None = pages(
        TracksByAlbum, key="id", node=TrackRef, token=True, description="Tracks in their order."
    )


@strawberry.type
class AlbumQuery:
    @strawberry.field(description="One album.")
    async def album(self, info: Info, id: Id = UNSET, by: By = UNSET) -> AlbumRef | None:
        return await info.context.loaders[AlbumById].load(meant("Album", id, by))
