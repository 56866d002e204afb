"""Placements in the graph (Audio Recon)."""

from datetime import date, datetime
from typing import Any

import strawberry

from beatgraph import models
from beatgraph.errors import ForbiddenError
from beatgraph.models import ScanStatus
from beatgraph.services.placements import PLACEMENTS_AT_MOST
from beatgraph.services.placements import Recon as ReconRow
from loaders.placements import PlacementsByTrack, ReconByTrack
from loaders.tracks import TrackById
from resolvers.base.context import Info
from resolvers.base.edges import edge
from resolvers.base.enums import described
from resolvers.base.guards import refused
from resolvers.base.node import Node, RowView
from resolvers.base.refs import PlacementRef, TrackRef

described(
    ScanStatus,
    "How the latest scan of a track stands.",
    {
        ScanStatus.PROCESSING: "Under way.",
        ScanStatus.COMPLETE: "Done, with something found.",
        ScanStatus.NO_RESULTS: "Done, with nothing found.",
        ScanStatus.FAILED: "Could not be done; it is tried again the next day.",
    },
)


@strawberry.type(
    description="Song on streaming platforms that sounds like a track: the track may be used in it, both may share a "
    "sample, or it may be chance."
)
class Placement(Node):
    row = models.Placement

    title: str = strawberry.field(description="Title of the song.")
    artist_name: str | None = strawberry.field(description="Whose song it is.")
    album_name: str | None = strawberry.field(description="Album that it is on.")
    release_date: date | None = strawberry.field(description="Day of its release.")
    confidence_score: int = strawberry.field(description="How alike they sound, in per cent; 90 and more.")
    spotify_url: str | None = strawberry.field(description="Where it is on Spotify.")
    youtube_url: str | None = strawberry.field(description="Where it is on YouTube.")
    deezer_url: str | None = strawberry.field(description="Where it is on Deezer.")
    created_at: datetime = strawberry.field(description="When it was first found.")
    track: TrackRef | None = edge(
        TrackById, key="track_id", type=TrackRef | None, description="Track that it sounds like."
    )


@strawberry.type(description="What Audio Recon knows of a track.")
class Recon(RowView):
    row = ReconRow

    scan_status: ScanStatus | None = strawberry.field(
        description="How the latest scan stands; null before the first one."
    )
    scanned_at: datetime | None = strawberry.field(description="When a scan was last attempted.")
    artist_verified: bool = strawberry.field(
        description="Whether the main artist is verified; only then is the track scanned."
    )
    placements: list[PlacementRef] = edge(
        PlacementsByTrack,
        key="track_id",
        type=list[PlacementRef],
        at_most=PLACEMENTS_AT_MOST,
        description="Songs that sound like the track, the most certain first.",
    )


async def recon(root: Any, info: Info) -> Recon | None:
    """For the credited producers of the track; to anybody else it is refused."""
    if refused(info):
        return None
    found: Any = await info.context.loaders[ReconByTrack].load(root.id)
    if found is None:
        raise ForbiddenError("You are not a credited producer on this track.")
    return found
