"""Receiving a file: it is judged where it lies, stored, and taken out of storage again if its row cannot be written."""

import logging
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from anyio import CancelScope, to_thread
from sqlmodel import col, select

from beatgraph import errors, pictures, storage
from beatgraph.audio import AnalysisPool, AudioError
from beatgraph.errors import AudioRefusedError, UnavailableError
from beatgraph.formats import PICTURES, SOUNDS
from beatgraph.models import Upload, UploadKind
from beatgraph.pictures import PictureError
from beatgraph.storage import Storage, StorageError
from beatgraph.work import Work

log = logging.getLogger("beatgraph.uploads")

NAME_AT_MOST = 255
FOLDERS = {UploadKind.AUDIO: "audio", UploadKind.IMAGE: "images"}
SOUND_ENDINGS = frozenset((*SOUNDS, "wave", "aif", "aifc", "oga", "mp4", "aac"))

Reading = Callable[[], AbstractAsyncContextManager[Work]]


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file that has arrived and lies on this machine's disk until its request ends."""

    name: str
    path: Path
    size: int
    sha256: str
    head: bytes
    """Its first bytes, at least 12 if it has as many."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file that is in storage and waits for its row; `duration` in milliseconds."""

    key: str
    kind: UploadKind
    name: str
    mime: str
    extension: str
    size: int
    sha256: str
    duration: int | None = None


@asynccontextmanager
async def stored(store: Storage, sounds: AnalysisPool, reading: Reading, incoming: Incoming) -> AsyncIterator[Arrival]:
    """Put a file that passes into storage. The block writes its row; if the row is not there afterwards, neither is
    the file."""
    arrival = await examined(sounds, incoming)
    with storing():
        await store.put(arrival.key, incoming.path, content_type=arrival.mime)
    try:
        yield arrival
    except BaseException:
        with CancelScope(shield=True):
            await _withdraw(store, reading, arrival.key)
        raise


async def examined(sounds: AnalysisPool, incoming: Incoming) -> Arrival:
    """What the file is, by its content and whatever its name; refused unless all of it can be used."""
    name = base_name(incoming.name)
    picture = pictures.ending_of(incoming.head)
    if picture and name.rpartition(".")[2].lower() in SOUND_ENDINGS:
        raise AudioRefusedError("unsupported_format", "This is a picture, although its name says that it is audio.")
    if picture:
        try:
            pictures.read_picture(await to_thread.run_sync(incoming.path.read_bytes))
        except PictureError as error:
            raise ImageRefusedError(str(error), field="file") from error
        return _arrival(incoming, UploadKind.IMAGE, name, picture)
    try:
        sound = await sounds.probe(incoming.path)
    except AudioError as error:
        raise AudioRefusedError(error.reason, error.message) from error
    return _arrival(incoming, UploadKind.AUDIO, name, sound.format, sound.duration)


def _arrival(incoming: Incoming, kind: UploadKind, name: str, extension: str, duration: int | None = None) -> Arrival:
    return Arrival(
        key=f"{FOLDERS[kind]}/{uuid4().hex}.{extension}",
        kind=kind,
        name=name,
        mime=(SOUNDS | PICTURES)[extension],
        extension=extension,
        size=incoming.size,
        sha256=incoming.sha256,
        duration=duration,
    )


async def _withdraw(store: Storage, reading: Reading, key: str) -> None:
    # A commit can succeed although its answer got lost: a file whose row exists stays.
    try:
        async with reading() as work:
            kept = (await work.session.exec(select(Upload.id).where(col(Upload.storage_key) == key))).first()
        if kept is None:
            await store.delete(key)
    except Exception:
        log.exception("%s may be stored without a row", key)


@contextmanager
def storing() -> Iterator[None]:
    """Say in the service's words what is wrong with the storage."""
    try:
        yield
    except storage.StorageFullError as error:
        raise errors.StorageFullError from error
    except StorageError as error:
        log.exception("the storage failed")
        raise UnavailableError from error


def public_address(work: Work, key: str) -> str:
    """Where everybody finds a stored picture."""
    return f"{work.settings.public_url.rstrip('/')}/{key}"


def base_name(sent: str) -> str:
    """The last part of a path of any system, without what cannot be printed."""
    last = sent.replace("\\", "/").rpartition("/")[2]
    name = "".join(sign for sign in last if sign.isprintable()).strip(" .")
    if len(name) > NAME_AT_MOST:
        stem, dot, ending = name.rpartition(".")
        ending = dot + ending if dot and len(ending) < 10 else ""
        name = (stem or name)[: NAME_AT_MOST - len(ending)] + ending
    return name or "file"


class ImageRefusedError(errors.InvalidError):
    """An uploaded picture that cannot be taken."""

    code = "IMAGE_REFUSED"
