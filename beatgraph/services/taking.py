"""Taking in: events of all types that have not been seen before, through the same rules, into rows and numbers."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from sqlmodel import col, select

from beatgraph.analytics import bots
from beatgraph.analytics.acceptance import Attempt, Verdict
from beatgraph.drafts.events import Event
from beatgraph.models import Comment, EngagementKind, Track
from beatgraph.services import (
    audiences,
    engagements,
    folding,
    happenings,
    intake,
    listeners,
    signals,
    subjects,
    traits,
    upserts,
)
from beatgraph.services.engagements import Change
from beatgraph.services.following import followers
from beatgraph.services.happenings import Happened, Kind
from beatgraph.services.listeners import Listener
from beatgraph.services.signals import ItemKind, Signal, SignalKind
from beatgraph.services.subjects import Subject
from beatgraph.services.sums import NO_EFFECTS, Effects
from beatgraph.services.surroundings import Surroundings
from beatgraph.work import Work

PLAY, COMMENT, CREATED = "play", "comment", "created"
SUBJECTS: tuple[Subject, ...] = (
    subjects.TRACKS,
    subjects.POST_LIKES,
    subjects.ARTISTS,
    subjects.TRACK_REPOSTS,
    subjects.TRACK_SAVES,
    subjects.POST_SAVES,
)
TRACK, ARTIST, POST = "track_id", "artist_id", "post_id"
ABOUT: dict[str, tuple[str, ...]] = {
    PLAY: (TRACK,),
    "view": (TRACK, ARTIST, POST),
    "like": (TRACK, POST),
    "unlike": (TRACK, POST),
    "repost": (TRACK,),
    "unrepost": (TRACK,),
    "save": (TRACK, POST),
    "unsave": (TRACK, POST),
    "share": (TRACK, POST),
    COMMENT: (TRACK, POST),
    "follow": (ARTIST,),
    "unfollow": (ARTIST,),
    "download": (TRACK,),
    CREATED: (TRACK,),
}
"""Types of events, and what each can be about: the first of these that it names."""
OF_GUESTS = frozenset({PLAY, "view", "share", "download", CREATED})
"""Types that need no user."""


@dataclass(slots=True)
class Taken:
    """Events that count in the numbers, and months that these changed although they had been merged."""

    counted: set[UUID] = field(default_factory=set)
    months: set[date] = field(default_factory=set)


async def take(work: Work, events: Sequence[Event], around: Surroundings, *, alone: bool) -> Taken:
    """Take in events in the order in which they happened; `alone` says that nobody else writes events."""
    taken = Taken()
    by_type: dict[str, list[Event]] = {}
    for event in events:
        by_type.setdefault(event.type, []).append(event)
    await _date_tracks(work, by_type.get(CREATED, ()))
    effects = await _take_engagements(work, by_type, around, taken)
    told = await _take_comments(work, by_type.get(COMMENT, ()), around, taken)
    for kind in happenings.KINDS:
        counted = await _take_happenings(work, kind, by_type.get(kind.event, ()), around, live=not alone)
        taken.counted |= happenings.ids_of(counted)
        told += happenings.signals_of(kind, counted)
        effects += Effects(happenings.download_signs(counted) if kind is happenings.DOWNLOADS else ())
    effects += signals.effects_of(told)
    plays = await _take_plays(work, by_type.get(PLAY, ()), around, taken, live=not alone)
    taken.months = await folding.fold(work, plays.counted, effects, alone=alone, writing=plays.writing)
    return taken


def _is_bot(work: Work, event: Event) -> bool:
    if event.is_bot or (event.user_agent is not None and bots.is_bot(event.user_agent)):
        return True
    return event.ip is not None and audiences.is_automated(work, event.ip)


async def _take_plays(
    work: Work, events: Sequence[Event], around: Surroundings, taken: Taken, *, live: bool
) -> intake.Taken:
    if not events:
        return intake.Taken((), ())
    behind = await listeners.of_events(work, events, live=live)
    tracks, users = {event.track_id or 0 for event in events}, {event.user_id for event in events if event.user_id}
    follows = (await followers(work, tracks, users)).follows
    arrivals = [
        _arrival(work, event, who, around, follows(event.user_id, event.track_id or 0, event.occurred_at))
        for event, who in zip(events, behind, strict=True)
    ]
    found = await intake.take(work, arrivals)
    taken.counted.update(
        event.event_id for event, verdict in zip(events, found.verdicts, strict=True) if verdict is Verdict.COUNTED
    )
    return found


def _arrival(work: Work, event: Event, who: Listener, around: Surroundings, follows: bool) -> intake.Arrival:
    attempt = Attempt(
        event.track_id or 0,
        who.key,
        event.occurred_at,
        event.booked.day,
        who.aliases,
        around.is_own(event),
        _is_bot(work, event),
        who.network,
    )
    return intake.Arrival(
        event.event_id,
        attempt,
        event.received_at,
        event.user_id,
        event.listened_ms,
        event.ended,
        event.booked.is_late,
        around.durations[event.track_id or 0],
        follows,
        traits.of(event.user_agent or "", event.country, event.city, event.device, event.platform, event.source),
    )


async def _take_engagements(work: Work, by_type: dict[str, list[Event]], around: Surroundings, taken: Taken) -> Effects:
    effects = NO_EFFECTS
    for subject in SUBJECTS:
        both = [*by_type.get(subject.begins, ()), *by_type.get(subject.ends, ())]
        events = [event for event in both if getattr(event, subject.key) is not None]
        events.sort(key=order)
        changes = [
            Change(
                EngagementKind(event.type),
                getattr(event, subject.key),
                event.user_id or 0,
                event.occurred_at,
                not (around.is_own(event) or _is_bot(work, event)),
                event.booked.day if event.booked.is_late else None,
            )
            for event in events
        ]
        taken.counted.update(event.event_id for event, change in zip(events, changes, strict=True) if change.counted)
        effects += await engagements.engage(work, subject, changes)
    return effects


def order(event: Event) -> tuple[datetime, UUID]:
    """By the instant, and what happens at one instant by its id, so that every run decides alike."""
    return event.occurred_at, event.event_id


async def _take_happenings(
    work: Work, kind: Kind, events: Sequence[Event], around: Surroundings, *, live: bool
) -> list[Happened]:
    happened = []
    for event, who in zip(events, await happenings.behind(work, kind, events, live=live), strict=True):
        item = happenings.item_of(event)
        if item is not None:
            happened.append(Happened(event, item, who, not (around.is_own(event) or _is_bot(work, event))))
    return await happenings.take(work, kind, happened)


async def _take_comments(work: Work, events: Sequence[Event], around: Surroundings, taken: Taken) -> list[Signal]:
    rows = [
        Comment(
            track_id=event.track_id,
            post_id=event.post_id,
            user_id=event.user_id or 0,
            content=event.text or "",
            created_at=event.occurred_at,
            counted=not (around.is_own(event) or _is_bot(work, event)),
        )
        for event in events
    ]
    work.session.add_all(rows)
    await work.session.flush()
    for row in rows:
        row.path = f"{row.id:019d}"
    await work.session.flush()
    told = []
    for event, row in zip(events, rows, strict=True):
        if row.counted:
            kind = ItemKind.TRACK if row.track_id is not None else ItemKind.POST
            about = row.track_id or row.post_id or 0
            told.append(Signal(SignalKind.COMMENT, kind, about, event.occurred_at, booked_day=event.booked.day))
            taken.counted.add(event.event_id)
    return told


async def _date_tracks(work: Work, events: Sequence[Event]) -> None:
    """Tracks were uploaded elsewhere, and made public there, before they came here."""
    dates = {event.track_id: event.occurred_at for event in events if event.track_id is not None}
    for some in upserts.chunks(sorted(dates)):
        for track in (await work.session.exec(select(Track).where(col(Track.id).in_(some)))).all():
            track.created_at = dates[track.id]
            if track.published_at is not None:
                track.published_at = track.created_at
    await work.session.flush()
