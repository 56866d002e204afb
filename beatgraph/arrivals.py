"""Arrivals: how a file comes in, and what is found in it, the same at every door."""

import time
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from typing import Protocol

from beatgraph.drafts.fingerprints import DuplicatesDraft
from beatgraph.jobs import State
from beatgraph.models import Analysis, AnalysisState, Upload
from beatgraph.services import analyses, duplicates, receiving, uploads
from beatgraph.services.analyses import Extracted
from beatgraph.services.receiving import Incoming
from beatgraph.work import Work
from beatgraph.workshop import Workshop


class Asking(Protocol):
    """Whoever brings a file: their reads and writes, and where they take place."""

    workshop: Workshop

    def reading(self) -> AbstractAsyncContextManager[Work]: ...

    def writing(self) -> AbstractAsyncContextManager[Work]: ...

    async def close(self) -> None:
        """Hold no session until the next read or write."""


async def receive(asking: Asking, incoming: Incoming) -> Upload:
    """Check a file, store it, write its row and start its analysis; or leave nothing behind."""
    shop = asking.workshop
    async with (
        receiving.stored(shop.storage, shop.sounds, asking.reading, incoming) as arrival,
        asking.writing() as work,
    ):
        return await uploads.keep(work, arrival)


@dataclass(frozen=True, slots=True)
class Extraction:
    """How the analysis stands, and what it found once it is done."""

    analysis: Analysis | None
    job_id: str
    extracted: Extracted | None = None

    @property
    def state(self) -> str:
        return self.analysis.state if self.analysis else AnalysisState.QUEUED


async def extract(asking: Asking, upload_id: int, *, match_album: bool = False) -> Extraction:
    """Wait for the background job as long as the settings allow; never do its work.

    A failed analysis is raised with its reason.
    """
    async with asking.reading() as work:
        upload = await uploads.owned_sound(work, upload_id, field="file")
    found = await analysed(asking, upload_id)
    if found.analysis is None or not analyses.finished(found.analysis):
        return found
    async with asking.reading() as work:
        extracted = await analyses.extracted(work, upload, found.analysis, match_album=match_album)
    return replace(found, extracted=extracted)


async def analysed(asking: Asking, upload_id: int) -> Extraction:
    """How the analysis stands once it is over, or the time to wait for it is."""
    key = analyses.job_key(upload_id)
    async with asking.reading() as work:
        analysis = (await analyses.of_uploads(work, [upload_id])).get(upload_id)
    if not analyses.finished(analysis):
        await asking.close()
        key = await _waited(asking.workshop, upload_id)
        async with asking.reading() as work:
            analysis = (await analyses.of_uploads(work, [upload_id])).get(upload_id)
    return Extraction(analysis, f"{analyses.JOB}:{key}")


@dataclass(frozen=True, slots=True)
class Comparison:
    """How the analysis of the sound stands, and what sounds like it once that is done."""

    job_id: str | None = None
    state: str = AnalysisState.DONE
    found: duplicates.Comparison | None = None


async def compare(asking: Asking, wanted: DuplicatesDraft) -> Comparison:
    """What sounds like some tracks, or like an uploaded sound, whose analysis is waited for as in `extract`."""
    async with asking.reading() as work:
        sounds = await duplicates.asked(work, wanted)
    if wanted.track_ids is None:
        heard = await analysed(asking, sounds[0].sound.id)
        if heard.analysis is None or not analyses.finished(heard.analysis):
            return Comparison(heard.job_id, heard.state)
        analyses.refuse_failed(heard.analysis)
    async with asking.reading() as work:
        return Comparison(found=await duplicates.compare(work, sounds, wanted))


async def _waited(workshop: Workshop, upload_id: int) -> str:
    """Wait for an analysis while there is one to wait for, and time; the key of the job that was waited for last."""
    ends, key = time.monotonic() + workshop.settings.extract_seconds, analyses.job_key(upload_id)
    while (begun := await pursue(workshop, upload_id)) is not None:
        key = begun
        outcome = await workshop.jobs.wait(analyses.JOB, key, max(0.0, ends - time.monotonic()))
        if outcome.state is not State.FAILED:
            break
    return key


async def pursue(workshop: Workshop, upload_id: int) -> str | None:
    """The key of the job that analyses a sound; it begins now if a crash, or an error, has left none.

    None once so many have ended in an error that the analysis counts as failed.
    """
    jobs = workshop.jobs
    for attempt in range(1, analyses.ATTEMPTS_AT_MOST + 1):
        key = analyses.job_key(upload_id, attempt)
        outcome = await jobs.state(analyses.JOB, key)
        if outcome is None:
            await jobs.enqueue(analyses.JOB, {"upload_id": upload_id}, key=key)
            return key
        if outcome.state is not State.FAILED:
            return key
    async with workshop.writing() as work:
        await analyses.give_up(work, upload_id)
    return None
