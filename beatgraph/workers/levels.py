"""What is computed from stored rows again and again: experience, achievements and leaderboards."""

from beatgraph.analytics.leaderboards import WEIGHTS, Category
from beatgraph.services import achieving, leaderboards, levels
from beatgraph.workshop import Workshop

CHUNKS_AT_MOST = 5
"""How much of what is due is done in one round; the rest is done in the next."""


def register(workshop: Workshop) -> None:
    async def level() -> None:
        await keep_levels(workshop)

    async def rank() -> None:
        await keep_leaderboards(workshop)

    workshop.rounds.extend((level, rank))


async def keep_levels(workshop: Workshop) -> None:
    """Look at the artists that are due, some at a time; what was interrupted is due again."""
    cutoffs = None
    for _ in range(CHUNKS_AT_MOST):
        async with workshop.reading() as work:
            waiting = await levels.due(work)
            if not waiting:
                return
            cutoffs = cutoffs or await achieving.cutoffs(work)
        async with workshop.writing() as work:
            await levels.keep(work, waiting, cutoffs)


async def keep_leaderboards(workshop: Workshop) -> None:
    """Compute the boards that are due one by one, so that nobody who writes waits for all of them."""
    async with workshop.reading() as work:
        waiting = await leaderboards.due(work)
    for span in waiting:
        for category in (*WEIGHTS, Category.OVERALL):
            async with workshop.writing() as work:
                await leaderboards.keep(work, span, category)
