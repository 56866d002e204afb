"""A press: a process that makes things, for a renderer would stop the event loop, and a thread cannot be ended."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Sequence

from beatgraph.press.wire import LARGEST, LENGTH, frame

START_S = 60.0
"""How long a new process may take to import what it needs, on a machine that is busy."""
ATTEMPTS = 2
NEEDED = ("PATH", "PYTHONPATH", "LD_LIBRARY_PATH", "LANG", "TMPDIR")
"""All that the process sees of the environment."""


class PressError(Exception):
    """It could not be made: it took too long, there were too many, or the process broke down."""


class Press:
    """One process that runs a module, started with the first order and kept; orders are done one after another.

    An order waits for its turn and then at most `timeout_s`; a process that takes longer is ended, and the next order
    starts another. Callers who want the same share it. Beyond `waiting` orders the next is refused at once.
    """

    def __init__(self, module: str, noun: str, *, pieces: int = 1, timeout_s: float = 20.0, waiting: int = 32) -> None:
        """`noun` is what it makes, for messages; `pieces` is how many frames each answer has."""
        self._module = module
        self._noun = noun
        self._pieces = pieces
        self.timeout_s = timeout_s
        self._waiting = waiting
        self._under_way: dict[bytes, asyncio.Task[Sequence[bytes]]] = {}
        self._turn = asyncio.Lock()
        self._process: Process | None = None
        self._closed = False

    @property
    def pid(self) -> int | None:
        """The process, if one lives."""
        return self._process.pid if self._process is not None and self._process.returncode is None else None

    async def make(self, order: bytes) -> Sequence[bytes]:
        if self._closed:
            raise PressError("The press is closed.")
        task = self._under_way.get(order)
        if task is None:
            if len(self._under_way) >= self._waiting:
                raise PressError(f"Too many {self._noun}s are being made.")
            task = self._under_way[order] = asyncio.create_task(self._in_turn(order))
            task.add_done_callback(lambda done: self._done(order, done))
        try:
            # One who leaves takes it from nobody else.
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            if task.cancelled():
                raise PressError("The press is closed.") from None
            raise

    async def close(self) -> None:
        """End the process; orders under way raise `PressError`."""
        self._closed = True
        under_way = tuple(self._under_way.values())
        for task in under_way:
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)
        await self._end()

    def _done(self, order: bytes, task: asyncio.Task[Sequence[bytes]]) -> None:
        self._under_way.pop(order, None)
        if not task.cancelled():
            task.exception()  # seen, even where everybody has left

    async def _in_turn(self, order: bytes) -> Sequence[bytes]:
        async with self._turn:
            return await self._made(order)

    async def _made(self, order: bytes) -> Sequence[bytes]:
        # A process that was ended between two orders costs a second try, not the order.
        for _ in range(ATTEMPTS):
            try:
                process = await self._running()
                async with asyncio.timeout(self.timeout_s):
                    return await _ask(process, order, self._pieces)
            except TimeoutError:
                await self._end()
                raise PressError(f"The {self._noun} takes too long to make.") from None
            except (asyncio.IncompleteReadError, ConnectionError):
                await self._end()
            except BaseException:
                # An answer that nobody reads would be taken for the next one's.
                await asyncio.shield(self._end())
                raise
        raise PressError(f"The {self._noun} could not be made.")

    async def _running(self) -> Process:
        if self._closed:
            raise PressError("The press is closed.")
        if self._process is None or self._process.returncode is not None:
            environment = {name: os.environ[name] for name in NEEDED if name in os.environ}
            command = (sys.executable, "-m", self._module)
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


async def _ask(process: Process, order: bytes, pieces: int) -> Sequence[bytes]:
    if process.stdin is None:
        raise ValueError("The process has no input.")
    process.stdin.write(frame(order))
    await process.stdin.drain()
    return [await _read(process) for _ in range(pieces)]


async def _read(process: Process) -> bytes:
    if process.stdout is None:
        raise ValueError("The process has no output.")
    size = LENGTH.unpack(await process.stdout.readexactly(LENGTH.size))[0]
    if size > LARGEST:
        raise ValueError("The answer is too long.")
    return await process.stdout.readexactly(size)
