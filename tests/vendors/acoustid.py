"""AcoustID's look-up, version 2."""

from base64 import urlsafe_b64decode
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from tests.vendors.base import Server, Watch

MOST_A_SECOND = 3


class AcoustIdServer(Server):
    hosts = ("api.acoustid.org",)
    key = "an acoustid key"

    def __init__(self, watch: Watch) -> None:
        super().__init__(watch)
        self.results: list[dict[str, Any]] = []
        self.instants: list[float] = []

    async def answer(self, request: Request) -> Response:
        self.instants = [each for each in self.instants if each > self.watch.now - 1 + 1e-6] + [self.watch.now]
        if len(self.instants) > MOST_A_SECOND:
            return error(429, 14, "rate limit exceeded")
        if (request.method, request.url.path) != ("POST", "/v2/lookup"):
            return error(404, 1, "not found")
        async with request.form() as form:
            given = {name: str(value) for name, value in form.items()}
        missing = {"client", "duration", "fingerprint"} - set(given)
        if missing:
            return error(400, 2, f"missing required parameter {sorted(missing)[0]!r}")
        if given["client"] != self.key:
            return error(400, 4, "invalid API key")
        text = given["fingerprint"]
        if urlsafe_b64decode(text + "=" * (-len(text) % 4))[:1] != b"\x01":
            return error(400, 3, "invalid fingerprint")
        if not given["duration"].isdigit() or not 0 < int(given["duration"]) <= 0x7FFF:
            return error(400, 8, "invalid duration")
        if "recordings" not in given.get("meta", "").split():
            return JSONResponse({"status": "ok", "results": [{"id": "x", "score": 1.0}]})
        return JSONResponse({"status": "ok", "results": self.results})


def error(status: int, code: int, message: str) -> Response:
    return JSONResponse({"status": "error", "error": {"code": code, "message": message}}, status)
