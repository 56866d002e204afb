"""Fingerprints of tracks: a job each, which ends in the index of sounds or says why it does not."""

from beatgraph.jobs import Payload, State
from beatgraph.services import indexing
from beatgraph.services.indexing import Begun
from beatgraph.workers.sounds import Failure, attempted
from beatgraph.workshop import Workshop


def register(workshop: Workshop) -> None:
    async def fingerprint(payload: Payload) -> None:
        await fingerprint_track(workshop, int(payload["fingerprint_id"]), int(payload["attempt"]))

    async def resume() -> None:
        await enqueue_unfinished(workshop)

    workshop.jobs.register(indexing.JOB, fingerprint)
    workshop.rounds.append(resume)


async def fingerprint_track(workshop: Workshop, fingerprint_id: int, attempt: int) -> None:
    """Bears being repeated: what is finished stays as it is, what was interrupted begins again."""
    async with workshop.writing() as work:
        begun = await indexing.begin(work, fingerprint_id, attempt)
    if begun is None:
        return
    if begun.unheard is not None and not await _heard(workshop, begun):
        return
    async with workshop.writing() as work:
        await indexing.complete(work, begun)


async def _heard(workshop: Workshop, begun: Begun) -> bool:
    """Listen to a sound whose analysis left no fingerprint, or whose fingerprint is to be made anew."""
    assert begun.unheard is not None  # noqa: S101
    found = await attempted(workshop, begun.unheard, workshop.sounds.fingerprint)
    async with workshop.writing() as work:
        if isinstance(found, Failure):
            await indexing.fail(work, begun, found.reason, found.message)
            return False
        await indexing.keep(work, begun.upload_id, found)
    return True


async def enqueue_unfinished(workshop: Workshop) -> None:
    """Take up what was left behind: by a crash between a commit and its job, or by a job that ended in an error."""
    async with workshop.reading() as work:
        waiting = await indexing.unfinished(work)
    for row in waiting:
        outcome = await workshop.jobs.state(indexing.JOB, indexing.job_key(row))
        if outcome is None:
            payload = {"fingerprint_id": row.id, "attempt": row.attempt}
            await workshop.jobs.enqueue(indexing.JOB, payload, key=indexing.job_key(row))
        elif outcome.state.final:
            async with workshop.writing() as work:
                await indexing.go_on(work, row, broken=outcome.state is State.FAILED)
