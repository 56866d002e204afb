"""What is computed from stored rows again and again: contribution values."""

from beatgraph.services import contributions
from beatgraph.workshop import Workshop

CHUNKS_AT_MOST = 20
"""How much of what is due is done in one round; the rest is done in the next."""


def register(workshop: Workshop) -> None:
    async def contribute() -> None:
        await keep_contributions(workshop)

    workshop.rounds.append(contribute)


async def keep_contributions(workshop: Workshop) -> None:
    """Compute what is due, some tracks at a time; what was interrupted is due again."""
    for _ in range(CHUNKS_AT_MOST):
        async with workshop.reading() as work:
            waiting = await contributions.due(work)
        if not waiting:
            return
        async with workshop.writing() as work:
            await contributions.keep(work, waiting)
