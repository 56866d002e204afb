"""Multipart forms: text parts in memory and files on disk, both within bounds, files hashed while they pass."""

import errno
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from anyio import to_thread
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.requests import ClientDisconnect, Request

from beatgraph.errors import BadRequestError, StorageFullError, TooLargeError
from beatgraph.pictures import ending_of
from beatgraph.rest.requests import workshop
from beatgraph.services.receiving import Incoming
from beatgraph.settings import MEBIBYTE

MULTIPART = "multipart/form-data"
TEXTS_AT_MOST = 20
HEAD_BYTES = 16
WRITTEN_AT_ONCE = MEBIBYTE
NO_ROOM = (errno.ENOSPC, errno.EDQUOT)


@dataclass(frozen=True, slots=True)
class Form:
    """What arrived, by the names of its parts; a name that came twice is refused."""

    texts: Mapping[str, str]
    files: Mapping[str, Incoming]


@dataclass(frozen=True, slots=True)
class Bounds:
    """How many bytes each thing may have, and how many files there may be."""

    sound: int
    picture: int
    text: int
    files: int

    @property
    def body(self) -> int:
        return self.sound + self.text


class FormError(BadRequestError):
    """A body that is no form of the kind that was asked for."""


@asynccontextmanager
async def received(request: Request, *, files: int = 1) -> AsyncIterator[Form]:
    """The request's form. Its files lie on disk inside the block, and are gone behind it whatever happens."""
    settings = workshop(request).settings
    bounds = Bounds(settings.upload_bytes, settings.image_bytes, settings.json_bytes, files)
    media, options = parse_options_header(request.headers.get("content-type"))
    boundary = options.get(b"boundary")
    if media != MULTIPART.encode() or not boundary:
        raise FormError(f"Send the file as {MULTIPART}.")
    stated = request.headers.get("content-length", "")
    if stated.isascii() and stated.isdigit() and int(stated[:20]) > bounds.body:
        raise too_large(bounds.sound)
    with TemporaryDirectory(prefix="beatgraph-", ignore_cleanup_errors=True) as folder:
        reader = _Reader(boundary, Path(folder), bounds)
        try:
            yield await _read(request, reader)
        finally:
            reader.close()


async def _read(request: Request, reader: "_Reader") -> Form:
    try:
        async for chunk in request.stream():
            reader.feed(chunk)
            await reader.settle()
        reader.finish()
        await reader.settle()
    except FormParserError as error:
        raise FormError("The form is damaged.") from error
    except ClientDisconnect as error:
        raise FormError("The upload was broken off.") from error
    except OSError as error:
        if error.errno in NO_ROOM:
            raise StorageFullError from error
        raise
    return reader.form()


def too_large(most: int) -> TooLargeError:
    size = f"{most // MEBIBYTE} MB" if most % MEBIBYTE == 0 else f"{most} bytes"
    return TooLargeError(f"The file is larger than {size}.", field="file")


@dataclass
class _Sink:
    """One file on its way to disk."""

    name: str
    path: Path
    bounds: Bounds
    size: int = 0
    head: bytes = b""
    waiting: bytearray = field(default_factory=bytearray)
    ended: bool = False

    def __post_init__(self) -> None:
        self.hash = sha256()
        self.file = self.path.open("xb", buffering=0)

    def take(self, piece: bytes) -> None:
        self.size += len(piece)
        self.waiting += piece
        if len(self.head) < HEAD_BYTES:
            self.head += piece[: HEAD_BYTES - len(self.head)]
        most = self.bounds.picture if ending_of(self.head) else self.bounds.sound
        if self.size > most:
            raise too_large(most)

    def write(self) -> None:
        """Blocks; hashing and writing a mebibyte take a few milliseconds."""
        self.hash.update(self.waiting)
        rest = memoryview(bytes(self.waiting))
        self.waiting.clear()
        while rest:
            rest = rest[self.file.write(rest) or 0 :]
        if self.ended:
            self.file.close()

    def incoming(self) -> Incoming:
        return Incoming(self.name, self.path, self.size, self.hash.hexdigest(), self.head)


