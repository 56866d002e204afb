"""Parts on their way from the task that reads them to the upload that sends them."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from types import TracebackType
from typing import Any, Self

from anyio import CancelScope


class GivenUpError(Exception):
    """Ends an upload whose sender failed or was cancelled."""


class Relay:
    """Tells an upload of many parts to abort itself.

    obstore withdraws a multipart upload when its source raises, but leaves the parts in the bucket, hidden and paid
    for, when it is cancelled. So the upload runs in a task of its own that nobody cancels, and its source raises.
    """

    def __init__(self, upload: Callable[[AsyncIterator[bytes]], Coroutine[Any, Any, None]]) -> None:
        self._queue: asyncio.Queue[bytes | GivenUpError | None] = asyncio.Queue(1)
        self._upload = upload

    async def send(self, part: bytes | None) -> None:
        sending = asyncio.ensure_future(self._queue.put(part))
        try:
            await asyncio.wait({sending, self._task}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            sending.cancel()
        if self._task.done():
            self._task.result()

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._upload(self._parts()))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if error is None:
                await self.send(None)
                await asyncio.shield(self._task)
        finally:
            if not self._task.done():
                while not self._queue.empty():
                    self._queue.get_nowait()
                self._queue.put_nowait(GivenUpError())
                with CancelScope(shield=True):
                    await asyncio.wait({self._task})
            if not self._task.cancelled():
                # Asked for once more, so that asyncio does not report it as never retrieved.
                self._task.exception()

    async def _parts(self) -> AsyncIterator[bytes]:
        while (part := await self._queue.get()) is not None:
            if isinstance(part, GivenUpError):
                raise part
            yield part
