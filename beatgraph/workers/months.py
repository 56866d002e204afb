"""Months: those that are over are merged, one at a time, in every round; then what is too old goes."""

from beatgraph.services import gate, months, partitions, slots
from beatgraph.workshop import Workshop


def register(workshop: Workshop) -> None:
    async def merge_due() -> None:
        await merge(workshop)

    workshop.rounds.append(merge_due)


async def merge(workshop: Workshop) -> None:
    async with workshop.reading() as work:
        waiting = await months.due(work)
    for month in waiting:
        async with workshop.writing() as work:
            await gate.enter_alone(work)
            await months.merge(work, month)
    if waiting:
        async with workshop.writing() as work:
            await gate.enter_alone(work)
            await slots.forget(work)
            await partitions.forget(work)
