"""ACRCloud's identification API, protocol 1."""

import base64
import hashlib
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from tests.vendors.base import Server, Watch, seconds_of

NOW = 1_773_489_600
FIELDS = {"sample", "access_key", "sample_bytes", "data_type", "signature_version", "timestamp", "signature"}


class AcrCloudServer(Server):
    hosts = ("identify-eu-west-1.acrcloud.com",)
    key, secret = "an access key", "an access secret"

    def __init__(self, watch: Watch) -> None:
        super().__init__(watch)
        self.songs: list[list[dict[str, Any]]] = []
        """What each further clip is recognised as; nothing once there is none left."""
        self.now = NOW
        """Its own clock, in seconds since 1970."""

    async def answer(self, request: Request) -> Response:
        if (request.method, request.url.path) != ("POST", "/v1/identify"):
            return JSONResponse({"status": {"code": 3000, "msg": "no such method"}}, 404)
        async with request.form() as form:
            sample = form.get("sample")
            if set(form) != FIELDS or not isinstance(sample, UploadFile):
                return status(3006, "Invalid arguments")
            content = await sample.read()
            words = {name: str(value) for name, value in form.items()}
        if words["access_key"] != self.key:
            return status(3001, "Missing/Invalid Access Key")
        signed = f"POST\n/v1/identify\n{self.key}\naudio\n1\n{words['timestamp']}"
        if words["signature"] != hmac_sha1(self.secret, signed) or abs(int(words["timestamp"]) - self.now) > 300:
            return status(3014, "Invalid Signature")
        if int(words["sample_bytes"]) != len(content) or len(content) >= 5_000_000 or seconds_of(content) >= 15:
            return status(3006, "Invalid arguments")
        songs = self.songs.pop(0) if self.songs else []
        if not songs:
            return status(1001, "No result")
        return JSONResponse(
            {"status": {"code": 0, "msg": "Success", "version": "1.0"}, "metadata": {"music": songs}, "result_type": 0}
        )


def status(code: int, message: str) -> Response:
    """It says 200 whatever has happened."""
    return JSONResponse({"status": {"code": code, "msg": message, "version": "1.0"}})


def hmac_sha1(key: str, message: str) -> str:
    """RFC 2104 by hand, so that it is not checked by what it was made with."""
    block = key.encode().ljust(64, b"\0")
    inner = hashlib.sha1(bytes(each ^ 0x36 for each in block) + message.encode()).digest()
    return base64.b64encode(hashlib.sha1(bytes(each ^ 0x5C for each in block) + inner).digest()).decode()


def song(acrid: str = "7ba416e859845247a65db99a7fb77211", **fields: Any) -> dict[str, Any]:
    """A song as it comes in an answer."""
    return {
        "acrid": acrid,
        "title": "Night Drive",
        "artists": [{"name": "Nova"}, {"name": "Drift"}],
        "album": {"name": "Weather"},
        "score": 96,
        "release_date": "2025-06-15",
        "duration_ms": 181_080,
        "play_offset_ms": 40_740,
        "external_ids": {"isrc": "DEUM70805429"},
        "external_metadata": {
            "spotify": {"track": {"id": "2UzMpPKPhbcC8RbsmuURAZ", "name": "Night Drive"}},
            "youtube": {"vid": "og4eNv9PtnQ"},
            "deezer": {"track": {"id": "223864", "name": "Night Drive"}},
        },
        **fields,
    }
