"""Rounds: what a process looks after again and again, beside what it is asked to do."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager

log = logging.getLogger("beatgraph.jobs")

Duty = Callable[[], Awaitable[None]]
GRACE_S = 10.0


@asynccontextmanager
async def rounds(duties: Sequence[Duty], *, every_s: float) -> AsyncIterator[None]:
    """Do all duties now, and again every so many seconds until the block ends; one that is being done is finished.

    An error now is raised. One later is logged, and that duty comes up again in the next round.
    """
    for duty in duties:
        await duty()
    ended = asyncio.Event()
    walking = asyncio.create_task(_walk(duties, every_s, ended), name="rounds")
    try:
        yield
    finally:
        ended.set()
        _, late = await asyncio.wait([walking], timeout=GRACE_S)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)


async def _walk(duties: Sequence[Duty], every_s: float, ended: asyncio.Event) -> None:
    while not ended.is_set():
        try:
            await asyncio.wait_for(ended.wait(), every_s)
        except TimeoutError:
            for duty in duties:
                await _done(duty)


async def _done(duty: Duty) -> None:
    try:
        await duty()
    except Exception:
        log.exception("a round was not finished")
