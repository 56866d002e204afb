"""AudD: recognises short clips, one song each."""

from typing import Any, Literal

from beatgraph.providers.answers import address, at, day, named, text
from beatgraph.providers.errors import (
    ProviderAnswerError,
    ProviderDownError,
    ProviderError,
    ProviderLimitedError,
    ProviderRefusedError,
)
from beatgraph.providers.port import Match, Sample
from beatgraph.providers.vendor import Answer, Vendor

RETURNED = "spotify,deezer"
CERTAIN = 100
"""AudD names a song or none, without a score: what it names, it is certain of."""
REFUSALS = (19, 20, 31337, 900, 901, 903, 904, 905)
"""Tokens, subscriptions, and clients that it has blocked."""
USED_UP, TOO_FAST, INAUDIBLE = 902, 611, 300
FAULTS = (100, 1000)
USED_UP_S = 3600


class AudD:
    name = "audd"
    hears: Literal["clips"] = "clips"

    def __init__(self, vendor: Vendor, *, url: str, token: str) -> None:
        self._vendor = vendor
        self._url = url
        self._token = token

    async def recognise(self, sample: Sample) -> list[Match]:
        found: dict[str, Match] = {}
        for clip in sample.clips:
            files = {"file": ("clip.wav", clip, "audio/wav")}
            form = {"api_token": self._token, "return": RETURNED}
            answer = await self._vendor.ask("POST", self._url, data=form, files=files, judge=self._judge)
            match = self._match(at(answer.body, "result"))
            if match is not None:
                found.setdefault(match.external_id, match)
        return list(found.values())

    def _judge(self, answer: Answer) -> ProviderError | None:
        code, said = at(answer.body, "error", "error_code"), text(answer.body, "error", "error_message")
        if at(answer.body, "status") == "success" or code == INAUDIBLE:
            return None
        told = f"{code} {said or 'no message'}"
        if code in REFUSALS or answer.status in (401, 403):
            return ProviderRefusedError(self.name, told)
        if code in (USED_UP, TOO_FAST):
            return ProviderLimitedError(self.name, told, retry_after=USED_UP_S if code == USED_UP else 60)
        if code in FAULTS:
            return ProviderDownError(self.name, told)
        return ProviderAnswerError(self.name, told)

    def _match(self, song: Any) -> Match | None:
        title = text(song, "title")
        if title is None:
            return None
        isrc = text(song, "isrc") or text(song, "spotify", "external_ids", "isrc")
        artist_name = text(song, "artist")
        return Match(
            provider=self.name,
            external_id=isrc or text(song, "song_link") or f"{artist_name or ''} – {title}"[:255],
            title=title,
            confidence=CERTAIN,
            artist_name=artist_name,
            album_name=text(song, "album"),
            release_date=day(song, "release_date"),
            isrc=isrc,
            spotify_url=named("https://open.spotify.com/track/", song, "spotify", "id"),
            deezer_url=named("https://deezer.com/track/", song, "deezer", "id") or address(song, "deezer", "link"),
        )
