"""Partitions: those of the months to come are there before the months are."""

from beatgraph.services import gate, partitions
from beatgraph.workshop import Workshop


def register(workshop: Workshop) -> None:
    async def keep_ahead() -> None:
        await keep(workshop)

    workshop.rounds.append(keep_ahead)


async def keep(workshop: Workshop) -> None:
    async with workshop.reading() as work:
        due = await partitions.due(work)
    if due:
        async with workshop.writing() as work:
            await gate.enter_alone(work)
            await partitions.make(work, due)
