"""Rate limits at the door: each request counts against its client, and each answer says where they stand."""

import time
from collections import OrderedDict
from dataclasses import dataclass

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from beatgraph.auth.tokens import digest
from beatgraph.errors import TooManyRequestsError
from beatgraph.limits import EVERYTHING, Standing, address_of, noting
from beatgraph.rest.buckets import Buckets
from beatgraph.rest.responses import Json
from beatgraph.rest.surfaces import surface_of
from beatgraph.workshop import Workshop

log = structlog.get_logger("beatgraph.limits")

NEVER_REFUSED = frozenset(("/livez", "/readyz", "/metrics"))
"""Whoever watches over the server is not counted."""
REMEMBERED = 10_000
REMEMBERED_S = 60


@dataclass(frozen=True, slots=True)
class Holder:
    user_id: int
    until: float


class RateLimits:
    """Pure ASGI. A client is the user whose token is sent or, without a good one, the address."""

    def __init__(self, app: ASGIApp, workshop: Workshop, buckets: Buckets) -> None:
        self._app = app
        self._workshop = workshop
        self._buckets = buckets
        self._holders: OrderedDict[str, Holder] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limits = self._workshop.limits
        client = await self._client(scope)
        with noting() as notes:
            if scope["path"] in NEVER_REFUSED:
                standing = await limits.look(EVERYTHING, client)
                notes.append(standing)
            else:
                standing = await limits.count(self._buckets.of(scope["method"], scope["path"]), client)

            async def telling(message: Message) -> None:
                if message["type"] == "http.response.start":
                    _tell(MutableHeaders(scope=message), notes, enforced=limits.enforced)
                await send(message)

            if standing.exceeded and limits.enforced:
                await _refusal(scope["path"], standing)(scope, receive, telling)
            else:
                await self._app(scope, receive, telling)

    async def _client(self, scope: Scope) -> str:
        scheme, _, token = Headers(scope=scope).get("authorization", "").partition(" ")
        user_id = await self._holder(token.strip()) if scheme.lower() == "bearer" else None
        return (
            f"user:{user_id}" if user_id is not None else address_of(scope["client"][0] if scope.get("client") else "")
        )

    async def _holder(self, token: str) -> int | None:
        """Whose token it is; asked of the database at most once a minute. Whether it is good, the doors decide."""
        key, now = digest(token), time.monotonic()
        known = self._holders.get(key)
        if known is not None and known.until > now:
            return known.user_id
        try:
            user_id = await self._workshop.holder(token)
        except Exception:
            log.exception("a token's holder could not be found")
            return None
        if user_id is not None:
            self._holders[key] = Holder(user_id, now + REMEMBERED_S)
            self._holders.move_to_end(key)
            if len(self._holders) > REMEMBERED:
                self._holders.popitem(last=False)
        return user_id


def _tell(headers: MutableHeaders, notes: list[Standing], *, enforced: bool) -> None:
    """The tightest of the limits that were counted."""
    tightest = min(notes, key=lambda each: (not each.exceeded, each.remaining, -each.resets_at))
    headers["X-RateLimit-Limit"] = str(tightest.limit)
    headers["X-RateLimit-Remaining"] = str(tightest.remaining)
    headers["X-RateLimit-Reset"] = str(tightest.resets_at)
    if tightest.exceeded and enforced:
        headers.setdefault("Retry-After", str(tightest.retry_after))


def _refusal(path: str, standing: Standing) -> Json:
    refusal = TooManyRequestsError(retry_after=standing.retry_after)
    body = surface_of(path).failure(refusal)
    if path == "/graphql":
        body = {"errors": [{"message": refusal.text, "extensions": {"code": refusal.code, **refusal.details}}]}
    return Json(body, 429, headers={"Retry-After": str(standing.retry_after)})
