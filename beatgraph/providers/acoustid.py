"""AcoustID: looks fingerprints up, and knows recordings by their MusicBrainz ids."""

from typing import Any, Literal

from beatgraph.providers.answers import at, objects, text
from beatgraph.providers.errors import (
    ProviderAnswerError,
    ProviderDownError,
    ProviderError,
    ProviderLimitedError,
    ProviderRefusedError,
)
from beatgraph.providers.port import Match, Sample
from beatgraph.providers.vendor import Answer, Vendor

PACE_S = 1 / 3
"""Three requests a second are allowed."""
META = "recordings releasegroups compress"
INTERNAL, TOO_FAST = 5, 14
REFUSALS = (4, 6, 12)
"""A key that is not known, a user that is not, something that is not allowed."""


class AcoustId:
    name = "acoustid"
    hears: Literal["fingerprint"] = "fingerprint"

    def __init__(self, vendor: Vendor, *, url: str, key: str) -> None:
        self._vendor = vendor
        self._url = url
        self._key = key

    async def recognise(self, sample: Sample) -> list[Match]:
        if sample.fingerprint is None:
            return []
        form = {
            "client": self._key,
            "duration": str(round(sample.duration_ms / 1000)),
            "fingerprint": sample.fingerprint,
            "meta": META,
            "format": "json",
        }
        answer = await self._vendor.ask("POST", self._url, data=form, judge=self._judge)
        found: dict[str, Match] = {}
        for result in objects(answer.body, "results"):
            for recording in objects(result, "recordings"):
                match = self._match(recording, at(result, "score"))
                if match and (match.external_id not in found or match.confidence > found[match.external_id].confidence):
                    found[match.external_id] = match
        return list(found.values())

    def _judge(self, answer: Answer) -> ProviderError | None:
        if at(answer.body, "status") == "ok":
            return None
        code, said = at(answer.body, "error", "code"), text(answer.body, "error", "message") or "no message"
        if code in REFUSALS or answer.status in (401, 403):
            return ProviderRefusedError(self.name, f"{code} {said}")
        if code == TOO_FAST:
            return ProviderLimitedError(self.name, f"{code} {said}", retry_after=1)
        if code == INTERNAL:
            return ProviderDownError(self.name, f"{code} {said}")
        return ProviderAnswerError(self.name, f"{code} {said} ({answer.status})")

    def _match(self, recording: dict[str, Any], score: Any) -> Match | None:
        external_id, title = text(recording, "id"), text(recording, "title")
        if external_id is None or title is None or not isinstance(score, int | float) or not 0 <= score <= 1:
            return None
        artists = objects(recording, "artists")
        credited = "".join(f"{each.get('name', '')}{each.get('joinphrase', '')}" for each in artists)
        return Match(
            provider=self.name,
            external_id=external_id,
            title=title,
            confidence=round(100 * score),
            artist_name=text({"name": credited}, "name"),
            album_name=text(recording, "releasegroups", 0, "title"),
        )
