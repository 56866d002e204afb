"""The analysis of an uploaded sound: tempo, key, waveform and tags, once for each upload."""

import logging
from collections.abc import AsyncIterator
from hashlib import sha256

from beatgraph import audio, pictures
from beatgraph.arrivals import pursue
from beatgraph.audio import Examination
from beatgraph.formats import PICTURES
from beatgraph.jobs import Payload
from beatgraph.pictures import PictureError
from beatgraph.services import analyses
from beatgraph.storage import StorageError
from beatgraph.workers.sounds import Failure, attempted
from beatgraph.workshop import Workshop

log = logging.getLogger("beatgraph.analyses")

QUEUE = "analysis"


def register(workshop: Workshop) -> None:
    async def analyse(payload: Payload) -> None:
        await analyse_upload(workshop, int(payload["upload_id"]))

    async def resume() -> None:
        await enqueue_unfinished(workshop)

    workshop.jobs.register(analyses.JOB, analyse, queue=QUEUE)
    workshop.rounds.append(resume)


async def analyse_upload(workshop: Workshop, upload_id: int) -> None:
    """Bears being repeated: what is finished stays as it is, what was interrupted begins again."""
    async with workshop.writing() as work:
        upload = await analyses.begin(work, upload_id)
    if upload is None:
        return
    found = await attempted(workshop, upload, workshop.sounds.examine)
    cover = await _covered(workshop, found.tags.picture) if isinstance(found, Examination) else None
    async with workshop.writing() as work:
        if isinstance(found, Failure):
            await analyses.fail(work, upload_id, found.reason, found.message)
        else:
            await analyses.succeed(work, upload, found, cover)


async def _covered(workshop: Workshop, picture: audio.Picture | None) -> str | None:
    """Store the cover that lies in a file, under a name made of its content: it may come again, and be the same."""
    if picture is None:
        return None
    try:
        ending = pictures.read_picture(picture.content).ending
        key = f"images/{sha256(picture.content).hexdigest()[:32]}.{ending}"
        await workshop.storage.put(key, _once(picture.content), content_type=PICTURES[ending])
    except PictureError:
        return None
    except StorageError as error:
        log.warning("a cover could not be stored: %s", error)
        return None
    return key


async def _once(content: bytes) -> AsyncIterator[bytes]:
    yield content


async def enqueue_unfinished(workshop: Workshop) -> None:
    """Take up what was left behind: by a crash between a commit and its job, or by a job that ended in an error."""
    async with workshop.reading() as work:
        waiting = await analyses.unfinished(work)
    for upload_id in waiting:
        await pursue(workshop, upload_id)
