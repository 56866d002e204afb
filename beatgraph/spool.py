"""A spool: what is put in in any order comes out in order, on disk when it is too much for memory."""

import pickle
import tempfile
from collections.abc import Callable, Iterator
from heapq import merge
from typing import IO, Any, Generic, TypeVar

T = TypeVar("T")
IN_MEMORY = 250_000
"""So many at most are held at once while they are put in."""
BLOCK = 1000
"""So many are read back at once from each run."""


class Spool(Generic[T]):
    """Sorted runs in files without a name, which are gone when the spool is closed; equals keep their order."""

    def __init__(self, key: Callable[[T], Any], in_memory: int = IN_MEMORY) -> None:
        self._key = key
        self._in_memory = in_memory
        self._waiting: list[T] = []
        self._runs: list[IO[bytes]] = []

    def __enter__(self) -> "Spool[T]":
        return self

    def __exit__(self, *_: object) -> None:
        for run in self._runs:
            run.close()

    def put(self, item: T) -> None:
        self._waiting.append(item)
        if len(self._waiting) >= self._in_memory:
            self._write()

    def __iter__(self) -> Iterator[T]:
        self._waiting.sort(key=self._key)
        return merge(*map(_read, self._runs), self._waiting, key=self._key)

    def _write(self) -> None:
        self._waiting.sort(key=self._key)
        run = tempfile.TemporaryFile()  # noqa: SIM115  (closed with the spool)
        for start in range(0, len(self._waiting), BLOCK):
            pickle.dump(self._waiting[start : start + BLOCK], run, pickle.HIGHEST_PROTOCOL)
        run.flush()
        self._runs.append(run)
        self._waiting = []


def _read(run: IO[bytes]) -> Iterator[Any]:
    run.seek(0)
    while True:
        try:
            block = pickle.load(run)  # noqa: S301  (written above, by this very process, in a file without a name)
        except EOFError:
            return
        yield from block
