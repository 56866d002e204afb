"""Reporting: events of the caller, many at a time, each answered on its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from beatgraph.drafts import sentences
from beatgraph.drafts.events import Event, EventDraft
from beatgraph.drafts.reports import EventType, ReportedEvent
from beatgraph.services import artists, audiences, gate, listeners, posts, surroundings, taking, tracks, turns
from beatgraph.services.events import event_of
from beatgraph.work import Work

OF_GUESTS = (EventType.PLAY, EventType.VIEW, EventType.SHARE)


class Outcome(StrEnum):
    ACCEPTED = "accepted"
    DUPLICATE = "duplicate"
    """It had been taken in before, and changes nothing."""
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one event."""

    outcome: Outcome
    event_id: str | None = None
    counted: bool = False
    """Whether it counts in the numbers: own, automatic and repeated events are kept and do not."""
    reason: str | None = None
    """Why it was rejected."""


async def report(work: Work, values: Sequence[Mapping[str, Any]]) -> list[Answer]:
    """Take in what the caller did; a bad event takes no good one with it."""
    answers: list[Answer | None] = [None] * len(values)
    events: dict[int, Event] = {}
    for place, each in enumerate(values):
        try:
            events[place] = _event(work, each)
        except ValueError as error:
            told = sentences.first(error) if isinstance(error, ValidationError) else str(error)
            answers[place] = Answer(Outcome.REJECTED, _id_of(each), reason=told)
    await _enter(work, list(events.values()))
    around = await surroundings.of_events(work, list(events.values()))
    hidden = await _hidden(work, list(events.values()))
    for place, event in list(events.items()):
        reason = around.why_not(event) or hidden.get((event.track_id, event.artist_id, event.post_id))
        if reason is not None:
            answers[place] = Answer(Outcome.REJECTED, str(event.event_id), reason=reason)
            del events[place]
    first = {event.event_id: place for place, event in reversed(events.items())}
    unseen = await gate.first_of(work, first)
    new = [event for place, event in events.items() if event.event_id in unseen and first[event.event_id] == place]
    taken = await taking.take(work, sorted(new, key=taking.order), around, alone=False)
    fresh = {id(event) for event in new}
    for place, event in events.items():
        event_id = str(event.event_id)
        counted = event.event_id in taken.counted
        answers[place] = (
            Answer(Outcome.ACCEPTED, event_id, counted) if id(event) in fresh else Answer(Outcome.DUPLICATE, event_id)
        )
    return [each for each in answers if each is not None]


def _event(work: Work, values: Mapping[str, Any]) -> Event:
    """The caller's own event, which arrives now."""
    told = ReportedEvent.model_validate(values)
    viewer, client = work.viewer, work.client
    if viewer.is_anonymous and told.type not in OF_GUESTS:
        raise ValueError(f"a {told.type} needs a token")
    draft = EventDraft.model_construct(
        **{**dict(told), "type": told.type.value, "anonymous_id": None if client.private else told.anonymous_id},
        received_at=work.now,
        user_id=viewer.user_id,
        ip=client.address,
        user_agent=client.user_agent,
    )
    return event_of(draft)._replace(is_bot=audiences.is_bot(work))


def _id_of(values: Mapping[str, Any]) -> str | None:
    try:
        return str(UUID(str(values.get("event_id"))))
    except ValueError:
        return None


async def _enter(work: Work, events: Sequence[Event]) -> None:
    """Those who report as the same listener, or from the same network, do so one after another."""
    await gate.enter(work)
    behind = await listeners.of_events(work, events, live=True)
    keys = {each.key for each in behind} | {each.network for each in behind if each.network is not None}
    if work.viewer.user_id is not None:
        keys.add((await listeners.of_caller(work)).key)
    await turns.take_all(work, keys)


async def _hidden(work: Work, events: Sequence[Event]) -> dict[tuple[int | None, int | None, int | None], str]:
    """Why the viewer cannot do anything to some items: they do not see them."""
    found: dict[tuple[int | None, int | None, int | None], str] = {}
    wanted = {(event.track_id, event.artist_id, event.post_id) for event in events}
    seen_tracks = await tracks.by_ids(work, [track for track, _, _ in wanted if track is not None])
    seen_artists = await artists.by_ids(work, [artist for _, artist, _ in wanted if artist is not None])
    seen_posts = await posts.by_ids(work, [post for _, _, post in wanted if post is not None])
    for track, artist, post in wanted:
        if track is not None and track not in seen_tracks:
            found[track, artist, post] = f"there is no track {track}"
        elif artist is not None and artist not in seen_artists:
            found[track, artist, post] = f"there is no artist {artist}"
        elif post is not None and post not in seen_posts:
            found[track, artist, post] = f"there is no post {post}"
    return found
