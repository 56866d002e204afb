"""Events as a file tells them: read, put in order, and taken in through the same rules as live ones."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import islice
from operator import itemgetter

from pydantic import ValidationError

from beatgraph.analytics.acceptance import Booking, booking
from beatgraph.drafts import sentences
from beatgraph.drafts.events import Event, EventDraft
from beatgraph.services import gate, months, partitions, surroundings, taking
from beatgraph.services.partitions import Partition
from beatgraph.spool import Spool
from beatgraph.work import Work

BATCH = 150_000
"""Events in one unit of work."""
LINE_BYTES = 1024 * 1024

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
            refusals.add(number, sentences.first(error))
        except ValueError as error:
            refusals.add(number, str(error))


def event_of(draft: EventDraft, line: int = 0) -> Event:
    """The event that a draft describes, or a ValueError that says what is missing or contradicts itself."""
    kind = draft.type
    about = taking.ABOUT.get(kind)
    if about is None:
        raise ValueError(f"type {kind} is not known")
    subject = next((name for name in about if getattr(draft, name) is not None), None)
    if subject is None:
        raise ValueError(f"a {kind} needs {' or '.join(about)}")
    if kind not in taking.OF_GUESTS and draft.user_id is None:
        raise ValueError(f"a {kind} needs user_id")
    if kind == taking.COMMENT and not (draft.text and draft.text.strip()):
        raise ValueError("a comment needs text")
    # A line that does not say when it arrived came as soon as it could: when the listening it tells of had ended.
    received_at = draft.received_at or draft.occurred_at + timedelta(milliseconds=min(draft.listened_ms or 0, DAY_MS))
    # What claims to have arrived before it happened happened when it arrived, at the latest.
    occurred_at = min(draft.occurred_at, received_at)
    booked = booking(occurred_at, received_at)
    if booked is None and kind != taking.CREATED:
        raise ValueError("arrived more than 30 days after it happened")
    return Event(
        occurred_at,
        draft.event_id,
        kind,
        received_at,
        booked or Booking(received_at.date()),
        draft.track_id if subject == taking.TRACK else None,
        draft.artist_id if subject == taking.ARTIST else None,
        draft.post_id if subject == taking.POST else None,
        draft.user_id,
        draft.ip,
        draft.user_agent,
        draft.anonymous_id,
        draft.listened_ms,
        draft.ended,
        draft.country,
        draft.city,
        draft.device,
        draft.platform,
        draft.source,
        draft.text,
        False,
        line,
    )


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
    changed: set[date] = set()
    with Spool[Event](IN_ORDER) as spool:
        for event in events:
            spool.put(event)
        waiting = iter(spool)
        made: set[Partition] = set()
        while batch := list(islice(waiting, BATCH)):
            if missing := partitions.of_events(batch) - made:
                async with writing() as work:
                    await gate.enter_alone(work)
                    await partitions.make(work, missing)
                made |= missing
            async with writing() as work:
                told = await _take(work, batch)
            for each in told.refused:
                refusals.add(each.event.line, each.reason)
            accepted += told.accepted
            changed.update(told.months)
            duplicates += told.duplicates
            advance(len(batch))
    for month in sorted(changed):
        # What had been merged is so again before anybody is told that the import has ended.
        async with writing() as work:
            await gate.enter_alone(work)
            await months.merge(work, month)
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
    months: Collection[date]


async def _take(work: Work, batch: Sequence[Event]) -> _Taken:
    await gate.enter_alone(work)
    around = await surroundings.of_events(work, batch)
    refused = [_Refused(event, reason) for event in batch if (reason := around.why_not(event)) is not None]
    lost = {id(each.event) for each in refused}
    good = [event for event in batch if id(event) not in lost] if lost else batch
    first = {event.event_id: event for event in reversed(good)}
    unseen = await gate.unseen(work, first)
    new = [event for event in good if event.event_id in unseen and first[event.event_id] is event]
    taken = await taking.take(work, new, around, alone=True)
    return _Taken(len(new), len(good) - len(new), refused, taken.months)
