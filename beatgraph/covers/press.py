"""The press: a process that draws covers, for the renderer would stop the event loop, and a thread cannot be ended."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process
from dataclasses import asdict

import orjson

from beatgraph.covers.design import Design, Rendered
from beatgraph.covers.wire import LARGEST, LENGTH, frame

START_S = 60.0
"""How long a new process may take to import what it needs, on a machine that is busy."""
ATTEMPTS = 2
NEEDED = ("PATH", "PYTHONPATH", "LD_LIBRARY_PATH", "LANG", "TMPDIR")
"""All that the process sees of the environment."""


class PressError(Exception):
    """The cover could not be drawn: it took too long, there were too many, or the process broke down."""


class Press:
    """One process, started with the first cover and kept; covers are drawn one after another.

    A cover waits for its turn and then at most `timeout_s`; a process that takes longer is ended, and the next cover
    starts another. Callers who want the same cover share it. Beyond `waiting` covers the next is refused at once.
    """

    def __init__(self, *, timeout_s: float = 20.0, waiting: int = 32) -> None:
        self.timeout_s = timeout_s
        self._waiting = waiting
        self._under_way: dict[Design, asyncio.Task[Rendered]] = {}
        self._turn = asyncio.Lock()
        self._process: Process | None = None
        self._closed = False

    @property
    def pid(self) -> int | None:
        """The process, if one lives."""
        return self._process.pid if self._process is not None and self._process.returncode is None else None

    async def render(self, design: Design) -> Rendered:
        if self._closed:
            raise PressError("The press is closed.")
        task = self._under_way.get(design)
        if task is None:
            if len(self._under_way) >= self._waiting:
                raise PressError("Too many covers are being drawn.")
            task = self._under_way[design] = asyncio.create_task(self._in_turn(design))
            task.add_done_callback(lambda done: self._done(design, done))
        try:
            # One who leaves takes the cover from nobody else.
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            if task.cancelled():
                raise PressError("The press is closed.") from None
            raise

    async def close(self) -> None:
        """End the process; covers under way raise `PressError`."""
        self._closed = True
        under_way = tuple(self._under_way.values())
        for task in under_way:
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)
        await self._end()

    def _done(self, design: Design, task: asyncio.Task[Rendered]) -> None:
        self._under_way.pop(design, None)
        if not task.cancelled():
            task.exception()  # seen, even where everybody has left

    async def _in_turn(self, design: Design) -> Rendered:
        async with self._turn:
            return await self._rendered(design)

    async def _rendered(self, design: Design) -> Rendered:
        # A process that was ended between two covers costs a second try, not the cover.
        for _ in range(ATTEMPTS):
            try:
                process = await self._running()
                async with asyncio.timeout(self.timeout_s):
                    return await _ask(process, design)
            except TimeoutError:
                await self._end()
                raise PressError("The cover takes too long to draw.") from None
            except (asyncio.IncompleteReadError, ConnectionError):
                await self._end()
            except BaseException:
                # An answer that nobody reads would be taken for the next one's.
                await asyncio.shield(self._end())
                raise
        raise PressError("The cover could not be drawn.")

    async def _running(self) -> Process:
        if self._closed:
            raise PressError("The press is closed.")
        if self._process is None or self._process.returncode is not None:
            environment = {name: os.environ[name] for name in NEEDED if name in os.environ}
            command = (sys.executable, "-m", "beatgraph.covers.worker")
            self._process = await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE, env=environment)
            async with asyncio.timeout(START_S):
                await _read(self._process)
        return self._process

    async def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        if process.returncode is None:
            process.kill()
        if process.stdin is not None:
            process.stdin.close()
        while process.stdout is not None and await process.stdout.read(1 << 16):
            pass
        await process.wait()


async def _ask(process: Process, design: Design) -> Rendered:
    if process.stdin is None:
        raise ValueError("The process has no input.")
    process.stdin.write(frame(orjson.dumps(asdict(design))))
    await process.stdin.drain()
    return Rendered(await _read(process), await _read(process))


async def _read(process: Process) -> bytes:
    if process.stdout is None:
        raise ValueError("The process has no output.")
    size = LENGTH.unpack(await process.stdout.readexactly(LENGTH.size))[0]
    if size > LARGEST:
        raise ValueError("The answer is too long.")
    return await process.stdout.readexactly(size)
