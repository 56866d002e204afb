"""Uploads (file entries): what a track or a picture is made from."""

import re
from collections.abc import Sequence
from datetime import timedelta

from pydantic import HttpUrl, TypeAdapter, ValidationError
from sqlmodel import col, false, select
from sqlmodel.sql.expression import SelectOfScalar

from beatgraph.auth import policy
from beatgraph.auth.viewer import Viewer
from beatgraph.errors import BeatgraphError, ForbiddenError, InvalidError, NotFoundError
from beatgraph.models import Analysis, Track, Upload, UploadKind
from beatgraph.paging import Order, Slice, SortKey, Window, count_of, slice_of
from beatgraph.services import analyses, covers
from beatgraph.services.receiving import Arrival, public_address
from beatgraph.work import Work

LINK_LIVES = timedelta(hours=1)
"""How long a signed address of a stored file is good for."""

NEWEST = Order("newest", (SortKey(col(Upload.id), int),), descending=True)
ADDRESS_AT_MOST = 2048
_web_address = TypeAdapter(HttpUrl)


def visible(viewer: Viewer) -> SelectOfScalar[Upload]:
    """Every read starts here: one's own."""
    statement = select(Upload).where(col(Upload.deleted_at).is_(None))
    if viewer.is_admin:
        return statement
    if viewer.user_id is None:
        return statement.where(false())
    return statement.where(col(Upload.user_id) == viewer.user_id)


async def by_ids(work: Work, ids: Sequence[int]) -> dict[int, Upload]:
    rows = await work.session.exec(visible(work.viewer).where(col(Upload.id).in_(ids)))
    return {row.id: row for row in rows}


def own(viewer: Viewer) -> SelectOfScalar[Upload]:
    return visible(viewer).where(col(Upload.user_id) == policy.signed_in(viewer))


async def window(work: Work, piece: Window) -> Slice[Upload]:
    """The viewer's own, newest first."""
    return await slice_of(work, own(work.viewer), NEWEST, piece)


async def count(work: Work) -> int:
    return await count_of(work, own(work.viewer))


async def keep(work: Work, arrival: Arrival) -> Upload:
    """The row of a file that has just been stored; a sound is analysed once the row is on disk."""
    upload = await work.add(
        Upload(
            user_id=policy.signed_in(work.viewer),
            kind=arrival.kind,
            name=arrival.name,
            storage_key=arrival.key,
            mime=arrival.mime,
            extension=arrival.extension,
            size=arrival.size,
            sha256=arrival.sha256,
            duration=arrival.duration,
        )
    )
    if upload.kind == UploadKind.AUDIO:
        await work.add(Analysis(upload_id=upload.id))
        analyses.later(work, upload.id)
    return upload


async def owned(work: Work, upload_id: int) -> Upload:
    """An upload of the viewer's; another's is forbidden, an unknown one does not exist."""
    user_id = policy.signed_in(work.viewer)
    upload = await work.session.get(Upload, upload_id)
    if upload is None or upload.deleted_at is not None:
        raise NotFoundError("File entry")
    if upload.user_id != user_id and not work.viewer.is_admin:
        raise ForbiddenError
    return upload


async def owned_sound(work: Work, upload_id: int, *, field: str) -> Upload:
    """A sound of the viewer's; another file of theirs is refused, in the words of the field that named it."""
    upload = await owned(work, upload_id)
    if upload.kind != UploadKind.AUDIO:
        raise InvalidError("This file entry holds no audio.", field=field)
    return upload


async def behind(work: Work, track: Track) -> Upload:
    """The sound that a track, which the viewer may see, was made from."""
    upload = await work.session.get(Upload, track.upload_id) if track.upload_id else None
    if upload is None or upload.deleted_at is not None:
        raise NotFoundError("Audio")
    return upload


async def sound(work: Work, file_entry_id: int | None, src: str | int | None, url: str | None = None) -> Upload | None:
    """The uploaded audio that a track is to be made from: a file entry, or `src`, its id or our signed address.

    A `url` of ours is as good as `src`; one of somebody else's is none, for it is never fetched.
    """
    upload_id = file_entry_id
    if src is None and url is not None and url.startswith(f"{work.settings.public_url}/media/"):
        src = url
    if upload_id is None and src is not None:
        upload_id = await _meant(work, str(src))
    if upload_id is None:
        return None
    try:
        return await owned_sound(work, upload_id, field="src")
    except NotFoundError as error:
        raise InvalidError(f"There is no file entry {upload_id}.", field="src") from error


async def _meant(work: Work, src: str) -> int:
    if src.isascii() and src.isdigit() and len(src) < 19:
        return int(src)
    key = re.search(r"/media/([^?]+)", src)
    statement = select(Upload.id).where(col(Upload.storage_key) == key.group(1)) if key else None
    found = (await work.session.exec(statement)).first() if statement is not None else None
    if found is None:
        raise InvalidError("src must be a file entry's id or an address of ours.", field="src")
    return found


async def describe(work: Work, track: Track, sound: Upload) -> None:
    """Give a track what is known of its sound by now; the analysis fills in the rest when it is done."""
    track.duration = sound.duration
    analysis = await analyses.locked(work, sound.id)
    if analysis is not None:
        heard = analyses.heard(sound, analysis)
        track.bpm, track.key, track.scale = heard.bpm, heard.key, heard.scale


async def picture(work: Work, image: str | int | None) -> str | None:
    """What a track's or a profile's picture is stored as: an upload's id or a cover's reference made an address, or an
    address as it is.

    An address is never fetched. An uploaded picture gets one that everybody may read, and nobody can guess.
    """
    if image is None:
        return None
    text = str(image).strip()
    if text.startswith(covers.PREFIX):
        return covers.address(work.settings, text)
    if not (text.isascii() and text.isdigit()):
        return _address(text)
    try:
        upload = await owned(work, int(text)) if len(text) < 19 else None
    except BeatgraphError as error:
        raise InvalidError(f"There is no picture {text} of yours.", field="image") from error
    if upload is None or upload.kind != UploadKind.IMAGE:
        raise InvalidError(f"There is no picture {text[:20]} of yours.", field="image")
    return public_address(work, upload.storage_key)


def _address(text: str) -> str:
    try:
        if len(text) > ADDRESS_AT_MOST:
            raise ValueError("Too long.")
        _web_address.validate_python(text)
    except (ValidationError, ValueError) as error:
        raise InvalidError(
            "The image must be an uploaded picture's id, a cover's reference or a web address.", field="image"
        ) from error
    return text