class _Reader:
    """Listens to the parser. Files are written between two pieces of the body, in a thread."""

    def __init__(self, boundary: bytes, folder: Path, bounds: Bounds) -> None:
        self.folder = folder
        self.bounds = bounds
        self.texts: dict[str, bytearray] = {}
        self.sinks: dict[str, _Sink] = {}
        self.body_bytes = self.text_bytes = 0
        self.header, self.value = bytearray(), bytearray()
        self.disposition = b""
        self.part: bytearray | _Sink | None = None
        self.ended = False
        self.parser = MultipartParser(
            boundary,
            {
                "on_part_begin": self._begin,
                "on_header_field": lambda data, start, end: self.header.extend(data[start:end]),
                "on_header_value": lambda data, start, end: self.value.extend(data[start:end]),
                "on_header_end": self._header_end,
                "on_headers_finished": self._open,
                "on_part_data": self._take,
                "on_part_end": self._end,
                "on_end": self._finished,
            },
        )

    def feed(self, chunk: bytes) -> None:
        self.body_bytes += len(chunk)
        if self.body_bytes > self.bounds.body:
            raise too_large(self.bounds.sound)
        self.parser.write(chunk)

    def finish(self) -> None:
        self.parser.finalize()
        if not self.ended:
            raise FormError("The form breaks off before its end.")

    async def settle(self) -> None:
        for sink in self.sinks.values():
            if len(sink.waiting) >= WRITTEN_AT_ONCE or (sink.ended and not sink.file.closed):
                await to_thread.run_sync(sink.write)

    def close(self) -> None:
        for sink in self.sinks.values():
            sink.file.close()

    def form(self) -> Form:
        try:
            texts = {name: content.decode() for name, content in self.texts.items()}
        except UnicodeDecodeError as error:
            raise FormError("The form's text is not valid UTF-8.") from error
        return Form(texts, {name: sink.incoming() for name, sink in self.sinks.items()})

    def _begin(self) -> None:
        self.part, self.disposition = None, b""

    def _header_end(self) -> None:
        if self.header.lower() == b"content-disposition":
            self.disposition = bytes(self.value)
        self.header.clear()
        self.value.clear()

    def _open(self) -> None:
        _, options = parse_options_header(self.disposition)
        name = _text(options.get(b"name"))
        if not name:
            raise FormError("A part of the form has no name.")
        if name in self.texts or name in self.sinks:
            raise FormError(f"The form has more than one “{name[:40]}”.")
        if b"filename" in options:
            if len(self.sinks) == self.bounds.files:
                raise FormError(f"The form has more than {self.bounds.files} file{'s' * (self.bounds.files > 1)}.")
            # A name of ours: what the client calls it never touches the disk.
            path = self.folder / str(len(self.sinks))
            self.part = self.sinks[name] = _Sink(_text(options[b"filename"]), path, self.bounds)
        else:
            if len(self.texts) == TEXTS_AT_MOST:
                raise FormError(f"The form has more than {TEXTS_AT_MOST} fields.")
            self.part = self.texts[name] = bytearray()

    def _take(self, data: bytes, start: int, end: int) -> None:
        if isinstance(self.part, _Sink):
            self.part.take(data[start:end])
        elif self.part is not None:
            self.text_bytes += end - start
            if self.text_bytes > self.bounds.text:
                raise TooLargeError(f"The form's text is larger than {self.bounds.text} bytes.")
            self.part += data[start:end]

    def _end(self) -> None:
        if isinstance(self.part, _Sink):
            self.part.ended = True

    def _finished(self) -> None:
        self.ended = True


def _text(raw: bytes | None) -> str:
    """A name as browsers send it; what is not UTF-8 keeps its place."""
    # The parser read the header as Latin-1 and gives it back so.
    return (raw or b"").decode("utf-8", "replace")
