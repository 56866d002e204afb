"""A few warm processes that decode what nobody trusts, so that the server survives every file."""

import asyncio
import os
import signal
import sys
from asyncio import StreamReader, StreamWriter
from asyncio.subprocess import PIPE, Process
from collections.abc import Sequence
from os import PathLike
from types import TracebackType
from typing import Any, Literal

import orjson

from beatgraph.audio.errors import AudioError
from beatgraph.audio.sounds import Analysis, Clips, Examination, Fingerprint, Sound, Tags
from beatgraph.audio.wire import (
    LARGEST,
    LENGTH,
    Fields,
    clips_of,
    examination_of,
    fingerprint_of,
    frame,
    sound_of,
    tags_of,
)

START_S = 60.0
"""How long a new process may take to import what it needs, on a machine that is busy."""

NEEDED = ("PATH", "PYTHONPATH", "LD_LIBRARY_PATH", "LANG", "TMPDIR")
"""All that a worker sees of the environment: no secret is in reach of a hostile file."""

Verb = Literal["probe", "read_tags", "fingerprint", "examine", "clips"]


class NotTakenError(Exception):
    """The process died before it took the request: it is the process's fault, not the file's."""


class Worker:
    """One process; it handles one request at a time."""

    def __init__(self, process: Process, requests: StreamWriter, answers: StreamReader) -> None:
        self.process = process
        self.requests = requests
        self.answers = answers
        self.warm = False

    @classmethod
    async def start(cls, memory_mb: int, niceness: int) -> "Worker":
        environment = {name: os.environ[name] for name in NEEDED if name in os.environ}
        environment["OPENBLAS_NUM_THREADS"] = environment["OMP_NUM_THREADS"] = "1"
        command = (sys.executable, "-m", "beatgraph.audio.worker", str(memory_mb), str(niceness))
        process = await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE, env=environment)
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("The worker process has no pipes.")
        return cls(process, process.stdin, process.stdout)

    async def ask(self, request: Fields, timeout_s: float) -> Fields:
        async with asyncio.timeout(timeout_s if self.warm else START_S + timeout_s):
            await self._hand_over(request)
        self.warm = True
        async with asyncio.timeout(timeout_s):
            reply: Fields = orjson.loads(await self._read())
            return reply

    async def _hand_over(self, request: Fields) -> None:
        try:
            self.requests.write(frame(request))
            await self.requests.drain()
            await self._read()
        except (ConnectionError, asyncio.IncompleteReadError) as error:
            raise NotTakenError from error

    async def _read(self) -> bytes:
        size = LENGTH.unpack(await self.answers.readexactly(LENGTH.size))[0]
        if size > LARGEST:
            raise ValueError("The answer is too long.")
        return await self.answers.readexactly(size)

    async def end(self) -> int:
        """Kill the process, if it lives, and see it off."""
        if self.process.returncode is None:
            self.process.kill()
        self.requests.close()
        while await self.answers.read(1 << 16):
            pass
        return await self.process.wait()


class AnalysisPool:
    """At most `workers` processes, started when needed; a call waits for a free one.

    A process that hangs, dies or takes longer than `timeout_s` is killed, and that one call raises `AudioError`:
    `timeout` for time, `unreadable` for a death. A call that is cancelled takes its process with it.
    """

    def __init__(self, workers: int = 2, timeout_s: float = 60.0, *, memory_mb: int = 1024, niceness: int = 10) -> None:
        self.timeout_s = timeout_s
        self.memory_mb = memory_mb
        self.niceness = niceness
        self._slots = asyncio.Semaphore(workers)
        self._idle: list[Worker] = []
        self._workers: set[Worker] = set()
        self._closed = False

    async def __aenter__(self) -> "AnalysisPool":
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        await self.close()

    @property
    def pids(self) -> tuple[int, ...]:
        """Processes that live."""
        return tuple(worker.process.pid for worker in self._workers if worker.process.returncode is None)

    async def probe(self, path: str | PathLike[str]) -> Sound:
        return sound_of(await self._call("probe", path))

    async def read_tags(self, path: str | PathLike[str]) -> Tags:
        return tags_of(await self._call("read_tags", path))

    async def fingerprint(self, path: str | PathLike[str]) -> Fingerprint:
        """The fingerprint alone, of a sound that was analysed before."""
        return fingerprint_of(await self._call("fingerprint", path))

    async def analyse(self, path: str | PathLike[str], *, bpm_range: tuple[float, float] | None = None) -> Analysis:
        return (await self.examine(path, bpm_range=bpm_range)).analysis

    async def examine(self, path: str | PathLike[str], *, bpm_range: tuple[float, float] | None = None) -> Examination:
        """Analysis and tags in one call; without a range, the genre in the tags settles half and double time."""
        return examination_of(await self._call("examine", path, bpm_range))

    async def clips(self, path: str | PathLike[str], starts_ms: Sequence[int], length_ms: int) -> Clips:
        """So many milliseconds from each start on, as mono WAV files; a start behind the end gives none."""
        return clips_of(await self._call("clips", path, starts_ms=list(starts_ms), length_ms=length_ms))

    async def close(self) -> None:
        """End all processes; calls under way raise `RuntimeError`."""
        self._closed = True
        self._idle.clear()
        await asyncio.gather(*(worker.end() for worker in tuple(self._workers)))
        self._workers.clear()

    async def _call(
        self, verb: Verb, path: str | PathLike[str], bpm_range: tuple[float, float] | None = None, **more: Any
    ) -> Fields:
        request = {"verb": verb, "path": os.fspath(path), "bpm_range": bpm_range, "cpu_s": self.timeout_s, **more}
        async with self._slots:
            while True:
                worker = await self._worker()
                try:
                    reply: Fields = await worker.ask(request, self.timeout_s)
                except NotTakenError:
                    await self._replace(worker)
                    if self._closed or not worker.warm:
                        raise RuntimeError("The worker process does not start, or was closed.") from None
                    continue
                except TimeoutError:
                    await self._replace(worker)
                    raise AudioError("timeout", "The file takes too long to read.") from None
                except (asyncio.IncompleteReadError, ValueError):
                    raise await self._epitaph(worker) from None
                except BaseException:
                    await self._replace(worker)
                    raise
                self._idle.append(worker)
                break
        if "answer" in reply:
            answer: Fields = reply["answer"]
            return answer
        raise AudioError(reply["reason"], reply["message"])

    async def _worker(self) -> Worker:
        if self._closed:
            raise RuntimeError("The pool is closed.")
        if self._idle:
            return self._idle.pop()
        worker = await Worker.start(self.memory_mb, self.niceness)
        self._workers.add(worker)
        return worker

    async def _replace(self, worker: Worker) -> int:
        """See the process off; the next call starts another."""
        self._workers.discard(worker)
        return await asyncio.shield(worker.end())

    async def _epitaph(self, worker: Worker) -> Exception:
        """Why a process died in the middle of a file."""
        code = await self._replace(worker)
        if self._closed:
            return RuntimeError("The pool is closed.")
        if code == -signal.SIGXCPU:
            return AudioError("timeout", "The file takes too long to read.")
        return AudioError("unreadable", "The file cannot be read: its decoder broke down.")
