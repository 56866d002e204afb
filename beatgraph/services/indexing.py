"""Indexing: how the fingerprint of a track's sound comes to the track, and the track into the index."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import ColumnElement, func
from sqlmodel import col, delete, select

from beatgraph import audio
from beatgraph.audio import likeness
from beatgraph.models import (
    Analysis,
    AnalysisState,
    Fingerprint,
    FingerprintStatus,
    FingerprintWord,
    SoundPrint,
    Track,
    Upload,
)
from beatgraph.services import bulk
from beatgraph.work import Work

JOB = "fingerprint-track"
ALGORITHM = 2
"""Chromaprint's, as its users count."""
POSTINGS_AT_MOST = 200
"""Tracks of one word in the index: what so many have in common tells none of them apart."""
AT_ONCE = 100
"""Fingerprints that one round takes up."""
UNFINISHED = (FingerprintStatus.PENDING, FingerprintStatus.PROCESSING)


def job_key(row: Fingerprint) -> str:
    """A job that has ended is over: each new attempt is another one."""
    return f"{row.id}.{row.attempt}"


def later(work: Work, row: Fingerprint) -> None:
    work.later(JOB, {"fingerprint_id": row.id, "attempt": row.attempt}, key=job_key(row))


async def expect(work: Work, track: Track) -> None:
    """A track has got its audio, or another one: its fingerprint begins once that sound has been analysed.

    Whoever calls this holds the analysis, or knows that it is over.
    """
    if track.upload_id is None:
        return
    row = await of_track(work, track.id)
    if row is None:
        row = await work.add(Fingerprint(track_id=track.id, upload_id=track.upload_id))
        await _begin_if_analysed(work, row)
        return
    await _forget_words(work, row)
    row.upload_id, row.hash, row.duration, row.fingerprinted_at = track.upload_id, None, None, None
    await restart(work, row, refresh=False)


async def restart(work: Work, row: Fingerprint, *, refresh: bool) -> None:
    """Begin once more; with `refresh`, by listening to the sound itself."""
    row.status, row.reason, row.error = FingerprintStatus.PENDING, None, None
    row.hash, row.fingerprinted_at, row.duration = None, None, None
    row.attempt, row.refresh = row.attempt + 1, refresh
    await work.session.flush()
    await _begin_if_analysed(work, row)


async def wake(work: Work, upload_id: int) -> None:
    """A sound's analysis is over: the fingerprints that waited for it begin."""
    waiting = select(Fingerprint).where(
        col(Fingerprint.upload_id) == upload_id, col(Fingerprint.status) == FingerprintStatus.PENDING
    )
    for row in (await work.session.exec(waiting.order_by(col(Fingerprint.id)))).all():
        later(work, row)


async def keep(work: Work, upload_id: int, found: audio.Fingerprint) -> None:
    """What a sound is recognised by, from its analysis or from listening again."""
    await work.session.merge(
        SoundPrint(
            upload_id=upload_id,
            algorithm=ALGORITHM,
            words=likeness.packed(found.words),
            probes=b"".join(map(likeness.packed, found.probes)),
            probe_length=len(found.probes[0]) if found.probes else 0,
        )
    )
    await work.session.flush()


async def of_track(work: Work, track_id: int) -> Fingerprint | None:
    """The row, held until this work is on disk."""
    statement = select(Fingerprint).where(col(Fingerprint.track_id) == track_id).with_for_update()
    return (await work.session.exec(statement, execution_options={"populate_existing": True})).first()


async def unfinished(work: Work) -> list[Fingerprint]:
    """The oldest of those that could go on: their sound has been analysed, and their track is there."""
    statement = (
        select(Fingerprint)
        .join(Track, col(Track.id) == Fingerprint.track_id)
        .join(Analysis, col(Analysis.upload_id) == Fingerprint.upload_id)
        .where(col(Fingerprint.status).in_(UNFINISHED), col(Track.deleted_at).is_(None), _over())
        .order_by(col(Fingerprint.id))
        .limit(AT_ONCE)
    )
    return list((await work.session.exec(statement)).all())


@dataclass(frozen=True, slots=True)
class Begun:
    """A fingerprint under way; `unheard` is a sound that has to be listened to first."""

    fingerprint_id: int
    attempt: int
    upload_id: int
    unheard: Upload | None


