"""Breakdowns and audiences in the graph."""

from typing import Any

import strawberry
from strawberry import UNSET

from beatgraph.analytics import segments
from beatgraph.drafts.dashboards import AsOf as AsOfDraft
from beatgraph.drafts.insights import Span
from beatgraph.errors import ForbiddenError
from beatgraph.services import audience, breakdowns
from loaders.base import Loader
from loaders.insights import Extended
from loaders.tracks import TrackById
from loaders.users import UserById
from resolvers.base.context import Info
from resolvers.base.edges import edge
from resolvers.base.enums import described
from resolvers.base.guards import refused
from resolvers.base.node import RowView
from resolvers.base.refs import TrackRef, UserRef
from resolvers.dashboards import AsOf
from resolvers.insights import InsightMeta, PeriodWord

described(
    breakdowns.SourceKind,
    "Whether listeners went there to listen.",
    {
        breakdowns.SourceKind.ACTIVE: "They did.",
        breakdowns.SourceKind.PROGRAMMED: "It was played to them.",
        breakdowns.SourceKind.UNKNOWN: "Nobody knows.",
    },
)
VALUE = "What it is; `other` is all that is not listed, `unknown` what nobody knows."


@strawberry.type(description="Plays that have something in common.")
class PlaySlice(RowView):
    row = breakdowns.Slice

    value: str = strawberry.field(description=VALUE)
    plays: int = strawberry.field(description="Plays.")
    share: float = strawberry.field(description="Per cent of all plays of the period.")
    listeners: int = strawberry.field(description="Different listeners.")


@strawberry.type(description="Plays that began at the same source.")
class SourceSlice(RowView):
    row = breakdowns.Slice

    value: str = strawberry.field(description=VALUE)
    kind: breakdowns.SourceKind = strawberry.field(description="Whether listeners went there to listen.")
    plays: int = strawberry.field(description="Plays.")
    share: float = strawberry.field(description="Per cent of all plays of the period.")
    listeners: int = strawberry.field(description="Different listeners.")


@strawberry.type(description="Plays of one listener, of all guests, or of all others.")
class ListenerSlice(RowView):
    row = breakdowns.ListenerSlice

    value: str = strawberry.field(
        description="Name of the listener; `guest` is all without a public profile, `other` the rest."
    )
    user: UserRef | None = edge(
        UserById, key="user_id", type=UserRef | None, description="Listener; null for guests and others."
    )
    plays: int = strawberry.field(description="Plays.")
    share: float = strawberry.field(description="Per cent of all plays of the period.")
    listeners: int = strawberry.field(description="How many they are.")


@strawberry.type(description="Plays of one track.")
class TrackSlice(RowView):
    row = breakdowns.TrackSlice

    track: TrackRef | None = edge(TrackById, key="track_id", type=TrackRef | None, description="Track.")
    name: str = strawberry.field(description="Its name.")
    plays: int = strawberry.field(description="Plays.")
    share: float = strawberry.field(description="Per cent of all plays of the period.")


@strawberry.type(description="Plays of a period, cut in several ways; all slices of a cut are all plays.")
class Breakdowns(RowView):
    row = breakdowns.Breakdowns

    plays: int = strawberry.field(description="All plays of the period.")
    listeners: int = strawberry.field(description="Different listeners of the period.")
    devices: list[PlaySlice] = strawberry.field(description="By device. At most 12.")
    platforms: list[PlaySlice] = strawberry.field(description="By system. At most 6.")
    countries: list[PlaySlice] = strawberry.field(description="By country, ISO 3166-1. At most 12.")
    cities: list[PlaySlice] = strawberry.field(description="By city with five listeners and more. At most 12.")
    sources: list[SourceSlice] = strawberry.field(description="By where they began. At most 22.")
    active_share: float = strawberry.field(description="Per cent from sources that listeners went to.")
    programmed_share: float = strawberry.field(description="Per cent from sources that played it to them.")
    top_listeners: list[ListenerSlice] = strawberry.field(description="By listener. At most 12.")
    tracks: list[TrackSlice] = strawberry.field(
        description="Most played tracks of an album or an artist; none of a track. At most 10."
    )
    meta: InsightMeta = strawberry.field(description="What the figures are of.")


@strawberry.type(description="Signed-in listeners by how often, and how much of their own accord, they came.")
class Segments(RowView):
    row = segments.Segments

    active: int = strawberry.field(description="Who began a play from an active source in the last 28 days.")
    super: int = strawberry.field(description="Of these the top 2 per cent, with 10 plays or more.")
    moderate: int = strawberry.field(description="Of these the others with 3 plays or more.")
    light: int = strawberry.field(description="Of these the rest.")
    previously_active: int = strawberry.field(
        description="Who was active in the year before these days, and is not any more."
    )
    programmed: int = strawberry.field(description="Who listened in these days, and was never active.")


@strawberry.type(description="Who the listeners of a period are. Shares and rates are in per cent, null of nobody.")
class Audience(RowView):
    row = audience.Audience

    listeners: int = strawberry.field(description="Different listeners of the period.")
    monthly_listeners: int = strawberry.field(description="Different listeners of the last 28 days.")
    new_listeners: int = strawberry.field(description="Guests, and who listened for the first time.")
    returning_listeners: int = strawberry.field(description="Who had listened before the period.")
    segments: Segments = strawberry.field(description="Signed-in listeners of the last 28 days.")
    follower_share: float | None = strawberry.field(description="Listeners who follow.")
    follower_play_share: float | None = strawberry.field(description="Plays by followers.")
    follower_conversion: float | None = strawberry.field(
        description="Listeners who did not follow and began to on the day of a play, or the day after."
    )
    save_rate: float | None = strawberry.field(description="People who began to keep it, of all listeners.")
    plays_per_listener: float | None = strawberry.field(description="Plays a listener, one decimal.")
    meta: InsightMeta = strawberry.field(description="What the figures are of.")


async def _found(info: Info, loader: type[Loader[Any, Any]], key: Extended) -> Any:
    found = await info.context.loaders[loader].load(key)
    if found is None:
        raise ForbiddenError
    return found


def breakdowns_of(loader: type[Loader[Any, Any]], description: str) -> Any:
    """A field with the breakdowns of its parent."""

    async def resolve(root: Any, info: Info, period: PeriodWord = Span.MONTH, as_of: AsOf = UNSET) -> Breakdowns | None:
        if refused(info):
            return None
        at = AsOfDraft.read({"as_of": as_of or None}).as_of
        found: Breakdowns = await _found(info, loader, Extended(root.id, period, at))
        return found

    return strawberry.field(resolver=resolve, description=f"{description} Needs a token.")


def audience_of(loader: type[Loader[Any, Any]], description: str) -> Any:
    """A field with the audience of its parent."""

    async def resolve(root: Any, info: Info, period: PeriodWord = Span.MONTH, as_of: AsOf = UNSET) -> Audience | None:
        if refused(info):
            return None
        at = AsOfDraft.read({"as_of": as_of or None}).as_of
        found: Audience = await _found(info, loader, Extended(root.id, period, at))
        return found

    return strawberry.field(resolver=resolve, description=f"{description} Needs a token.")
