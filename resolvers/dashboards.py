"""Dashboards in the graph."""

from datetime import datetime
from typing import Annotated, Any

import strawberry
from strawberry import UNSET

from beatgraph.drafts.dashboards import AsOf as AsOfDraft
from beatgraph.errors import ForbiddenError
from beatgraph.services import dashboards
from loaders.dashboards import Asked, StatsByArtist
from loaders.tracks import TrackById
from resolvers.base.context import Info
from resolvers.base.edges import edge
from resolvers.base.guards import refused
from resolvers.base.node import RowView
from resolvers.base.refs import TrackRef

AsOf = Annotated[datetime | None, strawberry.argument(description="Instant that figures are taken at; now if absent.")]


@strawberry.type(description="Most played track of an artist, and what it is worth to them.")
class TopTrack(RowView):
    row = dashboards.TopTrack

    track: TrackRef | None = edge(TrackById, key="id", type=TrackRef | None, description="Track itself.")
    plays: int = strawberry.field(description="Plays since its beginning.")
    contribution_value: float = strawberry.field(description="This artist's share, four decimals.")


@strawberry.type(description="Figures of all public tracks that an artist is credited on.")
class DashboardStats(RowView):
    row = dashboards.DashboardStats

    total_tracks: int = strawberry.field(description="How many tracks.")
    total_plays: int = strawberry.field(description="Plays of all of them.")
    total_contribution: float = strawberry.field(description="Contribution of all of them, four decimals.")
    recent_uploads: int = strawberry.field(description="Uploads of the last 30 times 24 hours.")
    play_growth_percentage: float = strawberry.field(
        description="Plays of 30 days against those of the 30 days before, in per cent."
    )
    top_track: TopTrack | None = strawberry.field(description="Most played track; null before the first play.")
    average_plays_per_track: int = strawberry.field(description="Plays a track, rounded.")
    tracks_with_plays: int = strawberry.field(description="How many tracks have been played.")


async def dashboard_stats(root: Any, info: Info, as_of: AsOf = UNSET) -> DashboardStats | None:
    """Figures for those who run the artist; to anybody else they are refused."""
    if refused(info):
        return None
    asked = AsOfDraft.read({"as_of": as_of or None})
    found: Any = await info.context.loaders[StatsByArtist].load(Asked(root.id, asked.as_of))
    if found is None:
        raise ForbiddenError
    return found
