"""A file that is being written and is not yet anybody's."""

import errno
import os
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from beatgraph.storage.port import StorageError, StorageFullError

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT}
_COPY_BYTES = 1024 * 1024


class Part:
    """Written in threads that outlive a cancelled caller, so a lock keeps `discard` and a late `write` apart."""

    def __init__(self, folder: Path, key: str) -> None:
        self.key = key
        self.path = folder / uuid.uuid4().hex
        self._lock = threading.Lock()
        self._file: int | None = None
        self._given_up = False

    def write(self, chunk: bytes) -> None:
        with self._lock, self._failing():
            rest = memoryview(chunk)
            while rest:
                rest = rest[os.write(self._descriptor(), rest) :]

    def copy(self, source: Path) -> None:
        with source.open("rb") as file:
            while chunk := file.read(_COPY_BYTES):
                self.write(chunk)

    def become(self, target: Path, root: Path) -> None:
        """Take the target's place, and return once a power cut could not undo it."""
        with self._lock, self._failing():
            os.fsync(self._descriptor())
            new = [folder for folder in target.parents if folder.is_relative_to(root) and not folder.exists()]
            target.parent.mkdir(parents=True, exist_ok=True)
            self.path.replace(target)
            # A new folder is an entry of its own parent.
            for folder in {target.parent, *(folder.parent for folder in new)}:
                _sync(folder)

    def discard(self) -> None:
        with self._lock:
            self._given_up = True
            if self._file is not None:
                os.close(self._file)
                self._file = None
                self.path.unlink(missing_ok=True)

    def _descriptor(self) -> int:
        if self._given_up:
            raise StorageError(f"{self.key} was given up while it was being written.")
        if self._file is None:
            self._file = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
        return self._file

    @contextmanager
    def _failing(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            if error.errno in _NO_ROOM:
                raise StorageFullError(self.key) from error
            raise StorageError(f"{self.key} could not be stored: {error.strerror}.") from error


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
