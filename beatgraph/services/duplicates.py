"""Duplicates: whose sound is compared with all tracks, and what comes of it."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlmodel import col, select

from beatgraph.auth import policy
from beatgraph.drafts.fingerprints import DuplicatesDraft
from beatgraph.errors import InvalidError, NotFoundError
from beatgraph.models import SoundPrint, Track, Upload, UploadKind
from beatgraph.paging import ID_AT_MOST
from beatgraph.services import matching, tracks, uploads
from beatgraph.services.matching import Matches
from beatgraph.work import Work

OF_MEDIA = re.compile(r"/media/([^?#]+)")
OF_A_FILE = re.compile(r"/api/v1/file-entries/(\d{1,19})")
OF_A_TRACK = re.compile(r"/api/v1/tracks/(\d{1,19})/download")


@dataclass(frozen=True, slots=True)
class Asked:
    """A sound to compare; `track_id` says whose it is, if it was named by its track."""

    sound: Upload
    track_id: int | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is alike, and the asked tracks that could be compared byte for byte only: they have no fingerprint yet."""

    matches: Matches
    unchecked: list[int]


async def asked(work: Work, wanted: DuplicatesDraft) -> list[Asked]:
    """The sounds that are meant, all of them within the viewer's reach."""
    policy.signed_in(work.viewer)
    if wanted.track_ids is not None:
        return await _of_tracks(work, list(dict.fromkeys(wanted.track_ids)), field="track_ids")
    if wanted.file_entry_id is not None:
        return [Asked(await _of_file(work, wanted.file_entry_id, field="file_entry_id"))]
    return [await _played(work, wanted.playback_url or "")]


async def compare(work: Work, sounds: Sequence[Asked], wanted: DuplicatesDraft) -> Comparison:
    """Compare each of the sounds with all tracks but its own; names are told to those who may see them."""
    found, unchecked = Matches(), []
    for each in sounds:
        besides = {track_id for track_id in (each.track_id, wanted.exclude_track_id) if track_id is not None}
        alike = await matching.of_sound(work, each.sound, besides=besides)
        told = await matching.told(work, alike, tracks.visible(work.viewer), each.track_id)
        found.found.extend(told.found)
        found.hidden.extend(told.hidden)
        if each.track_id is not None and await work.session.get(SoundPrint, each.sound.id) is None:
            unchecked.append(each.track_id)
    found.found.sort(key=lambda match: (-match.similarity, match.track_id))
    return Comparison(found, unchecked)


async def _of_tracks(work: Work, track_ids: Sequence[int], *, field: str) -> list[Asked]:
    there = await tracks.by_ids(work, track_ids)
    sounds = await _uploads(work, {track.upload_id for track in there.values() if track.upload_id})
    found = []
    for track_id in track_ids:
        if track_id not in there:
            raise InvalidError(f"There is no track {track_id}.", field=field)
        sound = sounds.get(there[track_id].upload_id or 0)
        if sound is None:
            raise InvalidError(f"Track {track_id} has no audio.", field=field)
        found.append(Asked(sound, track_id))
    return found


async def _uploads(work: Work, upload_ids: Collection[int]) -> dict[int, Upload]:
    rows = await work.session.exec(
        select(Upload).where(col(Upload.id).in_(upload_ids), col(Upload.deleted_at).is_(None))
    )
    return {row.id: row for row in rows}


async def _of_file(work: Work, upload_id: int, *, field: str) -> Upload:
    try:
        return await uploads.owned_sound(work, upload_id, field=field)
    except NotFoundError as error:
        raise InvalidError(f"There is no file entry {upload_id}.", field=field) from error


async def _played(work: Work, address: str) -> Asked:
    """The sound behind an address of ours: a stored file's, a file entry's or a track's download."""
    path = address.removeprefix(work.settings.public_url.rstrip("/"))
    if path == address:
        raise _not_ours()
    if (download := OF_A_TRACK.match(path)) and int(download.group(1)) <= ID_AT_MOST:
        return (await _of_tracks(work, [int(download.group(1))], field="playback_url"))[0]
    if (entry := OF_A_FILE.match(path)) and int(entry.group(1)) <= ID_AT_MOST:
        return Asked(await _of_file(work, int(entry.group(1)), field="playback_url"))
    if stored := OF_MEDIA.match(path):
        return Asked(await _stored(work, stored.group(1)))
    raise _not_ours()


async def _stored(work: Work, key: str) -> Upload:
    """A sound by its place in storage: one's own, or one that a track which one may hear was made from."""
    statement = select(Upload).where(
        col(Upload.storage_key) == key, col(Upload.kind) == UploadKind.AUDIO, col(Upload.deleted_at).is_(None)
    )
    sound = (await work.session.exec(statement)).first()
    if sound is None:
        raise _not_ours()
    if sound.user_id != work.viewer.user_id and not work.viewer.is_admin:
        heard = tracks.visible(work.viewer).where(col(Track.upload_id) == sound.id).limit(1)
        if (await work.session.exec(heard)).first() is None:
            raise _not_ours()
    return sound


def _not_ours() -> InvalidError:
    return InvalidError("playback_url must be an address of audio on this platform.", field="playback_url")
