"""Analyses: what the background job finds in a sound, where it goes, and what is told of it."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from pathlib import PurePath
from typing import Any

from sqlalchemy import func
from sqlmodel import col, select

from beatgraph import audio
from beatgraph.audio import Examination, Key, Metadata, Tags
from beatgraph.errors import AudioRefusedError
from beatgraph.models import Album, Analysis, AnalysisState, Artist, Track, Upload, Waveform
from beatgraph.services import albums, indexing
from beatgraph.services.receiving import public_address
from beatgraph.work import Work

JOB = "analyse-upload"
ATTEMPTS_AT_MOST = 3
"""Jobs that may end in an error before a sound counts as one that cannot be analysed."""
COVER = "cover"
"""Among the kept tags: where the picture that lay in the file is stored."""
GENRES_AT_MOST = 50
WHOLE_WITHIN = 0.05
"""Beats a minute: so near a whole number, that number was meant."""


def job_key(upload_id: int, attempt: int = 1) -> str:
    """A job that ended in an error is over: who tries again begins another one."""
    return str(upload_id) if attempt == 1 else f"{upload_id}.{attempt}"


def later(work: Work, upload_id: int) -> None:
    work.later(JOB, {"upload_id": upload_id}, key=job_key(upload_id))


async def of_uploads(work: Work, upload_ids: Sequence[int]) -> dict[int, Analysis]:
    """By upload; for uploads that the viewer has in hand."""
    rows = await work.session.exec(select(Analysis).where(col(Analysis.upload_id).in_(upload_ids)))
    return {row.upload_id: row for row in rows}


async def unfinished(work: Work) -> list[int]:
    """Uploads whose sound is still to be analysed, the oldest first."""
    waiting = (AnalysisState.QUEUED, AnalysisState.RUNNING)
    statement = (
        select(Analysis.upload_id)
        .join(Upload, col(Upload.id) == Analysis.upload_id)
        .where(col(Analysis.state).in_(waiting), col(Upload.deleted_at).is_(None))
        .order_by(col(Analysis.upload_id))
    )
    return list((await work.session.exec(statement)).all())


async def begin(work: Work, upload_id: int) -> Upload | None:
    """Note that the work has begun; there is none if the upload is gone, or was analysed before."""
    upload = await work.session.get(Upload, upload_id)
    analysis = await _row(work, upload_id)
    if upload is None or upload.deleted_at is not None or finished(analysis):
        return None
    analysis.state = AnalysisState.RUNNING
    await work.session.flush()
    return upload


def finished(analysis: Analysis | None) -> bool:
    return analysis is not None and analysis.state in (AnalysisState.DONE, AnalysisState.FAILED)


async def succeed(work: Work, upload: Upload, found: Examination, cover: str | None = None) -> None:
    """Keep what was found, and give it to the tracks that were made meanwhile; again, it is the same.

    `cover` is the key of the picture that lay in the file, if it has been stored.
    """
    measured = found.analysis
    analysis = await _row(work, upload.id)
    analysis.state = AnalysisState.DONE
    analysis.reason = analysis.error = None
    analysis.bpm = near_whole(measured.bpm) if measured.bpm is not None else None
    analysis.bpm_confidence = measured.bpm_confidence
    analysis.bpm_alternatives = [near_whole(bpm) for bpm in measured.bpm_alternatives]
    analysis.key, analysis.scale = measured.key, measured.scale
    analysis.key_confidence = measured.key_confidence
    analysis.tuning_cents = measured.tuning_cents
    analysis.tags = _kept(found.tags) | ({COVER: cover} if cover else {})
    analysis.finished_at = work.now
    await work.session.merge(
        Waveform(
            upload_id=upload.id,
            sample_rate=measured.waveform.sample_rate,
            samples_per_pixel=measured.waveform.samples_per_pixel,
            points=bytes(point & 0xFF for point in measured.waveform.data),
            bars=bytes(measured.bars),
        )
    )
    await indexing.keep(work, upload.id, measured.fingerprint)
    await _fill_in(work, heard(upload, analysis), upload.id)
    await work.session.flush()
    await indexing.wake(work, upload.id)


async def fail(work: Work, upload_id: int, reason: str, error: str) -> None:
    analysis = await _row(work, upload_id)
    analysis.state = AnalysisState.FAILED
    analysis.reason, analysis.error = reason[:40], error[:500]
    analysis.finished_at = work.now
    await work.session.flush()
    await indexing.wake(work, upload_id)


async def give_up(work: Work, upload_id: int) -> None:
    """Note that there will be no analysis, unless there is one meanwhile."""
    if not finished(await _row(work, upload_id)):
        await fail(work, upload_id, "unavailable", "The analysis could not be finished.")


async def locked(work: Work, upload_id: int) -> Analysis | None:
    """The row, held until this work is on disk: a track made now and an analysis done now see each other."""
    return await work.session.get(Analysis, upload_id, with_for_update=True)


async def _row(work: Work, upload_id: int) -> Analysis:
    return await locked(work, upload_id) or await work.add(Analysis(upload_id=upload_id))


async def _fill_in(work: Work, heard: "Heard", upload_id: int) -> None:
    """What a user gave stays; a key and a scale that contradict each other are not put together."""
    # Held, and read as they are once they are held: what somebody is giving at this moment stays as well.
    made = select(Track).where(col(Track.upload_id) == upload_id).order_by(col(Track.id)).with_for_update()
    for track in (await work.session.exec(made, execution_options={"populate_existing": True})).all():
        track.duration = track.duration or heard.duration
        track.bpm = track.bpm if track.bpm is not None else heard.bpm
        if track.key is None and track.scale in (None, heard.scale):
            track.key, track.scale = heard.key, heard.scale
        elif track.scale is None and track.key == heard.key:
            track.scale = heard.scale


def near_whole(bpm: float) -> float:
    return float(round(bpm)) if abs(bpm - round(bpm)) <= WHOLE_WITHIN else bpm


def _kept(tags: Tags) -> dict[str, Any]:
    """Tags as JSON, without the picture."""
    values = {each.name: getattr(tags, each.name) for each in fields(tags) if each.name != "picture"}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items() if value}


def _said(analysis: Analysis) -> dict[str, Any]:
    """The tags as they were read."""
    return {name: value for name, value in analysis.tags.items() if name != COVER}


@dataclass(frozen=True, slots=True)
class Heard:
    """A sound in four facts: milliseconds, beats a minute, key note and scale."""

    duration: int
    bpm: float | None
    key: str | None
    scale: str | None


def heard(upload: Upload, analysis: Analysis) -> Heard:
    """The best that is known: what the file's tags say goes before what was measured."""
    merged = _merged(upload, analysis)
    return Heard(
        duration=merged.duration,
        bpm=merged.bpm.value if merged.bpm else None,
        key=merged.key.value if merged.key else None,
        scale=merged.scale.value if merged.scale else None,
    )


