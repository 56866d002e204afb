"""What the vendors' servers share: a watch that nobody waits for, bad days, and a street to find them in."""

import asyncio
import io
import wave
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

import httpx2
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send


class Watch:
    """Seconds that pass when somebody pauses, and at once."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.pauses: list[float] = []

    def __call__(self) -> float:
        return self.now

    async def pause(self, seconds: float) -> None:
        self.pauses.append(round(seconds, 3))
        self.now += seconds
        await asyncio.sleep(0)


@dataclass(frozen=True)
class Mood:
    """An answer that comes in place of the right one."""

    status: int = 200
    body: bytes = b"{}"
    headers: dict[str, str] = field(default_factory=dict)
    never: bool = False
    """Whether no answer comes at all."""


SLOW = Mood(never=True)
MALFORMED = Mood(body=b'{"status": "succ')


class Server:
    """An ASGI application for one vendor; `asked` are the paths of all requests, whatever became of them."""

    hosts: Sequence[str]

    def __init__(self, watch: Watch) -> None:
        self.watch = watch
        self.asked: list[str] = []
        self.moods: deque[Mood] = deque()
        self.called, self.at_work = asyncio.Event(), asyncio.Event()
        """Somebody asks; and answers are given out."""
        self.at_work.set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        self.asked.append(request.url.path)
        self.called.set()
        await self.at_work.wait()
        response = await self._moody() if self.moods else await self.answer(request)
        await response(scope, receive, send)

    async def _moody(self) -> Response:
        mood = self.moods.popleft()
        if mood.never:
            await asyncio.Event().wait()
        return Response(mood.body, mood.status, mood.headers)

    async def answer(self, request: Request) -> Response:
        raise NotImplementedError


class Street(httpx2.AsyncBaseTransport):
    """Finds each server by its host; there is no other network."""

    def __init__(self, *servers: Server) -> None:
        self._doors = {host: httpx2.ASGITransport(app=server) for server in servers for host in server.hosts}

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        if request.url.scheme != "https" or request.url.host not in self._doors:
            raise httpx2.ConnectError(f"There is no {request.url.host} here.")
        return await self._doors[request.url.host].handle_async_request(request)


def failure(status: int, body: object) -> Response:
    return JSONResponse(body, status)


def seconds_of(clip: bytes) -> float:
    """How long a WAV file is."""
    with wave.open(io.BytesIO(clip)) as file:
        return file.getnframes() / file.getframerate()
