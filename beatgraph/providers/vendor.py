"""Asking a vendor's server: within its limits, for so long and no longer, and with every failure told apart."""

import asyncio
import math
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import httpx2
import orjson

from beatgraph.providers.errors import (
    ProviderAnswerError,
    ProviderDownError,
    ProviderError,
    ProviderLimitedError,
    ProviderTimeoutError,
)

BACK_OFF_S = 0.5
"""How long a server that had a fault is left alone before it is asked once more."""
UNSAID_S = 60
"""How long we keep away from a server that has had enough of us and does not say for how long."""
LONGEST_S = 86_400


@dataclass(frozen=True, slots=True)
class Answer:
    """A status below 500, and the JSON object that came with it; an error may come without one."""

    status: int
    body: dict[str, Any]


Clock = Callable[[], float]
Pause = Callable[[float], Awaitable[object]]
Judge = Callable[[Answer], ProviderError | None]


def _fine(_answer: Answer) -> None:
    return None


class Vendor:
    """One vendor's server. `pace_s` lies between two requests at least; a wait up to `patience_s` is waited out.

    A server that has had enough of us is not asked again before the time that it gave is over, by anybody here.
    """

    def __init__(
        self,
        name: str,
        client: httpx2.AsyncClient,
        *,
        timeout_s: float = 10.0,
        patience_s: float = 2.0,
        pace_s: float = 0.0,
        clock: Clock = time.monotonic,
        pause: Pause = asyncio.sleep,
    ) -> None:
        self.name = name
        self.clock = clock
        self._client = client
        self._timeout_s = timeout_s
        self._patience_s = patience_s
        self._pace_s = pace_s
        self._pause = pause
        self._held_until = self._next = 0.0

    async def ask(self, method: str, url: str, *, judge: Judge = _fine, **options: Any) -> Answer:
        """The answer to a request that bears being repeated; `judge` knows the failures that a body tells of.

        After a fault, or a limit that is soon over, it is asked once more.
        """
        try:
            return await self._attempt(method, url, judge, options)
        except ProviderDownError:
            await self._pause(BACK_OFF_S)
        except ProviderLimitedError as error:
            if error.retry_after > self._patience_s:
                raise
        return await self._attempt(method, url, judge, options)

    async def _attempt(self, method: str, url: str, judge: Judge, options: dict[str, Any]) -> Answer:
        await self._wait()
        try:
            async with asyncio.timeout(self._timeout_s):
                response = await self._client.request(method, url, **options)
        except (TimeoutError, httpx2.TimeoutException) as error:
            raise ProviderTimeoutError(self.name, f"no answer within {self._timeout_s:g} s") from error
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:
            raise ProviderDownError(self.name, f"cannot be reached ({type(error).__name__})") from error
        if response.status_code == 429:
            raise self._held(ProviderLimitedError(self.name, "too many requests", retry_after=_seconds(response)))
        if response.status_code >= 500:
            raise ProviderDownError(self.name, f"answered {response.status_code}")
        answer = Answer(response.status_code, self._object(response))
        failure = judge(answer)
        if failure is not None:
            raise self._held(failure)
        return answer

    def _object(self, response: httpx2.Response) -> dict[str, Any]:
        try:
            found = orjson.loads(response.content)
        except orjson.JSONDecodeError:
            found = None
        if isinstance(found, dict):
            return found
        if response.status_code >= 400:
            return {}
        raise ProviderAnswerError(self.name, "the answer is no JSON object")

    def _held(self, failure: ProviderError) -> ProviderError:
        if isinstance(failure, ProviderLimitedError):
            self._held_until = max(self._held_until, self.clock() + failure.retry_after)
        return failure

    async def _wait(self) -> None:
        """Until it is our turn; a longer wait than our patience is told instead."""
        held = self._held_until - self.clock()
        if held > self._patience_s:
            raise ProviderLimitedError(self.name, "still too many requests", retry_after=math.ceil(held))
        now = self.clock()
        turn = max(now, self._held_until, self._next)
        self._next = turn + self._pace_s
        if turn > now:
            await self._pause(turn - now)


def _seconds(response: httpx2.Response) -> int:
    stated = response.headers.get("retry-after", "")
    if not (stated.isascii() and stated.isdigit()):
        return UNSAID_S
    return min(max(1, int(stated[:9])), LONGEST_S)
