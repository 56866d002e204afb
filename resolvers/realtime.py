"""Live figures in the graph."""

from collections.abc import AsyncGenerator
from datetime import datetime
from typing import Annotated, Any

import strawberry
from strawberry import UNSET

from beatgraph.drafts.dashboards import AsOf as AsOfDraft
from beatgraph.errors import ForbiddenError
from beatgraph.services import readers, realtime
from beatgraph.services.readers import Whose
from beatgraph.work import Work
from loaders.insights import Asked, RealtimeByTrack
from resolvers.base import ids
from resolvers.base.context import Info
from resolvers.base.guards import refused
from resolvers.base.news import Seen, news
from resolvers.base.node import RowView
from resolvers.dashboards import AsOf


@strawberry.type(description="Play of the last hour; of whom is not told.")
class RecentPlay(RowView):
    row = realtime.RecentPlay

    minutes_ago: int = strawberry.field(description="Whole minutes since it began.")
    country: str = strawberry.field(description="ISO 3166-1 code of two letters, or `unknown`.")
    device: str = strawberry.field(description="desktop, mobile, tablet, tv_other or `unknown`.")


@strawberry.type(description="What happens to a track just now.")
class Realtime(RowView):
    row = realtime.Realtime

    generated_at: datetime = strawberry.field(description="When the figures were computed.")
    data_until: datetime = strawberry.field(description="Plays up to then are in the figures.")
    active_listeners: int = strawberry.field(
        description="Different listeners of whom there was a sign within 300 s, and who have not stopped."
    )
    recent_plays: int = strawberry.field(description="Plays of the last hour.")
    plays_per_minute: list[int] = strawberry.field(
        description="Plays in each of the last 60 minutes, the earliest first. At most 60."
    )
    plays_per_hour: list[int] = strawberry.field(
        description="Plays in each of the last 48 hours, the earliest first. At most 48."
    )
    recent: list[RecentPlay] = strawberry.field(description="Latest plays of the last hour. At most 20.")


async def track_realtime(root: Any, info: Info, as_of: AsOf = UNSET) -> Realtime | None:
    """Live figures for those who may read them; to anybody else they are refused."""
    if refused(info):
        return None
    asked = AsOfDraft.read({"as_of": as_of or None})
    found: Any = await info.context.loaders[RealtimeByTrack].load(Asked(root.id, asked.as_of))
    if found is None:
        raise ForbiddenError
    told: Realtime = found
    return told


@strawberry.type
class RealtimeSubscription:
    @strawberry.subscription(
        description="Live figures of a track: at once, and whenever they change. It ends with the token that began it."
    )
    def track_realtime(
        self, info: Info, id: Annotated[strawberry.ID, strawberry.argument(description="Global id of the track.")]
    ) -> AsyncGenerator[Realtime, None]:
        track_id = ids.row_id(id, "Track")

        async def look(work: Work) -> Seen[Any]:
            await readers.seen(work, Whose.TRACK, track_id)
            found = (await realtime.by_tracks(work, [track_id]))[track_id]
            return Seen(found, found.told)

        return news(info, look)
