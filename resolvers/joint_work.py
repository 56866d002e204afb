"""Joint work of artists in the graph."""

from datetime import datetime
from typing import Annotated, Any

import strawberry
from strawberry import UNSET

from beatgraph.drafts.insights import CollaborationsAsked
from beatgraph.drafts.tracks import ARTISTS_AT_MOST
from beatgraph.errors import ForbiddenError
from beatgraph.services import joint_work
from loaders.artists import ArtistById
from loaders.insights import JointWorkByArtist, Networked
from loaders.tracks import TrackById
from resolvers.base.context import Info
from resolvers.base.edges import edge
from resolvers.base.guards import refused
from resolvers.base.node import RowView
from resolvers.base.refs import ArtistRef, TrackRef
from resolvers.dashboards import AsOf


@strawberry.type(description="Somebody with whom an artist made public tracks.")
class Collaborator(RowView):
    row = joint_work.Collaborator

    artist: ArtistRef | None = edge(
        ArtistById, key="artist_id", type=ArtistRef | None, description="Artist; null for a name without a profile."
    )
    name: str = strawberry.field(description="Name.")
    track_count: int = strawberry.field(description="How many joint tracks.")
    plays: int = strawberry.field(description="Plays of these.")
    last_track_at: datetime = strawberry.field(description="When the latest of them was uploaded.")


@strawberry.type(description="Public track of several artists.")
class CollaborationTrack(RowView):
    row = joint_work.JointTrack

    track: TrackRef | None = edge(TrackById, key="track_id", type=TrackRef | None, description="Track.")
    title: str = strawberry.field(description="Its name.")
    plays: int = strawberry.field(description="Its plays, in full.")
    primary_artist: str = strawberry.field(description="Name of the main artist.")
    collaborators: list[ArtistRef] = strawberry.field(
        description=f"Other artists, in their order. At most {ARTISTS_AT_MOST}."
    )


@strawberry.type(description="Artist in a network.")
class NetworkNode(RowView):
    row = joint_work.NetworkNode

    artist: ArtistRef | None = edge(ArtistById, key="artist_id", type=ArtistRef | None, description="Artist.")
    name: str = strawberry.field(description="Name.")
    depth: int = strawberry.field(description="How many steps away from the artist in question.")


@strawberry.type(description="Two artists who made public tracks together.")
class NetworkEdge(RowView):
    row = joint_work.NetworkEdge

    source: ArtistRef | None = edge(
        ArtistById, key="source_artist_id", type=ArtistRef | None, description="One of them."
    )
    target: ArtistRef | None = edge(
        ArtistById, key="target_artist_id", type=ArtistRef | None, description="Who made them with them."
    )
    weight: int = strawberry.field(description="How many tracks.")


@strawberry.type(description="Who works with whom.")
class Network(RowView):
    row = joint_work.Network

    nodes: list[NetworkNode] = strawberry.field(
        description=f"Artist and collaborators. At most {joint_work.NODES_AT_MOST}."
    )
    edges: list[NetworkEdge] = strawberry.field(description="Pairs among all of them. At most 19 900.")


@strawberry.type(description="With whom an artist makes public tracks.")
class Collaborations(RowView):
    row = joint_work.JointWork

    total_collaborations: int = strawberry.field(description="Public tracks that credit somebody else as well.")
    unique_collaborators: int = strawberry.field(description="Different people on them.")
    top_collaborators: list[Collaborator] = strawberry.field(
        description=f"By joint tracks, then plays. At most {joint_work.TOP_AT_MOST}."
    )
    collaboration_tracks: list[CollaborationTrack] = strawberry.field(
        description=f"Tracks of several artists, the most played first. At most {joint_work.TRACKS_AT_MOST}."
    )
    network: Network = strawberry.field(description="Who of them works with whom.")
    generated_at: datetime = strawberry.field(description="When the figures were computed.")
    data_until: datetime = strawberry.field(description="Plays up to the end of that day are in the figures.")


Depth = Annotated[int, strawberry.argument(description="How many steps the network goes, 1 or 2.")]


async def collaborations(root: Any, info: Info, depth: Depth = 1, as_of: AsOf = UNSET) -> Collaborations | None:
    """Joint work, for those who may read the artist's figures; to anybody else it is refused."""
    if refused(info):
        return None
    asked = CollaborationsAsked.read({"depth": depth, "as_of": as_of or None})
    found: Any = await info.context.loaders[JointWorkByArtist].load(Networked(root.id, asked.depth, asked.as_of))
    if found is None:
        raise ForbiddenError
    told: Collaborations = found
    return told
