"""Audio Recon: every day, some tracks are played to services that recognise music, each about once a month."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from beatgraph.audio import AudioError
from beatgraph.jobs import Payload, Retry
from beatgraph.providers import Match, ProviderError, Recogniser, Sample
from beatgraph.services import placements, resemblances
from beatgraph.services.placements import Heard, Sound
from beatgraph.storage import StorageError
from beatgraph.workshop import Workshop

log = logging.getLogger("beatgraph.placements")

ROUND, SCAN = "recon-round", "recon-scan"
QUEUE = "recon"
BEGINS = timedelta(hours=2)
"""The day's round begins at this hour, UTC, or whenever the server is up after it."""
CLIP_MS = 12_000
"""As much as the services take of a clip."""


@dataclass(frozen=True, slots=True)
class OwnCatalogue:
    """This platform itself as a service that is asked: which of its other public tracks sound like one."""

    workshop: Workshop
    track_id: int
    upload_id: int
    name: str = resemblances.PROVIDER
    hears: Literal["clips", "fingerprint"] = "fingerprint"

    async def recognise(self, sample: Sample) -> list[Match]:
        async with self.workshop.reading() as work:
            return await resemblances.of_sound(work, self.upload_id, besides=[self.track_id])


def register(workshop: Workshop) -> None:
    async def take_round(payload: Payload) -> None:
        await enqueue_due(workshop, str(payload["day"]))

    async def scan(payload: Payload) -> None:
        await scan_track(workshop, int(payload["track_id"]))

    async def begin_day() -> None:
        await begin_round(workshop)

    workshop.jobs.register(ROUND, take_round, queue=QUEUE)
    workshop.jobs.register(SCAN, scan, queue=QUEUE, retry=Retry(attempts=2))
    workshop.rounds.append(begin_day)


async def begin_round(workshop: Workshop) -> None:
    """The round of this day, once, if there is anybody to ask."""
    if workshop.providers.recognisers or workshop.settings.recon_catalogue == "on":
        day = (workshop.clock() - BEGINS).date().isoformat()
        await workshop.jobs.enqueue(ROUND, {"day": day}, key=day)


async def enqueue_due(workshop: Workshop, day: str) -> None:
    async with workshop.reading() as work:
        waiting = await placements.due(work, workshop.settings.recon_daily)
    for track_id in waiting:
        await workshop.jobs.enqueue(SCAN, {"track_id": track_id}, key=f"{track_id}.{day}")


async def scan_track(workshop: Workshop, track_id: int) -> None:
    """Bears being repeated: what is finished stays as it is, what was interrupted begins again."""
    async with workshop.writing() as work:
        sound = await placements.begin(work, track_id)
    if sound is None:
        return
    asked = [*workshop.providers.recognisers]
    if workshop.settings.recon_catalogue == "on":
        asked.append(OwnCatalogue(workshop, track_id, sound.upload_id))
    heard = await _heard(workshop, sound, asked)
    for failure in heard.failures:
        log.warning("track %d was not scanned as a whole: %s", track_id, failure)
    async with workshop.writing() as work:
        await placements.conclude(work, track_id, sound.upload_id, heard)


async def _heard(workshop: Workshop, sound: Sound, recognisers: Sequence[Recogniser]) -> Heard:
    asked = [each for each in recognisers if each.hears == "clips" or sound.fingerprint]
    if not asked:
        return Heard(failures=["audio: there is no fingerprint yet to ask with"])
    clips: tuple[bytes, ...] = ()
    if any(each.hears == "clips" for each in asked):
        try:
            async with workshop.storage.local(sound.storage_key) as path:
                clips = (await workshop.sounds.clips(path, starts(sound.duration_ms), CLIP_MS)).wavs
        except (StorageError, AudioError) as error:
            return Heard(failures=[f"audio: {error}"])
    sample = Sample(clips, sound.duration_ms, sound.fingerprint)
    answers = await asyncio.gather(*(_asked(each, sample) for each in asked))
    return Heard(
        answered=[each.name for each, answer in zip(asked, answers, strict=True) if isinstance(answer, list)],
        matches=[match for answer in answers if isinstance(answer, list) for match in answer],
        failures=[answer for answer in answers if isinstance(answer, str)],
    )


async def _asked(recogniser: Recogniser, sample: Sample) -> list[Match] | str:
    """What a service found, or what went wrong with it; one that goes wrong holds up none of the others."""
    try:
        return await recogniser.recognise(sample)
    except ProviderError as error:
        return str(error)
    except Exception as error:
        log.exception("%s could not be asked", recogniser.name)
        return f"{recogniser.name}: {type(error).__name__}"


def starts(duration_ms: int) -> list[int]:
    """Where the clips of a sound begin: one about each third of it, or its first seconds if it has no more."""
    if duration_ms < 3 * CLIP_MS:
        return [0]
    return [third * duration_ms // 3 - CLIP_MS // 2 for third in (1, 2)]
