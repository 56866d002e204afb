"""Events in the graph: what a client reports, many at a time."""

from datetime import datetime
from typing import Any

import strawberry
from strawberry import UNSET

from beatgraph.drafts.reports import EVENTS_AT_MOST, EventType, ReportDraft
from beatgraph.errors import BadRequestError
from beatgraph.models import Device, Platform, Source
from beatgraph.services.reporting import Outcome
from resolvers.base import ids
from resolvers.base.context import Info
from resolvers.base.enums import described
from resolvers.base.inputs import Retried, given
from resolvers.base.payloads import Payload, mutation

described(
    EventType,
    "What happened.",
    {
        EventType.PLAY: "Track began to play.",
        EventType.VIEW: "Page of a track, an artist or a post was opened.",
        EventType.LIKE: "Track or post is liked.",
        EventType.UNLIKE: "Track or post is no longer liked.",
        EventType.REPOST: "Track is shown to one's own followers.",
        EventType.UNREPOST: "Track is no longer shown to them.",
        EventType.SAVE: "Track or post is kept for later.",
        EventType.UNSAVE: "Track or post is no longer kept.",
        EventType.SHARE: "Track or post was passed on.",
        EventType.COMMENT: "Something was said of a track or a post.",
        EventType.FOLLOW: "Artist is followed.",
        EventType.UNFOLLOW: "Artist is no longer followed.",
        EventType.DOWNLOAD: "File of a track was fetched.",
    },
)
described(
    Device,
    "Kind of machine that something is played on.",
    {
        Device.DESKTOP: "Computer.",
        Device.MOBILE: "Telephone.",
        Device.TABLET: "Tablet.",
        Device.TV_OTHER: "Television, console, or anything else.",
    },
    name="DeviceKind",
)
described(
    Platform,
    "System that something is played on.",
    {
        Platform.WEB: "Browser on no system that is known.",
        Platform.IOS: "iOS or iPadOS.",
        Platform.ANDROID: "Android.",
        Platform.WINDOWS: "Windows.",
        Platform.MACOS: "macOS.",
        Platform.LINUX: "Linux.",
        Platform.OTHER: "Any other system.",
    },
    name="PlatformKind",
)
described(
    Source,
    "From where a play was begun.",
    {
        Source.ARTIST_PROFILE: "Artist's page. Active: the listener went there to listen.",
        Source.ALBUM: "Album. Active.",
        Source.LIBRARY: "Listener's own library. Active.",
        Source.OWN_PLAYLIST: "Listener's own playlist. Active.",
        Source.SEARCH: "Search. Active.",
        Source.DIRECT_LINK: "Link to the track. Active.",
        Source.EDITORIAL: "Selection of the platform.",
        Source.ALGORITHMIC: "Recommendation.",
        Source.RADIO_AUTOPLAY: "Radio, or what plays on by itself.",
        Source.OTHERS_PLAYLIST: "Somebody else's playlist.",
        Source.FEED: "Feed.",
        Source.EMBED: "Player on another site.",
    },
    name="PlaySource",
)
described(
    Outcome,
    "What became of an event.",
    {
        Outcome.ACCEPTED: "It has been taken in.",
        Outcome.DUPLICATE: "It had been taken in before, and changes nothing.",
        Outcome.REJECTED: "It was not taken in.",
    },
    name="EventOutcome",
)


@strawberry.input(description="One thing that the caller did. It names the track, the artist or the post it is about.")
class EventInput:
    event_id: str = strawberry.field(description="UUID made by the client. Sent again, it is the same event.")
    type: EventType = strawberry.field(description="What happened.")
    occurred_at: datetime = strawberry.field(description="When; of the future, it is now. At most 30 days ago.")
    track_id: strawberry.ID | None = strawberry.field(default=UNSET, description="Track that it is about.")
    artist_id: strawberry.ID | None = strawberry.field(default=UNSET, description="Artist that it is about.")
    post_id: strawberry.ID | None = strawberry.field(default=UNSET, description="Post that it is about.")
    anonymous_id: str | None = strawberry.field(
        default=UNSET, description="Id that a guest agreed to keep, so that they are one listener on all days."
    )
    listened_ms: float | None = strawberry.field(
        default=UNSET, description="Milliseconds listened, of a play, 0 to 86400000."
    )
    ended: bool = strawberry.field(default=False, description="Whether the play has ended.")
    device: Device | None = strawberry.field(default=UNSET, description="Told by the client's name if absent.")
    platform: Platform | None = strawberry.field(default=UNSET, description="Told by the client's name if absent.")
    source: Source | None = strawberry.field(default=UNSET, description="From where a play was begun.")
    text: str | None = strawberry.field(default=UNSET, description="What a comment says.")


@strawberry.input(description="Events of the caller, who may be a guest.")
class RecordEventsInput(Retried):
    events: list[EventInput] = strawberry.field(description="In any order. At most 500.")


@strawberry.type(description="What became of one event.")
class EventResult:
    event_id: str | None = strawberry.field(description="Its id; null if that was no UUID.")
    outcome: Outcome = strawberry.field(description="Whether it was taken in.")
    counted: bool = strawberry.field(
        description="Whether it counts in the numbers; own, automatic and repeated ones are kept and do not."
    )
    reason: str | None = strawberry.field(description="Why it was rejected.")


@strawberry.type(description="Events that were reported.")
class RecordEventsPayload(Payload):
    results: list[EventResult] = strawberry.field(
        default_factory=list, description="One for each event, in their order. At most 500."
    )


def _values(event: EventInput) -> dict[str, Any]:
    """As over REST: with row ids, and 0 for what is the id of nothing."""
    values = given(event) | {"occurred_at": event.occurred_at.isoformat()}
    for name, typename in (("track_id", "Track"), ("artist_id", "Artist"), ("post_id", "Post")):
        if values.get(name) is not None:
            try:
                values[name] = ids.row_id(values[name], typename)
            except BadRequestError:
                values[name] = 0
    return values


@strawberry.type
class EventMutation:
    @mutation(
        description=f"Report up to {EVENTS_AT_MOST} events at once; each is taken or rejected on its own. "
        "Guests may report plays, views and shares."
    )
    async def record_events(self, info: Info, input: RecordEventsInput) -> RecordEventsPayload:
        wanted = ReportDraft.read({"events": [_values(event) for event in input.events]})
        answers = await info.context.report(wanted.events)
        return RecordEventsPayload(
            results=[
                EventResult(event_id=each.event_id, outcome=each.outcome, counted=each.counted, reason=each.reason)
                for each in answers
            ]
        )
