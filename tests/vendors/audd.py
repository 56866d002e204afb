"""AudD's standard endpoint."""

from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from tests.vendors.base import Server, Watch, seconds_of


class AudDServer(Server):
    hosts = ("api.audd.io",)
    token = "an audd token"

    def __init__(self, watch: Watch) -> None:
        super().__init__(watch)
        self.songs: list[dict[str, Any] | None] = []

    async def answer(self, request: Request) -> Response:
        async with request.form() as form:
            file = form.get("file")
            if form.get("api_token") != self.token:
                return error(900, "Recognition failed: authorization failed: wrong API token")
            if request.method != "POST" or not isinstance(file, UploadFile):
                return error(700, "No file was sent")
            content = await file.read()
            wanted = str(form.get("return", "")).split(",")
        if seconds_of(content) > 12.5:
            return error(400, "The clip is too long")
        song = self.songs.pop(0) if self.songs else None
        if song is not None:
            song = {name: value for name, value in song.items() if name in wanted or name not in ("spotify", "deezer")}
        return JSONResponse({"status": "success", "result": song})


def error(code: int, message: str) -> Response:
    """It says 200, and what is wrong in the body."""
    return JSONResponse({"status": "error", "error": {"error_code": code, "error_message": message}})


def song(**fields: Any) -> dict[str, Any]:
    return {
        "artist": "Nova",
        "title": "Night Drive",
        "album": "Weather",
        "release_date": "2025-06-15",
        "label": "Self-released",
        "timecode": "00:56",
        "song_link": "https://lis.tn/NightDrive",
        "spotify": {"id": "2UzMpPKPhbcC8RbsmuURAZ", "external_ids": {"isrc": "DEUM70805429"}},
        "deezer": {"id": 223864, "link": "https://www.deezer.com/track/223864"},
        **fields,
    }
