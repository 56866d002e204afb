"""Uploads (file entries): what a track or a picture is made from."""

import re

from sqlmodel import col, select

from beatgraph.errors import ConflictError, ForbiddenError, InvalidError, NotFoundError
from beatgraph.models import Analysis, Track, Upload, UploadKind
from beatgraph.work import Work


async def owned(work: Work, upload_id: int) -> Upload:
    """An upload of the viewer's; another's is forbidden, an unknown one does not exist."""
    upload = await work.session.get(Upload, upload_id)
    if upload is None or upload.deleted_at is not None:
        raise NotFoundError("File entry")
    if upload.user_id != work.viewer.user_id and not work.viewer.is_admin:
        raise ForbiddenError
    return upload


async def sound(work: Work, file_entry_id: int | None, src: str | int | None) -> Upload | None:
    """The uploaded audio that a track is to be made from: a file entry, or `src`, its id or our signed address."""
    upload_id = file_entry_id
    if upload_id is None and src is not None:
        upload_id = await _meant(work, str(src))
    if upload_id is None:
        return None
    try:
        upload = await owned(work, upload_id)
    except NotFoundError as error:
        raise InvalidError(f"There is no file entry {upload_id}.", field="src") from error
    if upload.kind != UploadKind.AUDIO:
        raise InvalidError("This file entry holds no audio.", field="src")
    return upload


async def _meant(work: Work, src: str) -> int:
    if src.isascii() and src.isdigit() and len(src) < 19:
        return int(src)
    key = re.search(r"/media/([^?]+)", src)
    statement = select(Upload.id).where(col(Upload.storage_key) == key.group(1)) if key else None
    found = (await work.session.exec(statement)).first() if statement is not None else None
    if found is None:
        raise InvalidError("src must be a file entry's id or an address of ours.", field="src")
    return found


async def refuse_duplicate(work: Work, sound: Upload) -> None:
    """The very same bytes behind another live track are a conflict that names the track."""
    statement = (
        select(Track)
        .join(Upload, col(Upload.id) == Track.upload_id)
        .where(col(Upload.sha256) == sound.sha256, col(Track.deleted_at).is_(None))
        .order_by(col(Track.id))
        .limit(10)
    )
    twins = (await work.session.exec(statement)).all()
    if twins:
        raise DuplicateAudioError(list(twins))


class DuplicateAudioError(ConflictError):
    """The same sound is already behind other tracks."""

    code = "DUPLICATE_AUDIO"
    message = "This audio is already on the platform."

    def __init__(self, twins: list[Track]) -> None:
        super().__init__(field="src")
        self.duplicates = [{"track_id": twin.id, "name": twin.name, "similarity": 1.0} for twin in twins]

    @property
    def details(self) -> dict[str, object]:
        return {"duplicates": self.duplicates}


async def describe(work: Work, track: Track, sound: Upload) -> None:
    """Give a track what was measured in its sound."""
    track.duration = sound.duration
    analysis = await work.session.get(Analysis, sound.id)
    if analysis is not None:
        track.bpm, track.key, track.scale = analysis.bpm, analysis.key, analysis.scale


async def picture(work: Work, image: str | int | None) -> str | None:
    """What a track's or a profile's picture is stored as: an upload's id made an address, or an address as it is."""
    raise NotImplementedError
