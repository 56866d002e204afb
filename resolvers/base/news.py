"""News: what a subscription looks at again and again, and tells whenever it has changed."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from beatgraph.work import Work
from resolvers.base.context import Info

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Seen(Generic[T]):
    """What was found: it is told if its `state` is another than before, and for the last time if it `ends` there."""

    found: T
    state: Any
    ends: bool = False


async def news(info: Info, look: Callable[[Work], Awaitable[Seen[T]]]) -> AsyncGenerator[T, None]:
    """Look at once and every `realtime_seconds`, as whoever the token names by then; end with the token."""
    last: Seen[T] | None = None
    while True:
        async with info.context.renewed() as work:
            seen = await look(work)
        if last is None or seen.state != last.state:
            # What is read below this moment's answer is to be read at this moment.
            await info.context.close()
            info.context.loaders.forget()
            yield seen.found
            last = seen
        if seen.ends:
            return
        await asyncio.sleep(info.context.workshop.settings.realtime_seconds)