async def begin(work: Work, fingerprint_id: int, attempt: int) -> Begun | None:
    """Note that the work has begun; there is none if it is done, or somebody began anew, or the analysis goes on."""
    row = await _attempted(work, fingerprint_id, attempt)
    if row is None:
        return None
    upload = await work.session.get(Upload, row.upload_id)
    if upload is None or upload.deleted_at is not None:
        await _fail(work, row, "missing", "The audio is gone.")
        return None
    heard = None if row.refresh else await work.session.get(SoundPrint, row.upload_id)
    if heard is None and not row.refresh:
        analysis = await work.session.get(Analysis, row.upload_id)
        if analysis is not None and analysis.state == AnalysisState.FAILED:
            await _fail(work, row, analysis.reason or "unreadable", analysis.error or "The audio cannot be read.")
            return None
        if analysis is not None and analysis.state != AnalysisState.DONE:
            return None
    row.status = FingerprintStatus.PROCESSING
    await work.session.flush()
    return Begun(row.id, row.attempt, row.upload_id, None if heard else upload)


async def complete(work: Work, begun: Begun) -> None:
    """Put the track into the index, by what is known of its sound; again, it is the same."""
    row = await _attempted(work, begun.fingerprint_id, begun.attempt)
    heard = await work.session.get(SoundPrint, begun.upload_id)
    upload = await work.session.get(Upload, begun.upload_id)
    if row is None or heard is None or upload is None:
        return
    await _forget_words(work, row)
    if not heard.words:
        await _fail(work, row, "too_short", "The audio is too short for a fingerprint: it needs three seconds.")
        return
    places = likeness.indexed(likeness.unpacked(heard.words))
    if not places:
        await _fail(work, row, "silent", "There is nothing to be recognised by: it is silent, or one even tone.")
        return
    common = await _common(work, [signed(place.word) for place in places])
    kept = [place for place in places if signed(place.word) not in common]
    await bulk.write(
        work,
        FingerprintWord,
        ("word", "track_id", "position"),
        [(signed(place.word), row.track_id, place.position) for place in kept],
    )
    row.indexed = likeness.packed([place.word for place in kept])
    row.hash = sha256(heard.words).hexdigest()
    row.duration, row.fingerprinted_at = upload.duration, work.now
    row.status, row.refresh = FingerprintStatus.COMPLETED, False
    await work.session.flush()


async def fail(work: Work, begun: Begun, reason: str, error: str) -> None:
    row = await _attempted(work, begun.fingerprint_id, begun.attempt)
    if row is not None:
        await _forget_words(work, row)
        await _fail(work, row, reason, error)


async def go_on(work: Work, row: Fingerprint, *, broken: bool) -> None:
    """A job has ended and its fingerprint has not: it was there too early, or it is `broken` and given up."""
    current = await _attempted(work, row.id, row.attempt)
    if current is None:
        return
    if broken:
        await _fail(work, current, "unavailable", "The fingerprint could not be made.")
    else:
        await restart(work, current, refresh=current.refresh)


async def forget(work: Work, track_ids: Sequence[int]) -> None:
    """These tracks are gone: nothing is found to be like them."""
    rows = await work.session.exec(select(Fingerprint).where(col(Fingerprint.track_id).in_(track_ids)))
    for row in rows.all():
        await _forget_words(work, row)
        await work.session.delete(row)
    await work.session.flush()


def signed(word: int) -> int:
    """As PostgreSQL's 32 bits hold it."""
    return word - (1 << 32) if word >> 31 else word


def _over() -> ColumnElement[bool]:
    return col(Analysis.state).in_((AnalysisState.DONE, AnalysisState.FAILED))


async def _begin_if_analysed(work: Work, row: Fingerprint) -> None:
    over = select(Analysis.upload_id).where(col(Analysis.upload_id) == row.upload_id, _over())
    if (await work.session.exec(over)).first() is not None:
        later(work, row)


async def _attempted(work: Work, fingerprint_id: int, attempt: int) -> Fingerprint | None:
    """The row, held, if this is still the attempt that it waits for."""
    statement = select(Fingerprint).where(col(Fingerprint.id) == fingerprint_id).with_for_update()
    row = (await work.session.exec(statement, execution_options={"populate_existing": True})).first()
    return row if row is not None and row.attempt == attempt and row.status in UNFINISHED else None


async def _fail(work: Work, row: Fingerprint, reason: str, error: str) -> None:
    row.status, row.reason, row.error = FingerprintStatus.FAILED, reason[:40], error[:500]
    row.hash, row.duration, row.fingerprinted_at = None, None, None
    await work.session.flush()


async def _forget_words(work: Work, row: Fingerprint) -> None:
    words = [signed(word) for word in likeness.unpacked(row.indexed)]
    if words:
        held = col(FingerprintWord.word).in_(words)
        await work.session.exec(delete(FingerprintWord).where(held, col(FingerprintWord.track_id) == row.track_id))
    row.indexed = b""


async def _common(work: Work, words: Sequence[int]) -> set[int]:
    """Those of the words that the index has often enough."""
    word = col(FingerprintWord.word)
    statement = select(word).where(word.in_(words)).group_by(word).having(func.count() >= POSTINGS_AT_MOST)
    return set((await work.session.exec(statement)).all())
