"""ACRCloud: recognises short clips, and knows where their songs are streamed."""

import base64
import hashlib
import hmac
from typing import Any, Literal

from beatgraph.providers.answers import at, day, named, names, objects, text, whole
from beatgraph.providers.errors import (
    ProviderAnswerError,
    ProviderDownError,
    ProviderError,
    ProviderLimitedError,
    ProviderRefusedError,
)
from beatgraph.providers.port import Match, Sample
from beatgraph.providers.vendor import Answer, Clock, Vendor

PATH = "/v1/identify"
FOUND, NOTHING, INAUDIBLE = 0, 1001, 2004
REFUSALS = (3001, 3014)
"""A key that is not known, a signature that is not right."""
USED_UP, TOO_FAST = 3003, 3015
USED_UP_S = 3600
"""A used-up allowance is not asked about again within the hour."""


class AcrCloud:
    name = "acrcloud"
    hears: Literal["clips"] = "clips"

    def __init__(self, vendor: Vendor, *, url: str, key: str, secret: str, now: Clock) -> None:
        self._vendor = vendor
        self._url = url.rstrip("/") + PATH
        self._key = key
        self._secret = secret.encode()
        self._now = now

    async def recognise(self, sample: Sample) -> list[Match]:
        found: dict[str, Match] = {}
        for clip in sample.clips:
            for match in await self._identify(clip):
                if match.external_id not in found or match.confidence > found[match.external_id].confidence:
                    found[match.external_id] = match
        return list(found.values())

    async def _identify(self, clip: bytes) -> list[Match]:
        instant = str(int(self._now()))
        form = {
            "access_key": self._key,
            "sample_bytes": str(len(clip)),
            "data_type": "audio",
            "signature_version": "1",
            "timestamp": instant,
            "signature": self._signature(instant),
        }
        files = {"sample": ("clip.wav", clip, "audio/wav")}
        answer = await self._vendor.ask("POST", self._url, data=form, files=files, judge=self._judge)
        return [match for each in objects(answer.body, "metadata", "music") if (match := self._match(each))]

    def _signature(self, instant: str) -> str:
        signed = "\n".join(("POST", PATH, self._key, "audio", "1", instant))
        # The service prescribes SHA-1; what is signed is public, and good for minutes.
        return base64.b64encode(hmac.new(self._secret, signed.encode(), hashlib.sha1).digest()).decode()

    def _judge(self, answer: Answer) -> ProviderError | None:
        code, said = at(answer.body, "status", "code"), text(answer.body, "status", "msg") or "no message"
        if code in (FOUND, NOTHING, INAUDIBLE):
            return None
        if code in REFUSALS or answer.status in (401, 403):
            return ProviderRefusedError(self.name, f"{code} {said}")
        if code in (USED_UP, TOO_FAST):
            return ProviderLimitedError(self.name, f"{code} {said}", retry_after=USED_UP_S if code == USED_UP else 1)
        if isinstance(code, int):
            return ProviderDownError(self.name, f"{code} {said}")
        return ProviderAnswerError(self.name, f"an answer without a status code ({answer.status})")

    def _match(self, song: dict[str, Any]) -> Match | None:
        external_id, title, score = text(song, "acrid"), text(song, "title"), whole(song, "score", most=100)
        if external_id is None or title is None or score is None:
            return None
        elsewhere = at(song, "external_metadata")
        return Match(
            provider=self.name,
            external_id=external_id,
            title=title,
            confidence=score,
            artist_name=names(song, "artists"),
            album_name=text(song, "album", "name"),
            release_date=day(song, "release_date"),
            isrc=text(song, "external_ids", "isrc"),
            spotify_url=named("https://open.spotify.com/track/", elsewhere, "spotify", "track", "id"),
            youtube_url=named("https://youtube.com/watch?v=", elsewhere, "youtube", "vid"),
            deezer_url=named("https://deezer.com/track/", elsewhere, "deezer", "track", "id"),
        )
