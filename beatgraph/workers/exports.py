"""Exports are made in the background, and those that nobody can read any more are deleted."""

from beatgraph import exporting
from beatgraph.errors import BeatgraphError, UnavailableError
from beatgraph.jobs import Payload, State
from beatgraph.services import kept_exports, tokens
from beatgraph.workshop import Workshop


def register(workshop: Workshop) -> None:
    async def make(payload: Payload) -> None:
        await make_export(workshop, int(payload["export_id"]))

    async def resume() -> None:
        await enqueue_unfinished(workshop)

    async def sweep() -> None:
        await forget_expired(workshop)

    workshop.jobs.register(kept_exports.JOB, make)
    workshop.rounds += [resume, sweep]


async def make_export(workshop: Workshop, export_id: int) -> None:
    """Bears being repeated: what is finished stays as it is, what was interrupted begins again."""
    async with workshop.writing() as work:
        export = await kept_exports.begin(work, export_id)
    if export is None:
        return
    try:
        # Whoever has lost an artist profile meanwhile has lost its figures, too.
        async with workshop.reading() as work:
            viewer = await tokens.viewer_of(work, export.user_id)
        size = await exporting.make(workshop, viewer, export)
    except UnavailableError:
        raise
    except BeatgraphError as error:
        async with workshop.writing() as work:
            await kept_exports.fail(work, export_id, error.code.lower())
    else:
        async with workshop.writing() as work:
            await kept_exports.succeed(work, export_id, size)


async def enqueue_unfinished(workshop: Workshop) -> None:
    """Take up what a crash between a commit and its job left behind; what ended in an error has failed."""
    async with workshop.reading() as work:
        waiting = await kept_exports.unfinished(work)
    for export_id in waiting:
        outcome = await workshop.jobs.state(kept_exports.JOB, str(export_id))
        if outcome is None:
            await workshop.jobs.enqueue(kept_exports.JOB, {"export_id": export_id}, key=str(export_id))
        elif outcome.state is State.FAILED:
            async with workshop.writing() as work:
                await kept_exports.fail(work, export_id, "unavailable")


async def forget_expired(workshop: Workshop) -> None:
    """Rows with their files, and files that were stored although their row never came to be."""
    async with workshop.writing() as work:
        await kept_exports.forget_expired(work)
        kept = await kept_exports.keys(work)
    before = workshop.clock() - kept_exports.KEPT
    expired = [each.key async for each in workshop.storage.list(exporting.FOLDER) if each.modified < before]
    for key in expired:
        if key not in kept:
            await workshop.storage.delete(key)
