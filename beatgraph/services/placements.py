"""Placements: which tracks are looked for on streaming platforms, what was found, and who may read it (Audio Recon)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, true
from sqlmodel import col, delete, false, select
from sqlmodel.sql.expression import SelectOfScalar

from beatgraph.audio import acoustid, likeness
from beatgraph.auth import policy
from beatgraph.auth.viewer import ANONYMOUS, Viewer
from beatgraph.errors import ForbiddenError
from beatgraph.models import (
    Artist,
    ArtistStatus,
    Placement,
    ReconScan,
    ScanStatus,
    SoundPrint,
    Track,
    TrackArtist,
    Upload,
)
from beatgraph.providers import Match
from beatgraph.services import tracks
from beatgraph.services.batches import grouped
from beatgraph.work import Work

SHOWN_FROM = 90
"""Matches that are less certain are kept, and not shown."""
PLACEMENTS_AT_MOST = 50
"""Of a track; the most certain ones."""
AGAIN_DAYS = 30
RETRY_DAYS = 1
LINKS = ("spotify_url", "youtube_url", "deezer_url")
DESCRIBED = ("title", "artist_name", "album_name", "release_date", *LINKS)


@dataclass(frozen=True, slots=True)
class Recon:
    """How the scans of a track stand; `scan_status` is None before the first one."""

    track_id: int
    scan_status: ScanStatus | None
    scanned_at: datetime | None
    artist_verified: bool


@dataclass(frozen=True, slots=True)
class Sound:
    """What is to be listened to: a stored file, so many milliseconds long, and its fingerprint as AcoustID takes it."""

    upload_id: int
    storage_key: str
    duration_ms: int
    fingerprint: str | None


@dataclass(frozen=True, slots=True)
class Heard:
    """What the services said: who of them answered, what they found, and what went wrong with the others."""

    answered: Collection[str] = ()
    matches: Sequence[Match] = ()
    failures: Sequence[str] = ()


MAIN = and_(col(TrackArtist.track_id) == Track.id, col(TrackArtist.position) == 0)
VERIFIED = and_(col(Artist.verified).is_(True), col(Artist.deleted_at).is_(None))
OF_THIS_SOUND = and_(col(ReconScan.track_id) == Track.id, col(ReconScan.upload_id) == Track.upload_id)
"""What was found in a sound that the track no longer has says nothing about it."""


def _credited(viewer: Viewer) -> ColumnElement[bool]:
    if viewer.is_admin:
        return true()
    if not viewer.artist_ids:
        return false()
    mine = select(TrackArtist.track_id).where(col(TrackArtist.artist_id).in_(viewer.artist_ids))
    return col(Track.id).in_(mine)


def _readable(viewer: Viewer) -> SelectOfScalar[Track]:
    """Tracks whose scans the viewer may read about: those they are credited on; admins, all."""
    return tracks.visible(viewer).where(_credited(viewer))


def visible(viewer: Viewer) -> SelectOfScalar[Placement]:
    """Every read starts here: certain matches of tracks that the viewer is credited on, of verified artists."""
    shown = (
        _readable(viewer)
        .join(TrackArtist, MAIN)
        .join(Artist, col(Artist.id) == TrackArtist.artist_id)
        .join(ReconScan, OF_THIS_SOUND)
        .where(VERIFIED)
        .with_only_columns(col(Track.id))
    )
    return select(Placement).where(col(Placement.confidence_score) >= SHOWN_FROM, col(Placement.track_id).in_(shown))


async def by_ids(work: Work, ids: Sequence[int]) -> dict[int, Placement]:
    rows = await work.session.exec(visible(work.viewer).where(col(Placement.id).in_(ids)))
    return {row.id: row for row in rows}


async def by_tracks(work: Work, track_ids: Sequence[int]) -> dict[int, list[Placement]]:
    """The most certain matches of many tracks first."""
    statement = (
        visible(work.viewer)
        .where(col(Placement.track_id).in_(track_ids))
        .order_by(col(Placement.track_id), col(Placement.confidence_score).desc(), col(Placement.id))
    )
    found = await grouped(work, statement, col(Placement.track_id))
    return {track_id: rows[:PLACEMENTS_AT_MOST] for track_id, rows in found.items()}


async def of_tracks(work: Work, track_ids: Sequence[int]) -> dict[int, Recon]:
    """How the scans of many tracks stand; nothing of tracks that the viewer is not credited on."""
    statement = (
        _readable(work.viewer)
        .outerjoin(TrackArtist, MAIN)
        .outerjoin(Artist, and_(col(Artist.id) == TrackArtist.artist_id, VERIFIED))
        .outerjoin(ReconScan, OF_THIS_SOUND)
        .where(col(Track.id).in_(track_ids))
        .with_only_columns(
            col(Track.id), col(ReconScan.status), col(ReconScan.scanned_at), col(Artist.id), maintain_column_froms=True
        )
    )
    return {
        track_id: Recon(track_id, ScanStatus(status) if status else None, scanned_at, verified is not None)
        for track_id, status, scanned_at, verified in (await work.session.execute(statement)).all()
    }


async def of_track(work: Work, track_id: int) -> Recon:
    """How the scans of one track stand; refused to those who are not credited on it."""
    policy.signed_in(work.viewer)
    track = await tracks.get(work, track_id)
    found = (await of_tracks(work, [track.id])).get(track.id)
    if found is None:
        raise ForbiddenError("You are not a credited producer on this track.")
    return found


def _scanned() -> SelectOfScalar[Track]:
    """Tracks that are looked for at all: public ones with a sound, whose main artist is verified."""
    return (
        tracks.visible(ANONYMOUS)
        .join(TrackArtist, MAIN)
        .join(Artist, col(Artist.id) == TrackArtist.artist_id)
        .join(Upload, col(Upload.id) == Track.upload_id)
        .where(VERIFIED, col(Artist.status) == ArtistStatus.ACTIVE, col(Upload.deleted_at).is_(None))
    )


async def due(work: Work, at_most: int) -> list[int]:
    """Tracks whose turn it is, whoever has waited longest first."""
    statement = (
        _scanned()
        .outerjoin(ReconScan, OF_THIS_SOUND)
        .where(or_(col(ReconScan.track_id).is_(None), col(ReconScan.due_at) <= work.now))
        .order_by(func.coalesce(col(ReconScan.due_at), col(Track.published_at)), col(Track.id))
        .limit(at_most)
        .with_only_columns(col(Track.id))
    )
    return [row[0] for row in (await work.session.execute(statement)).all()]


async def begin(work: Work, track_id: int) -> Sound | None:
    """Note that a scan has begun; there is none if it is not, or no longer, the track's turn."""
    statement = (
        _scanned()
        .where(col(Track.id) == track_id)
        .with_only_columns(
            col(Upload.id), col(Upload.storage_key), func.coalesce(col(Upload.duration), col(Track.duration), 0)
        )
    )
    found = (await work.session.execute(statement)).first()
    if found is None:
        return None
    upload_id, storage_key, duration_ms = found
    sound = Sound(upload_id, storage_key, duration_ms, await _fingerprint(work, upload_id))
    scan = await work.session.get(ReconScan, track_id, with_for_update=True)
    if scan is not None and scan.upload_id != sound.upload_id:
        await work.session.execute(delete(Placement).where(col(Placement.track_id) == track_id))
    elif scan is not None and scan.status != ScanStatus.PROCESSING and scan.due_at > work.now:
        return None
    if scan is None:
        scan = ReconScan(track_id=track_id, upload_id=sound.upload_id, scanned_at=work.now, due_at=work.now)
        work.session.add(scan)
    scan.upload_id, scan.status, scan.scanned_at = sound.upload_id, ScanStatus.PROCESSING, work.now
    scan.due_at = _day(work.now, RETRY_DAYS)  # whatever becomes of this one
    await work.session.flush()
    return sound


