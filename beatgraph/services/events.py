"""Events as a file tells them: read, put in order, and taken in through the same rules as live ones."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import islice
from operator import itemgetter

from pydantic import ValidationError

from beatgraph.analytics import bots
from beatgraph.analytics.acceptance import Attempt, booking
from beatgraph.drafts.events import Event, EventDraft
from beatgraph.models import EngagementKind
from beatgraph.services import engagements, gate, intake, listeners, surroundings
from beatgraph.services.surroundings import Surroundings
from beatgraph.spool import Spool
from beatgraph.work import Work

BATCH = 20_000
"""Events in one unit of work."""
LINE_BYTES = 1024 * 1024
IMPORTED = frozenset({"play", *(kind for each in engagements.SUBJECTS for kind in (each.begins, each.ends))})
LATER = frozenset({"view", "repost", "unrepost", "save", "unsave", "share", "comment", "download", "created"})

Writing = Callable[[], AbstractAsyncContextManager[Work]]
IN_ORDER = itemgetter(0, 1)
"""By the instant, and what happens at one instant by its id, so that every run decides alike."""

DAY_MS = 24 * 3600 * 1000
"""Longest listening that is kept of a play."""


@dataclass
class Refusals:
    """Lines that were not taken, each told once with the reason."""

    tell: Callable[[int, str], None] = lambda line, reason: None
    count: int = field(default=0)

    def add(self, line: int, reason: str) -> None:
        self.count += 1
        self.tell(line, reason)


@dataclass(frozen=True, slots=True)
class Imported:
    """How many events are in now, how many were before, and how many lines were refused."""

    accepted: int
    duplicates: int
    rejected: int


def parsed(lines: Iterable[bytes], refusals: Refusals) -> Iterator[Event]:
    """The events of a file, a JSON object a line; lines that cannot be taken are told, and empty ones passed over."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            if len(line) > LINE_BYTES:
                raise ValueError(f"longer than {LINE_BYTES} bytes")
            yield event_of(EventDraft.model_validate_json(line), number)
        except ValidationError as error:
            refusals.add(number, _why(error))
        except ValueError as error:
            refusals.add(number, str(error))


def event_of(draft: EventDraft, line: int = 0) -> Event:
    """The event that a draft describes, or a ValueError that says what is missing or contradicts itself."""
    kind = draft.type
    if kind not in IMPORTED:
        raise ValueError(f"type {kind} is not imported yet" if kind in LATER else f"type {kind} is not known")
    about = "artist_id" if kind in ("follow", "unfollow") else "track_id"
    if getattr(draft, about) is None:
        raise ValueError(f"a {kind} needs {about}")
    if kind != "play" and draft.user_id is None:
        raise ValueError(f"a {kind} needs user_id")
    # A line that does not say when it arrived came as soon as it could: when the listening it tells of had ended.
    received_at = draft.received_at or draft.occurred_at + timedelta(milliseconds=min(draft.listened_ms or 0, DAY_MS))
    # What claims to have arrived before it happened happened when it arrived, at the latest.
    occurred_at = min(draft.occurred_at, received_at)
    booked = booking(occurred_at, received_at)
    if booked is None:
        raise ValueError("arrived more than 30 days after it happened")
    is_about_track = about == "track_id"
    return Event(
        occurred_at,
        draft.event_id,
        kind,
        received_at,
        booked,
        draft.track_id if is_about_track else None,
        None if is_about_track else draft.artist_id,
        draft.user_id,
        draft.ip,
        draft.user_agent,
        draft.anonymous_id,
        draft.listened_ms,
        draft.ended,
        line,
    )


def _why(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    if first["type"] == "json_invalid":
        return "no JSON"
    if first["type"] == "model_type":
        return "no JSON object"
    name = ".".join(str(part) for part in first["loc"])
    reason = str(first["ctx"]["error"]) if first["type"] == "value_error" else first["msg"]
    return f"{name}: {reason[:1].lower()}{reason[1:]}"


async def import_events(
    writing: Writing,
    events: Iterable[Event],
    refusals: Refusals | None = None,
    advance: Callable[[int], None] = lambda events: None,
) -> Imported:
    """Take in events in the order in which they happened, a batch a unit of work; those seen before change nothing.

    `advance` is told how many more have been dealt with.
    """
    refusals = refusals or Refusals()
    accepted = duplicates = 0
    with Spool[Event](IN_ORDER) as spool:
        for event in events:
            spool.put(event)
        waiting = iter(spool)
        while batch := list(islice(waiting, BATCH)):
            async with writing() as work:
                told = await _take(work, batch)
            for each in told.refused:
                refusals.add(each.event.line, each.reason)
            accepted += told.accepted
            duplicates += told.duplicates
            advance(len(batch))
    return Imported(accepted, duplicates, refusals.count)


@dataclass(frozen=True, slots=True)
class _Refused:
    event: Event
    reason: str


@dataclass(frozen=True, slots=True)
class _Taken:
    accepted: int
    duplicates: int
    refused: Sequence[_Refused]


async def _take(work: Work, batch: Sequence[Event]) -> _Taken:
    await gate.enter_alone(work)
    around = await surroundings.of_events(work, batch)
    refused = [_Refused(event, reason) for event in batch if (reason := around.why_not(event)) is not None]
    lost = {id(each.event) for each in refused}
    good = [event for event in batch if id(event) not in lost] if lost else batch
    first = {event.event_id: event for event in reversed(good)}
    unseen = await gate.unseen(work, first)
    new = [event for event in good if event.event_id in unseen and first[event.event_id] is event]
    await _take_plays(work, [event for event in new if event.type == "play"], around)
    await _take_engagements(work, [event for event in new if event.type != "play"], around)
    return _Taken(len(new), len(good) - len(new), refused)


async def _take_plays(work: Work, events: Sequence[Event], around: Surroundings) -> None:
    if not events:
        return
    behind = await listeners.of_events(work, events)
    await intake.take(work, [_arrival(event, who, around) for event, who in zip(events, behind, strict=True)])


def _arrival(event: Event, who: listeners.Listener, around: Surroundings) -> intake.Arrival:
    attempt = Attempt(
        event.track_id or 0,
        who.key,
        event.occurred_at,
        event.booked.day,
        who.aliases,
        around.is_own(event),
        event.user_agent is not None and bots.is_bot(event.user_agent),
    )
    return intake.Arrival(
        event.event_id,
        attempt,
        event.received_at,
        event.user_id,
        event.listened_ms,
        event.ended,
        event.booked.is_late,
    )


async def _take_engagements(work: Work, events: Sequence[Event], around: Surroundings) -> None:
    for subject in engagements.SUBJECTS:
        changes = [
            engagements.Change(
                kind=EngagementKind(event.type),
                subject_id=(event.track_id if subject is engagements.TRACKS else event.artist_id) or 0,
                user_id=event.user_id or 0,
                occurred_at=event.occurred_at,
                counted=not (around.is_own(event) or (event.user_agent is not None and bots.is_bot(event.user_agent))),
            )
            for event in events
            if event.type in (subject.begins, subject.ends)
        ]
        await engagements.engage(work, subject, changes)
