"""The protocol every store of files answers, and the ways it may fail."""

from collections.abc import AsyncIterable, AsyncIterator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal, Protocol

Method = Literal["GET", "PUT"]


class StorageError(Exception):
    """The store could not do what it was asked: unreachable, refused, broken."""


class MissingFileError(StorageError):
    """Nothing is stored under this key."""


class StorageFullError(StorageError):
    """There is no room left for what was being stored."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What is known of a file without reading it; `etag` is quoted, as HTTP wants it."""

    key: str
    size: int
    etag: str | None
    modified: datetime


class Storage(Protocol):
    """Files by key. A key is a relative path with slashes; any other is a `ValueError` before anything is touched."""

    redirects: bool
    """Whether `url` leads to a server of the store's own, so that readers can be sent there."""

    async def put(self, key: str, source: Path | AsyncIterable[bytes], *, content_type: str) -> Stored:
        """Store a file under this key, in place of whatever was there.

        The source is streamed. The file appears whole when this returns; failed or cancelled, nothing has changed.
        A disk has no place for the content type and forgets it.
        """

    async def get(self, key: str, start: int = 0, end: int | None = None) -> AsyncIterator[bytes]:
        """Bytes `start` up to, but not including, `end`. A missing file is noticed before the first chunk."""

    async def head(self, key: str) -> Stored: ...

    async def delete(self, key: str) -> None:
        """Delete a file; deleting what is not there is fine."""

    def list(self, prefix: str = "") -> AsyncIterator[Stored]:
        """Every file in this folder and below, in no particular order."""

    async def url(self, key: str, *, expires_in: timedelta, method: Method = "GET") -> str:
        """Where somebody without credentials may read (or, with PUT, write) this one file for a while."""

    def verify(self, key: str, method: str, exp: int, sig: str, now: datetime) -> bool:
        """Whether `url` handed out this signature. Always false for a store that serves its files itself."""

    def local(self, key: str) -> AbstractAsyncContextManager[Path]:
        """A path to read this file from, valid inside the `async with`. Never write to it."""
