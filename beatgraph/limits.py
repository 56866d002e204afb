"""Rate limits: how often a client may ask, counted in this process or, by Valkey, across all of them."""

import ipaddress
import math
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

import structlog
from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage, RedisStorage
from limits.aio.strategies import FixedWindowRateLimiter
from limits.errors import StorageError

from beatgraph.errors import TooManyRequestsError
from beatgraph.settings import Settings

log = structlog.get_logger("beatgraph.limits")

EVERYTHING = RateLimitItemPerMinute(300, namespace="everything")
DASHBOARDS = RateLimitItemPerMinute(500, namespace="dashboards")
"""Dashboards, charts and exports: apps draw many of them at once."""
LEADERBOARDS = RateLimitItemPerMinute(600, namespace="leaderboards")
AUTH = RateLimitItemPerMinute(30, namespace="auth")
"""What is left of signing in and out, beside the limits of logins and registrations."""
LOGIN = RateLimitItemPerMinute(5, namespace="login")
"""For an e-mail and an address together."""
LOGIN_ANYWHERE = RateLimitItemPerMinute(30, namespace="login anywhere")
"""For an address, over all e-mails."""
COVERS = RateLimitItemPerMinute(30, namespace="covers")
"""For a user; covers that are there already do not count."""
PLAYS = RateLimitItemPerMinute(60, namespace="plays")
"""For a listener: plays one by one, and reports that have plays among them."""
REGISTER = (RateLimitItemPerMinute(5, namespace="register"), RateLimitItemPerHour(20, namespace="register"))


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a client stands with one limit."""

    limit: int
    remaining: int
    reset_time: float
    """In seconds since 1970."""
    exceeded: bool

    @property
    def resets_at(self) -> int:
        """The first whole second after which everything is allowed again."""
        return math.ceil(self.reset_time)

    @property
    def retry_after(self) -> int:
        """Seconds until another attempt makes sense."""
        return max(1, math.ceil(self.reset_time - time.time()))


_noted: ContextVar[list[Standing] | None] = ContextVar("noted", default=None)


@contextmanager
def noting() -> Iterator[list[Standing]]:
    """Every limit that is counted inside, so that an answer can say which one is the tightest."""
    notes: list[Standing] = []
    token = _noted.set(notes)
    try:
        yield notes
    finally:
        _noted.reset(token)


def address_of(host: str) -> str:
    """What a client is called by its address; of version 6 by its network: a household has billions of addresses."""
    try:
        found = ipaddress.ip_address(host)
    except ValueError:
        return f"address:{host}"
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return f"address:{found.ipv4_mapped}"
        return f"address:{ipaddress.ip_network((found, 64), strict=False)}"
    return f"address:{found}"


class Limits:
    """Fixed windows. `BEATGRAPH_RATE_LIMITS=off` still counts, and never refuses."""

    def __init__(self, settings: Settings) -> None:
        self.enforced = settings.rate_limits == "on"
        self._here = FixedWindowRateLimiter(Counters())
        self._shared = None
        if settings.valkey_url:
            self._valkey = RedisStorage(_address(settings.valkey_url), wrap_exceptions=True)
            self._shared = FixedWindowRateLimiter(self._valkey)

    async def count(self, limit: RateLimitItem, client: str) -> Standing:
        """One more attempt of a client."""
        if self._shared is not None:
            try:
                return await _counted(self._shared, limit, client)
            except StorageError as error:
                log.warning("Valkey is away: limits are counted in this process", error=str(error.storage_error))
        return await _counted(self._here, limit, client)

    async def look(self, limit: RateLimitItem, client: str) -> Standing:
        """Where a client stands, without an attempt."""
        for limiter in filter(None, (self._shared, self._here)):
            try:
                return await _standing(limiter, limit, client)
            except StorageError:
                continue
        return Standing(limit.amount, limit.amount, time.time() + limit.get_expiry(), exceeded=False)

    async def spend(self, client: str, *limits: RateLimitItem) -> None:
        """One more attempt, which is refused if it is beyond any of the limits."""
        standings = [await self.count(limit, client) for limit in limits]
        exceeded = [standing.retry_after for standing in standings if standing.exceeded]
        if exceeded and self.enforced:
            raise TooManyRequestsError(retry_after=max(exceeded))

    async def close(self) -> None:
        if self._shared is not None:
            bridge: Any = self._valkey.bridge
            await bridge.storage.aclose()


class Counters(MemoryStorage):
    """Counters in memory, swept now and then; the library's own sweeps all of them at every attempt."""

    SWEEP_S = 10

    def __init__(self) -> None:
        super().__init__()
        self._swept_at = time.time()

    async def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        now = time.time()
        if self.expirations.get(key, 0) <= now:
            self.storage[key] = 0
            self.expirations[key] = now + expiry
        self.storage[key] += amount
        if now - self._swept_at > self.SWEEP_S:
            self._swept_at = now
            for each in [each for each, until in self.expirations.items() if until <= now]:
                del self.expirations[each]
                self.storage.pop(each, None)
        return self.storage[key]


async def _counted(limiter: FixedWindowRateLimiter, limit: RateLimitItem, client: str) -> Standing:
    within = await limiter.hit(limit, client)
    standing = await _standing(limiter, limit, client, exceeded=not within)
    notes = _noted.get()
    if notes is not None:
        notes.append(standing)
    return standing


async def _standing(
    limiter: FixedWindowRateLimiter, limit: RateLimitItem, client: str, *, exceeded: bool = False
) -> Standing:
    found = await limiter.get_window_stats(limit, client)
    return Standing(limit.amount, found.remaining, found.reset_time, exceeded)


def _address(url: str) -> str:
    """How the library calls a `valkey://`, `redis://` or `unix://` address."""
    scheme, _, rest = url.partition("://")
    schemes = {"redis": "valkey", "rediss": "valkeys", "unix": "valkey+unix", "valkey": "valkey", "valkeys": "valkeys"}
    if scheme not in schemes:
        raise ValueError(f"BEATGRAPH_VALKEY_URL must start with valkey://, redis:// or unix://, not {scheme}.")
    return f"async+{schemes[scheme]}://{rest}"
