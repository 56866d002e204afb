"""Spotify's accounts service and Web API, as an app in development mode finds them."""

import base64
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from tests.vendors.base import Server, Watch

SEARCH_AT_MOST = 10
SONGS_AT_MOST = 50


class SpotifyServer(Server):
    hosts = ("accounts.spotify.com", "api.spotify.com")
    client_id, secret = "a client id", "a client secret"

    def __init__(self, watch: Watch) -> None:
        super().__init__(watch)
        self.lives = 3600
        self.tokens: dict[str, float] = {}
        """Each token, and when it ends."""
        self.catalogue: dict[str, list[dict[str, Any]]] = {"track": [], "album": []}
        self.songs: dict[str, list[dict[str, Any]]] = {}
        """Songs by their album's id."""

    async def answer(self, request: Request) -> Response:
        if request.url.hostname == "accounts.spotify.com":
            return await self._token(request)
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme != "Bearer" or token not in self.tokens:
            return error(401, "Invalid access token")
        if self.tokens[token] <= self.watch.now:
            return error(401, "The access token expired")
        version, *path = request.url.path.strip("/").split("/")
        match [version, request.method, *path]:
            case ["v1", "GET", "search"]:
                return self._search(request)
            case ["v1", "GET", "albums", album]:
                return self._album(album)
            case ["v1", "GET", "albums", album, "tracks"]:
                return JSONResponse(self._page(album, request))
        return error(404, "Service not found")

    async def _token(self, request: Request) -> Response:
        async with request.form() as form:
            granted = dict(form) == {"grant_type": "client_credentials"}
        right = "Basic " + base64.b64encode(f"{self.client_id}:{self.secret}".encode()).decode()
        if request.headers.get("authorization") != right:
            return JSONResponse({"error": "invalid_client", "error_description": "Invalid client secret"}, 400)
        if request.method != "POST" or request.url.path != "/api/token" or not granted:
            return JSONResponse({"error": "unsupported_grant_type"}, 400)
        # A real one is longer than most other words.
        token = f"token-{len(self.tokens) + 1}-{'x' * 300}"
        self.tokens[token] = self.watch.now + self.lives
        return JSONResponse({"access_token": token, "token_type": "Bearer", "expires_in": self.lives})

    def _search(self, request: Request) -> Response:
        asked = request.query_params
        size, offset = int(asked.get("limit", 5)), int(asked.get("offset", 0))
        kinds = asked.get("type", "").split(",")
        if not asked.get("q"):
            return error(400, "No search query")
        if not 1 <= size <= SEARCH_AT_MOST:
            return error(400, "Invalid limit")
        if not kinds or not set(kinds) <= set(self.catalogue):
            return error(400, "Bad search type field")
        pages = {}
        for kind in kinds:
            found = [
                each for each in self.catalogue[kind] if each is None or asked["q"].lower() in each["name"].lower()
            ]
            more = offset + size < len(found)
            pages[f"{kind}s"] = {"items": found[offset : offset + size], "next": "https://more" if more else None}
        return JSONResponse(pages)

    def _album(self, album_id: str) -> Response:
        found = next((each for each in self.catalogue["album"] if each and each["id"] == album_id), None)
        if len(album_id) != 22:
            return error(400, "Invalid base62 id")
        if found is None:
            return error(404, "Resource not found")
        songs = self.songs.get(album_id, [])
        page = {"items": songs[:SONGS_AT_MOST], "next": "https://more" if len(songs) > SONGS_AT_MOST else None}
        return JSONResponse(found | {"tracks": page})

    def _page(self, album_id: str, request: Request) -> dict[str, Any]:
        size, offset = int(request.query_params.get("limit", 20)), int(request.query_params.get("offset", 0))
        size = min(size, SONGS_AT_MOST)
        songs = self.songs.get(album_id, [])
        return {
            "items": songs[offset : offset + size],
            "next": "https://more" if offset + size < len(songs) else None,
        }


def error(status: int, message: str) -> Response:
    return JSONResponse({"error": {"status": status, "message": message}}, status)


def album(number: int = 1, **fields: Any) -> dict[str, Any]:
    spotify_id = f"{number:022d}"
    return {
        "id": spotify_id,
        "name": f"Weather {number}",
        "album_type": "album",
        "artists": [{"name": "Nova"}, {"name": "Drift"}],
        "images": [
            {"url": f"https://i.scdn.co/image/{number}", "width": 640, "height": 640},
            {"url": f"https://i.scdn.co/image/{number}-small", "width": 64, "height": 64},
        ],
        "release_date": "2024-05-03",
        "external_urls": {"spotify": f"https://open.spotify.com/album/{spotify_id}"},
        **fields,
    }


def track(number: int = 1, **fields: Any) -> dict[str, Any]:
    spotify_id = f"{number:022d}"
    return {
        "id": spotify_id,
        "name": f"Rain {number}",
        "artists": [{"name": "Nova"}],
        "album": album(7),
        "disc_number": 1,
        "track_number": number,
        "duration_ms": 181_080,
        "popularity": 71,
        "external_urls": {"spotify": f"https://open.spotify.com/track/{spotify_id}"},
        **fields,
    }
