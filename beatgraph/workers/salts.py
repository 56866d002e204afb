"""Salts: those whose time is over are destroyed in every round, whether guests come or not."""

from beatgraph.services import salts
from beatgraph.workshop import Workshop


def register(workshop: Workshop) -> None:
    async def destroy_old() -> None:
        await destroy(workshop)

    workshop.rounds.append(destroy_old)


async def destroy(workshop: Workshop) -> None:
    async with workshop.reading() as work:
        over = await salts.are_over(work)
    if over:
        async with workshop.writing() as work:
            await salts.destroy(work)