def _merged(upload: Upload, analysis: Analysis) -> Metadata:
    tags = Tags(**_said(analysis))
    tags = replace(tags, genres=tuple(tags.genres))
    return audio.merge(tags, Heard(upload.duration or 0, analysis.bpm, analysis.key, analysis.scale))


@dataclass(frozen=True, slots=True)
class Extracted:
    """What a form about a new track can be filled in with; `sources` says where each value comes from."""

    title: str
    duration: int
    bpm: float | None
    bpm_confidence: float
    bpm_alternatives: list[float]
    key: str | None
    scale: str | None
    camelot: str | None
    open_key: str | None
    genres: list[str]
    artist_name: str | None
    artist: Artist | None
    album_name: str | None
    album: Album | None
    release_date: str | None
    lyrics: str | None
    image: str | None
    tags: dict[str, Any]
    waveform: Waveform | None
    sources: dict[str, str]


async def extracted(work: Work, upload: Upload, analysis: Analysis, *, match_album: bool = False) -> Extracted:
    """What is known of a sound whose analysis is done; a failed one says why it failed."""
    refuse_failed(analysis)
    merged = _merged(upload, analysis)
    known = {each.name: getattr(merged, each.name) for each in fields(merged) if each.name != "duration"}
    values = {name: each.value if each else None for name, each in known.items()}
    sources = {name: str(each.source) for name, each in known.items() if each}
    cover = analysis.tags.get(COVER)
    key = audio.parse_key(f"{values['key']} {values['scale']}") if values["key"] and values["scale"] else None
    return Extracted(
        title=values["title"] or PurePath(upload.name).stem,
        duration=merged.duration,
        bpm=values["bpm"],
        bpm_confidence=analysis.bpm_confidence,
        bpm_alternatives=analysis.bpm_alternatives,
        key=values["key"],
        scale=values["scale"],
        camelot=key.camelot if key else None,
        open_key=key.open_key if key else None,
        genres=list(values["genres"] or ())[:GENRES_AT_MOST],
        artist_name=values["artist"],
        artist=await _own_artist(work, values["artist"]),
        album_name=values["album"],
        album=await _own_album(work, values["album"]) if match_album else None,
        release_date=values["release_date"],
        lyrics=values["lyrics"],
        image=public_address(work, cover) if cover else None,
        tags=_said(analysis),
        waveform=await work.session.get(Waveform, upload.id),
        sources={"duration": "analysis", "title": "file_name", **sources, **({"image": "tag"} if cover else {})},
    )


def refuse_failed(analysis: Analysis) -> None:
    """A sound that could not be analysed is refused, with the reason."""
    if analysis.state == AnalysisState.FAILED:
        raise AudioRefusedError(analysis.reason or "unreadable", analysis.error or "The file cannot be read.")


def key_of(analysis: Analysis) -> Key | None:
    """The measured key on the wheels that disc jockeys use."""
    return audio.parse_key(f"{analysis.key} {analysis.scale}") if analysis.key and analysis.scale else None


async def _own_artist(work: Work, name: str | None) -> Artist | None:
    """The viewer's own profile of this name."""
    if name is None or not work.viewer.artist_ids:
        return None
    mine = await work.session.exec(select(Artist).where(col(Artist.id).in_(work.viewer.artist_ids)))
    return next((artist for artist in mine if artist.name.casefold() == name.casefold()), None)


async def _own_album(work: Work, name: str | None) -> Album | None:
    """The viewer's own album of this name, the newest if there are several."""
    if name is None or work.viewer.user_id is None:
        return None
    statement = (
        albums.visible(work.viewer)
        .where(col(Album.user_id) == work.viewer.user_id, func.lower(col(Album.name)) == name.lower())
        .order_by(col(Album.id).desc())
        .limit(1)
    )
    return (await work.session.exec(statement)).first()
