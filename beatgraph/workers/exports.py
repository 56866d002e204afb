"""Exports that nobody can read any more are deleted."""

from beatgraph.exporting import FOLDER, LINK_LIVES
from beatgraph.workshop import Workshop


def register(workshop: Workshop) -> None:
    async def sweep() -> None:
        await forget_expired(workshop)

    workshop.rounds.append(sweep)


async def forget_expired(workshop: Workshop) -> None:
    """Their addresses have expired, and a reader who began in time has had as long again."""
    before = workshop.clock() - 2 * LINK_LIVES
    expired = [each.key async for each in workshop.storage.list(FOLDER) if each.modified < before]
    for key in expired:
        await workshop.storage.delete(key)
