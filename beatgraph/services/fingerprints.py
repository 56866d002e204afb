"""Fingerprints of tracks: how they stand, and who may have them made anew."""

from collections.abc import Sequence

from sqlmodel import col, false, select
from sqlmodel.sql.expression import SelectOfScalar

from beatgraph.audio import acoustid, likeness
from beatgraph.auth import policy
from beatgraph.auth.viewer import Viewer
from beatgraph.errors import ConflictError, ForbiddenError, InvalidError, NotFoundError
from beatgraph.models import Fingerprint, FingerprintStatus, SoundPrint, Track
from beatgraph.services import indexing, tracks
from beatgraph.work import Work

ADMINISTER = "admin.access"


def visible(viewer: Viewer) -> SelectOfScalar[Fingerprint]:
    """Every read starts here: those of tracks that the viewer may see; guests see none."""
    seen = tracks.visible(viewer).with_only_columns(col(Track.id))
    statement = select(Fingerprint).where(col(Fingerprint.track_id).in_(seen))
    return statement if viewer.user_id is not None else statement.where(false())


async def by_ids(work: Work, ids: Sequence[int]) -> dict[int, Fingerprint]:
    rows = await work.session.exec(visible(work.viewer).where(col(Fingerprint.id).in_(ids)))
    return {row.id: row for row in rows}


async def of_tracks(work: Work, track_ids: Sequence[int]) -> dict[int, Fingerprint]:
    """By track; for tracks that the viewer has in hand."""
    rows = await work.session.exec(select(Fingerprint).where(col(Fingerprint.track_id).in_(track_ids)))
    return {row.track_id: row for row in rows}


async def texts(work: Work, fingerprint_ids: Sequence[int]) -> dict[int, str]:
    """As AcoustID takes them, by fingerprint: of completed ones that the viewer has in hand."""
    statement = (
        select(Fingerprint.id, SoundPrint.words)
        .join(SoundPrint, col(SoundPrint.upload_id) == Fingerprint.upload_id)
        .where(col(Fingerprint.id).in_(fingerprint_ids), col(Fingerprint.status) == FingerprintStatus.COMPLETED)
    )
    rows = (await work.session.execute(statement)).all()
    return {fingerprint_id: acoustid.encode(likeness.unpacked(words)) for fingerprint_id, words in rows}


async def status(work: Work, track_id: int) -> Fingerprint | None:
    """How a track's fingerprint stands; None before there is audio."""
    policy.signed_in(work.viewer)
    track = await tracks.get(work, track_id)
    return (await of_tracks(work, [track.id])).get(track.id)


async def start(work: Work, track_id: int, *, refresh: bool = False) -> Fingerprint:
    """Have a track's fingerprint made: what is under way goes on, what is done stays unless it is to be refreshed."""
    track = await governed(work, track_id)
    if track.upload_id is None:
        raise InvalidError("A track needs audio before it has a fingerprint.", field="track")
    row = await indexing.of_track(work, track.id)
    if row is None:
        await indexing.expect(work, track)
        row = await indexing.of_track(work, track.id)
        assert row is not None  # noqa: S101
    elif row.status == FingerprintStatus.FAILED or (row.status == FingerprintStatus.COMPLETED and refresh):
        await indexing.restart(work, row, refresh=True)
    return row


async def retry(work: Work, fingerprint_id: int) -> Fingerprint:
    """Try a failed fingerprint again, by listening to the sound itself."""
    policy.signed_in(work.viewer)
    found = (await by_ids(work, [fingerprint_id])).get(fingerprint_id)
    if found is None:
        raise NotFoundError("Fingerprint")
    await governed(work, found.track_id)
    row = await indexing.of_track(work, found.track_id)
    if row is None or row.status != FingerprintStatus.FAILED:
        raise ConflictError("Only a failed fingerprint can be tried again.")
    await indexing.restart(work, row, refresh=True)
    return row


async def governed(work: Work, track_id: int) -> Track:
    """A track whose fingerprint the viewer decides about: its owner does, and whoever administers the platform."""
    policy.signed_in(work.viewer)
    track = await tracks.get(work, track_id)
    if not policy.holds(work.viewer, ADMINISTER) and not (await tracks.editable(work, [track.id]))[track.id]:
        raise ForbiddenError
    return track
