"""Spotify's catalogue, asked in the name of this server (client credentials)."""

import asyncio
import base64
import re
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from beatgraph.providers.answers import address, at, names, objects, text, whole
from beatgraph.providers.errors import ProviderAnswerError, ProviderError, ProviderRefusedError
from beatgraph.providers.port import Album, Kind, Release, Song
from beatgraph.providers.vendor import Answer, Vendor

T = TypeVar("T")

PAGE_AT_MOST = 10
"""Results of a search that are given out at once."""
SONGS_AT_MOST = 200
SONGS_A_PAGE = 50
SKEW_S = 30
"""A token is given up so long before it ends: clocks differ, and requests take time."""
REMEMBERED_S = 600
REMEMBERED_AT_MOST = 256

WORDS: Mapping[Kind, str] = {"song": "track", "album": "album"}


class Spotify:
    name = "spotify"

    def __init__(self, vendor: Vendor, *, client_id: str, secret: str, accounts_url: str, api_url: str) -> None:
        self._vendor = vendor
        self._basic = base64.b64encode(f"{client_id}:{secret}".encode()).decode()
        self._accounts = accounts_url.rstrip("/")
        self._api = api_url.rstrip("/")
        self._token = ""
        self._good_until = 0.0
        self._refreshing: asyncio.Task[str] | None = None
        self._remembered: OrderedDict[object, tuple[float, Any]] = OrderedDict()

    async def search(self, query: str, kinds: Sequence[Kind], limit: int) -> list[Release]:
        key = ("search", query, frozenset(kinds), limit)
        known: list[Release] | None = self._recall(key)
        return known if known is not None else self._remember(key, await self._search(query, kinds, limit))

    async def _search(self, query: str, kinds: Sequence[Kind], limit: int) -> list[Release]:
        found: dict[Kind, list[Release]] = {"song": [], "album": []}
        wanted = list(kinds)
        for offset in range(0, limit, PAGE_AT_MOST):
            size = min(PAGE_AT_MOST, limit - offset)
            words = ",".join(WORDS[kind] for kind in wanted)
            answer = await self._get("/search", q=query, type=words, limit=size, offset=offset)
            for kind in wanted:
                items = objects(answer.body, f"{WORDS[kind]}s", "items")
                found[kind] += [release for item in items if (release := _release(item, kind))]
            wanted = [kind for kind in wanted if at(answer.body, f"{WORDS[kind]}s", "next")]
            if not wanted:
                break
        return [*found["song"], *found["album"]]

    async def album(self, album_id: str) -> Album | None:
        album_id = album_id.removeprefix("spotify:album:")
        if not re.fullmatch(r"[A-Za-z0-9]+", album_id):
            return None
        known: Album | None = self._recall(album_id)
        if known is not None:
            return known
        answer = await self._get(f"/albums/{album_id}", absent=(400, 404))
        release = _release(answer.body, "album") if answer.status == 200 else None
        if release is None:
            return None
        songs, more = objects(answer.body, "tracks", "items"), at(answer.body, "tracks", "next")
        while more and len(songs) < SONGS_AT_MOST:
            page = await self._get(f"/albums/{album_id}/tracks", limit=SONGS_A_PAGE, offset=len(songs))
            items, more = objects(page.body, "items"), at(page.body, "next")
            if not items:
                break
            songs += items
        return self._remember(
            album_id, Album(release, [song for each in songs[:SONGS_AT_MOST] if (song := _song(each))])
        )

    async def _get(self, path: str, *, absent: Sequence[int] = (), **query: str | int) -> Answer:
        """What the catalogue answers: 200, or one of the statuses that mean there is no such thing."""
        token = await self._bearer()
        answer = await self._asked(path, query, token)
        if answer.status == 401:
            answer = await self._asked(path, query, await self._bearer(stale=token))
        if answer.status in (401, 403):
            raise ProviderRefusedError(self.name, _said(answer))
        if answer.status != 200 and answer.status not in absent:
            raise ProviderAnswerError(self.name, _said(answer))
        return answer

    async def _asked(self, path: str, query: Mapping[str, str | int], token: str) -> Answer:
        headers = {"Authorization": f"Bearer {token}"}
        return await self._vendor.ask("GET", f"{self._api}{path}", params=query, headers=headers)

    async def _bearer(self, *, stale: str | None = None) -> str:
        """A token that is good as far as we know; whoever finds none waits for the one request that gets it."""
        if self._token and self._token != stale and self._vendor.clock() < self._good_until:
            return self._token
        if self._refreshing is None:
            self._refreshing = asyncio.create_task(self._refresh())
            self._refreshing.add_done_callback(self._refreshed)
        return await asyncio.shield(self._refreshing)

    async def _refresh(self) -> str:
        asked = self._vendor.clock()
        answer = await self._vendor.ask(
            "POST",
            f"{self._accounts}/api/token",
            data={"grant_type": "client_credentials"},
            headers={"Authorization": f"Basic {self._basic}"},
        )
        if answer.status != 200:
            raise ProviderRefusedError(self.name, text(answer.body, "error") or f"no token ({answer.status})")
        token, lives = at(answer.body, "access_token"), whole(answer.body, "expires_in")
        if not isinstance(token, str) or not re.fullmatch(r"[!-~]+", token) or lives is None:
            raise ProviderAnswerError(self.name, "an answer without a token")
        self._token, self._good_until = token, asked + lives - SKEW_S
        return token

    def _refreshed(self, task: asyncio.Task[str]) -> None:
        self._refreshing = None
        # Whoever waited has been told; if nobody did, nobody needs to be.
        if not task.cancelled() and isinstance(task.exception(), ProviderError):
            self._token = ""

    def _recall(self, key: object) -> Any:
        until, found = self._remembered.get(key, (0.0, None))
        return found if self._vendor.clock() < until else None

    def _remember(self, key: object, found: T) -> T:
        self._remembered[key] = (self._vendor.clock() + REMEMBERED_S, found)
        self._remembered.move_to_end(key)
        if len(self._remembered) > REMEMBERED_AT_MOST:
            self._remembered.popitem(last=False)
        return found


def _said(answer: Answer) -> str:
    return f"{answer.status} {text(answer.body, 'error', 'message') or 'no message'}"


def _release(item: dict[str, Any], kind: Kind) -> Release | None:
    spotify_id, title = text(item, "id"), text(item, "name")
    if spotify_id is None or title is None:
        return None
    album = item if kind == "album" else at(item, "album")
    return Release(
        spotify_id=spotify_id,
        type=kind,
        title=title,
        artist_name=names(item, "artists"),
        album_name=text(album, "name"),
        image=address(album, "images", 0, "url"),
        release_year=_year(text(album, "release_date")),
        spotify_url=address(item, "external_urls", "spotify"),
        popularity=whole(item, "popularity", most=100),
    )


def _year(day: str | None) -> int | None:
    """The year of a release, however precisely its day is known; an unknown one is 0000."""
    year = (day or "")[:4]
    return int(year) or None if year.isascii() and year.isdigit() and len(year) == 4 else None


def _song(item: dict[str, Any]) -> Song | None:
    spotify_id, title = text(item, "id"), text(item, "name")
    if spotify_id is None or title is None:
        return None
    return Song(
        spotify_id=spotify_id,
        title=title,
        artist_name=names(item, "artists"),
        disc=whole(item, "disc_number"),
        number=whole(item, "track_number"),
        duration=whole(item, "duration_ms"),
        spotify_url=address(item, "external_urls", "spotify"),
    )
