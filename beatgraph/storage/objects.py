"""What disk and S3 have in common: reading, deleting and listing through obstore."""

import atexit
import re
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import obstore
from obstore.exceptions import BaseError
from obstore.store import LocalStore, S3Store

from beatgraph.storage.keys import checked, checked_prefix
from beatgraph.storage.port import MissingFileError, StorageError, StorageFullError, Stored

if TYPE_CHECKING:
    from obstore import GetResult, ObjectMeta

CHUNK_BYTES = 256 * 1024

# obstore gives the number of a system error only in its text: ENOTDIR and EISDIR mean that no file is there.
_NO_FILE = re.compile(r"\(os error (20|21)\)")
_NO_ROOM = re.compile(r"\(os error (28|122)\)|InsufficientStorage|507")

# obstore's threads drop their last Python objects a moment after a call has returned. An interpreter that ends in
# that very moment is aborted by them (exit status 134, seen after requests to S3), so they are given the moment.
atexit.register(time.sleep, 0.02)


@contextmanager
def translated(key: str) -> Iterator[None]:
    """Turn obstore's exceptions into ours."""
    try:
        yield
    except FileNotFoundError as error:
        raise MissingFileError(key) from error
    except BaseError as error:
        text = str(error)
        if _NO_FILE.search(text):
            raise MissingFileError(key) from error
        if _NO_ROOM.search(text):
            raise StorageFullError(key) from error
        raise StorageError(text.partition("\n")[0]) from error


class Objects:
    """The reading half of a store."""

    def __init__(self, store: LocalStore | S3Store) -> None:
        self.store = store

    async def head(self, key: str) -> Stored:
        checked(key)
        with translated(key):
            return _stored(await obstore.head_async(self.store, key))

    async def get(self, key: str, start: int = 0, end: int | None = None) -> AsyncIterator[bytes]:
        checked(key)
        if start < 0 or (end is not None and end < 0):
            raise ValueError("A range counts from the beginning of the file.")
        # obstore refuses a range that holds nothing; a slice that holds nothing is simply empty.
        if end is not None and end <= start:
            await self.head(key)
            return _chunks(key, None)
        try:
            with translated(key):
                return _chunks(key, await self._open(key, start, end))
        except (MissingFileError, StorageFullError):
            raise
        except StorageError:
            if start == 0 or (await self.head(key)).size > start:
                raise
            return _chunks(key, None)

    async def delete(self, key: str) -> None:
        checked(key)
        try:
            with translated(key):
                await obstore.delete_async(self.store, key)
        except MissingFileError:
            pass

    async def list(self, prefix: str = "") -> AsyncIterator[Stored]:
        folder = checked_prefix(prefix)
        with translated(prefix):
            async for batch in obstore.list(self.store, folder or None):
                for meta in batch:
                    if not meta["path"].startswith("."):
                        yield _stored(meta)

    async def _open(self, key: str, start: int, end: int | None) -> "GetResult":
        if end is not None:
            return await obstore.get_async(self.store, key, options={"range": (start, end)})
        if start:
            return await obstore.get_async(self.store, key, options={"range": {"offset": start}})
        return await obstore.get_async(self.store, key)


async def _chunks(key: str, found: "GetResult | None") -> AsyncIterator[bytes]:
    if found is not None:
        with translated(key):
            async for chunk in found.stream(min_chunk_size=CHUNK_BYTES):
                yield bytes(chunk)


def _stored(meta: "ObjectMeta") -> Stored:
    return Stored(key=meta["path"], size=meta["size"], etag=meta["e_tag"], modified=meta["last_modified"])
