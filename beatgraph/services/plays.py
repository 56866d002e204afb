"""Plays: how they are recorded, how they go on, and how many there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlmodel import col, func, select

from beatgraph.analytics.acceptance import CLOCK_SLACK, LISTENED_AT_MOST, Attempt, Verdict, believable_ms
from beatgraph.analytics.periods import reporting_day
from beatgraph.analytics.rounding import rounded
from beatgraph.auth.viewer import ANONYMOUS
from beatgraph.drafts.plays import PlaybackReport, PlayDraft
from beatgraph.errors import NotFoundError
from beatgraph.models import Play, PlayFlag, Track, TrackArtist, TrackLifetime
from beatgraph.services import audiences, folding, following, gate, intake, listeners, tracks, traits, turns
from beatgraph.services.batches import pairs
from beatgraph.services.listeners import Listener
from beatgraph.work import Work

OPEN_FOR = LISTENED_AT_MOST + CLOCK_SLACK
"""A play takes reports for as long as one can listen to it."""


@dataclass(frozen=True, slots=True)
class Recorded:
    track: Track
    play_token: str
    verdict: Verdict | None
    """None when the play has been recorded before."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A play that is to be recorded."""

    track: Track
    arrival: intake.Arrival


@dataclass(frozen=True, slots=True)
class Reported:
    """An open play as its listener tells it: seconds, and per cent of the track if its length is known."""

    track: Track
    play_token: str
    duration: float
    completion_percentage: float | None


async def record(work: Work, track_id: int, draft: PlayDraft) -> Recorded:
    """A play of a track that the viewer may hear; the same idempotency key again changes nothing."""
    await gate.enter(work)
    asked = await ask(work, track_id, draft, await listeners.of_caller(work))
    return asked if isinstance(asked, Recorded) else (await record_all(work, [asked]))[0]


async def ask(work: Work, track_id: int, draft: PlayDraft, listener: Listener) -> Asked | Recorded:
    """All that is to be known of a play before it is written; or, if it goes on, what was recorded of it."""
    track = await tracks.get(work, track_id)
    if draft.play_token is not None and draft.idempotency_key is None:
        going_on = await _own(work, draft.play_token)
        if going_on is not None and going_on.track_id == track.id:
            return Recorded(track, str(going_on.event_id), None)
    attempt = Attempt(
        track_id=track.id,
        listener=listener.key,
        occurred_at=work.now,
        day=reporting_day(work.now),
        aliases=listener.aliases,
        is_own=await audiences.is_insider_of_track(work, track),
        is_bot=audiences.is_bot(work),
        network=listener.network,
    )
    arrival = intake.Arrival(
        draft.idempotency_key or uuid4(),
        attempt,
        received_at=work.now,
        user_id=work.viewer.user_id,
        duration_ms=track.duration,
        by_follower=await following.is_follower(work, track.id),
        traits=traits.of_caller(work, draft.source),
    )
    return Asked(track, arrival)


async def record_all(work: Work, asked: Sequence[Asked]) -> list[Recorded]:
    """Plays of whoever asked, for who has entered the gate; those that have been recorded before change nothing."""
    attempts = [each.arrival.attempt for each in asked]
    networks = {each.network for each in attempts if each.network is not None}
    await turns.take_all(work, networks | {each.listener for each in attempts})
    first = {each.arrival.event_id: each for each in reversed(asked)}
    unseen = await gate.first_of(work, first)
    arrivals = [each.arrival for each in first.values() if each.arrival.event_id in unseen]
    arrivals.sort(key=_in_order)
    taken = await intake.take(work, arrivals)
    await folding.fold(work, taken.counted)
    verdicts = {each.event_id: verdict for each, verdict in zip(arrivals, taken.verdicts, strict=True)}
    return [
        Recorded(
            each.track,
            str(each.arrival.event_id),
            verdicts.get(each.arrival.event_id) if first[each.arrival.event_id] is each else None,
        )
        for each in asked
    ]


def _in_order(arrival: intake.Arrival) -> tuple[datetime, UUID]:
    return arrival.attempt.occurred_at, arrival.event_id


async def update_duration(work: Work, report: PlaybackReport, track_id: int | None = None) -> Reported:
    """Report on one's own open play, which only grows; no more of it counts than time has passed since its start."""
    play = await _own(work, report.play_token, opened_after=work.now - OPEN_FOR)
    if play is None or track_id not in (None, play.track_id):
        raise NotFoundError("Play", field="play_token")
    track = await tracks.get(work, play.track_id)
    before = folding.numbers_of(play)
    claimed = report.duration * 1000
    listened = believable_ms(claimed, play.occurred_at, work.now)
    if listened < int(claimed):
        play.flags |= PlayFlag.CUT
    play.reported_ms = max(play.reported_ms or 0, int(claimed))
    play.listened_ms = max(play.listened_ms or 0, listened)
    position = listened if report.position_ms is None else int(report.position_ms)
    play.furthest_ms = max(play.furthest_ms or 0, position)
    play.ended = play.ended or report.completed
    play.heard_of_at = work.now
    await work.session.flush()
    if play.counted:
        await folding.refold(work, play, before)
    return Reported(track, str(play.event_id), rounded(play.reported_ms / 1000, 2), _completion(play, track))


def _completion(play: Play, track: Track) -> float | None:
    if not track.duration:
        return None
    return rounded(min((play.reported_ms or 0) / track.duration, 1) * 100, 1)


async def _own(work: Work, play_token: str, opened_after: datetime | None = None) -> Play | None:
    """The caller's own play behind a token, held until this work is done."""
    try:
        event_id = UUID(play_token)
    except ValueError:
        return None
    keys = await listeners.keys_of_caller(work)
    statement = select(Play).where(Play.event_id == event_id, col(Play.listener_key).in_(keys)).with_for_update()
    if opened_after is not None:
        statement = statement.where(col(Play.occurred_at) >= opened_after)
    return (await work.session.exec(statement)).first()


async def counts_by_tracks(work: Work, track_ids: Sequence[int]) -> dict[int, int]:
    """Plays of each track since its beginning; 0 for one that nobody played."""
    statement = select(TrackLifetime.track_id, TrackLifetime.plays).where(col(TrackLifetime.track_id).in_(track_ids))
    return dict.fromkeys(track_ids, 0) | await pairs(work, statement)


async def counts_by_artists(work: Work, artist_ids: Sequence[int]) -> dict[int, int]:
    """Plays of all public tracks that each artist is credited on, in full for each of them."""
    statement = (
        tracks.visible(ANONYMOUS)
        .join(TrackArtist, col(TrackArtist.track_id) == Track.id)
        .join(TrackLifetime, col(TrackLifetime.track_id) == Track.id)
        .where(col(TrackArtist.artist_id).in_(artist_ids))
        .with_only_columns(col(TrackArtist.artist_id), func.sum(TrackLifetime.plays))
        .group_by(col(TrackArtist.artist_id))
    )
    found = await pairs(work, statement)
    return {artist_id: int(found.get(artist_id, 0)) for artist_id in artist_ids}


async def counts_by_albums(work: Work, album_ids: Sequence[int]) -> dict[int, int]:
    """Plays of all public tracks on each album."""
    statement = (
        tracks.visible(ANONYMOUS)
        .join(TrackLifetime, col(TrackLifetime.track_id) == Track.id)
        .where(col(Track.album_id).in_(album_ids))
        .with_only_columns(col(Track.album_id), func.sum(TrackLifetime.plays))
        .group_by(col(Track.album_id))
    )
    found = await pairs(work, statement)
    return {album_id: int(found.get(album_id, 0)) for album_id in album_ids}
