"""Files on behalf of a caller: taking one in, and waiting for what is found in it."""

from dataclasses import dataclass

from beatgraph.errors import InvalidError
from beatgraph.models import Analysis, AnalysisState, Upload, UploadKind
from beatgraph.services import analyses, receiving, uploads
from beatgraph.services.analyses import Extracted
from beatgraph.services.receiving import Incoming
from loaders.caller import Caller


async def receive(asking: Caller, incoming: Incoming) -> Upload:
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


async def extract(asking: Caller, upload_id: int, *, match_album: bool = False) -> Extraction:
    """Wait for the background job as long as the settings allow; never do its work.

    A failed analysis is raised with its reason.
    """
    jobs, key = asking.workshop.jobs, analyses.job_key(upload_id)
    async with asking.reading() as work:
        upload = await uploads.owned(work, upload_id)
        if upload.kind != UploadKind.AUDIO:
            raise InvalidError("This file entry holds no audio.", field="file")
        analysis = (await analyses.of_uploads(work, [upload_id])).get(upload_id)
    if not analyses.finished(analysis):
        await asking.close()  # no session is held while nothing is read
        # Enqueued before, as a rule; if a crash came between, this makes good for it.
        await jobs.enqueue(analyses.JOB, {"upload_id": upload_id}, key=key)
        await jobs.wait(analyses.JOB, key, asking.workshop.settings.extract_seconds)
        async with asking.reading() as work:
            analysis = (await analyses.of_uploads(work, [upload_id])).get(upload_id)
    job_id = f"{analyses.JOB}:{key}"
    if analysis is None or not analyses.finished(analysis):
        return Extraction(analysis, job_id)
    async with asking.reading() as work:
        found = await analyses.extracted(work, upload, analysis, match_album=match_album)
    return Extraction(analysis, job_id, found)