async def _fingerprint(work: Work, upload_id: int) -> str | None:
    print = await work.session.get(SoundPrint, upload_id)
    if print is None or not print.words:
        return None
    return acoustid.encode(likeness.unpacked(print.words), print.algorithm - 1)  # Chromaprint counts from nought


async def conclude(work: Work, track_id: int, upload_id: int, heard: Heard) -> None:
    """Keep what was found. A service that did not answer takes nothing back of what it found before."""
    scan = await work.session.get(ReconScan, track_id, with_for_update=True)
    if scan is None or scan.upload_id != upload_id:
        return
    rows = await work.session.exec(select(Placement).where(col(Placement.track_id) == track_id))
    known = {(row.provider, row.external_id): row for row in rows}
    found = merged(heard.matches)[:PLACEMENTS_AT_MOST]
    silent = [row for row in known.values() if row.provider not in heard.answered]
    for match in found:
        if any(_same(row, match) for row in silent):
            continue
        identity = {"track_id": track_id, "provider": match.provider, "external_id": match.external_id}
        values = {"confidence_score": match.confidence} | {name: getattr(match, name) for name in DESCRIBED}
        row = known.pop((match.provider, match.external_id), None)
        if row is None:
            work.session.add(Placement.model_validate(identity | values))
        else:
            row.sqlmodel_update(values)
    for row in known.values():
        if row.provider in heard.answered:
            await work.session.delete(row)
    certain = any(match.confidence >= SHOWN_FROM for match in found)
    scan.status = ScanStatus.COMPLETE if certain else ScanStatus.FAILED if heard.failures else ScanStatus.NO_RESULTS
    scan.error = "; ".join(heard.failures)[:500] or None
    scan.scanned_at = work.now
    scan.due_at = _day(work.now, RETRY_DAYS if scan.status == ScanStatus.FAILED else AGAIN_DAYS)
    await work.session.flush()


def _day(now: datetime, days: int) -> datetime:
    """The beginning of a later day: the round of that day finds it due, whatever its hour."""
    return datetime.combine(now.astimezone(UTC).date() + timedelta(days=days), time(), UTC)


def merged(matches: Sequence[Match]) -> list[Match]:
    """One match a song, as its most confident finder has it, with the links that others know; the surest first."""
    kept: list[Match] = []
    for match in sorted(matches, key=lambda each: -each.confidence):
        place = next((index for index, known in enumerate(kept) if _same(known, match)), None)
        if place is None:
            kept.append(match)
        else:
            links = {name: getattr(kept[place], name) or getattr(match, name) for name in LINKS}
            kept[place] = replace(kept[place], **links)
    return kept


def _same(one: Match | Placement, other: Match) -> bool:
    """Whether these are one song: by a code or a link that both have, or else by how it is written."""
    for name in ("isrc", *LINKS):
        known = getattr(one, name, None)
        if known is not None and known == getattr(other, name):
            return True
    return one.artist_name is not None and _written(one) == _written(other)


def _written(song: Match | Placement) -> str:
    return f"{song.artist_name}\n{song.title}".casefold()
