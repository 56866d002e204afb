"""Downloads of an artist's tracks in the graph."""

from datetime import date as Day
from datetime import datetime
from typing import Annotated, Any

import strawberry
from strawberry import UNSET

from beatgraph.drafts.dashboards import AsOf as AsOfDraft
from beatgraph.drafts.insights import DownloadPeriod
from beatgraph.errors import ForbiddenError
from beatgraph.services import download_figures
from loaders.insights import DownloadFiguresByArtist, DownloadsByArtist, Extended
from loaders.tracks import TrackById
from loaders.users import UserById
from resolvers.base.context import Info
from resolvers.base.edges import edge
from resolvers.base.enums import described
from resolvers.base.guards import refused
from resolvers.base.node import RowView
from resolvers.base.refs import TrackRef, UserRef
from resolvers.dashboards import AsOf
from resolvers.insights import InsightMeta

described(
    DownloadPeriod,
    "Length of a period, in days, or all time.",
    {
        DownloadPeriod.WEEK: "7 days.",
        DownloadPeriod.MONTH: "30 days.",
        DownloadPeriod.QUARTER: "90 days.",
        DownloadPeriod.ALL: "Since the beginning.",
    },
)


@strawberry.type(description="Track and how often it was downloaded.")
class DownloadedTrack(RowView):
    row = download_figures.DownloadedTrack

    track: TrackRef | None = edge(TrackById, key="id", type=TrackRef | None, description="Track.")
    name: str = strawberry.field(description="Its name.")
    downloads: int = strawberry.field(description="Downloads.")


@strawberry.type(description="Downloads of a day; of all time, of a month by its first day.")
class DownloadPoint(RowView):
    row = download_figures.DownloadPoint

    date: Day = strawberry.field(description="Its first day.")
    value: int = strawberry.field(description="Downloads.")


@strawberry.type(description="Granted download.")
class Downloaded(RowView):
    row = download_figures.Downloaded

    occurred_at: datetime = strawberry.field(description="When it was granted.")
    track: TrackRef | None = edge(TrackById, key="track_id", type=TrackRef | None, description="Of which track.")
    user: UserRef | None = edge(
        UserById, key="user_id", type=UserRef | None, description="By whom; null without a public profile."
    )


@strawberry.type(description="How often public tracks of an artist were downloaded.")
class DownloadFigures(RowView):
    row = download_figures.DownloadFigures

    period: DownloadPeriod = strawberry.field(description="In which period.")
    downloads: int = strawberry.field(description="Granted to the audience; repeats count.")
    people: int = strawberry.field(description="Different accounts.")
    licenses_issued: int = strawberry.field(description="Licences; none before there is commerce.")
    top_track: DownloadedTrack | None = strawberry.field(description="Most downloaded track; null without downloads.")
    over_time: list[DownloadPoint] = strawberry.field(
        description="By day; of all time, by month, without those that had none. At most 1200."
    )
    meta: InsightMeta = strawberry.field(description="What the figures are of.")


PeriodWord = Annotated[DownloadPeriod, strawberry.argument(description="How many days, up to the day of `asOf`.")]


async def download_figures_of(
    root: Any, info: Info, period: PeriodWord = DownloadPeriod.MONTH, as_of: AsOf = UNSET
) -> DownloadFigures | None:
    """Downloads, for those who may read the artist's figures; to anybody else they are refused."""
    if refused(info):
        return None
    asked = AsOfDraft.read({"as_of": as_of or None})
    found: Any = await info.context.loaders[DownloadFiguresByArtist].load(Extended(root.id, period, asked.as_of))
    if found is None:
        raise ForbiddenError
    told: DownloadFigures = found
    return told


async def downloads_of(
    root: Any, info: Info, period: PeriodWord = DownloadPeriod.MONTH, as_of: AsOf = UNSET
) -> list[Downloaded] | None:
    """The latest downloads, for those who may read the artist's figures."""
    if refused(info):
        return None
    asked = AsOfDraft.read({"as_of": as_of or None})
    found: Any = await info.context.loaders[DownloadsByArtist].load(Extended(root.id, period, asked.as_of))
    if found is None:
        raise ForbiddenError
    told: list[Downloaded] = found
    return told
