"""Gathering: what several callers want written at the same time is written together."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")


class Gathering(Generic[T, R]):
    """One writer, who takes whatever has come while the last ones were being written, and never waits for more.

    `write` gives an answer to each, in their order, once all are on disk. If it fails, each one is written alone.
    """

    def __init__(self, write: Callable[[Sequence[T]], Awaitable[Sequence[R]]], *, at_most: int) -> None:
        self._write = write
        self._at_most = at_most
        self._waiting: list[tuple[T, asyncio.Future[R]]] = []
        self._writer: asyncio.Task[None] | None = None

    async def put(self, item: T) -> R:
        """Written, and answered; a caller who goes away before is written all the same."""
        answer: asyncio.Future[R] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, answer))
        if self._writer is None:
            self._writer = asyncio.create_task(self._run(), name="gathering")
        return await asyncio.shield(answer)

    async def _run(self) -> None:
        try:
            while self._waiting:
                some, self._waiting = self._waiting[: self._at_most], self._waiting[self._at_most :]
                if len(some) == 1 or not await self._told(some):
                    for each in some:
                        await self._alone(*each)
        finally:
            self._writer = None

    async def _told(self, some: Sequence[tuple[T, asyncio.Future[R]]]) -> bool:
        try:
            found = await self._write([item for item, _ in some])
        except Exception:
            return False
        for (_, answer), each in zip(some, found, strict=True):
            answer.set_result(each)
        return True

    async def _alone(self, item: T, answer: "asyncio.Future[R]") -> None:
        try:
            (found,) = await self._write([item])
        except Exception as error:
            answer.set_exception(error)
        else:
            answer.set_result(found)
