"""What is computed from stored rows again and again: how artists' scores compare."""

from beatgraph.services import scores
from beatgraph.workshop import Workshop


def register(workshop: Workshop) -> None:
    async def score() -> None:
        await keep_scores(workshop)

    workshop.rounds.append(score)


async def keep_scores(workshop: Workshop) -> None:
    """Compute them if they are due."""
    async with workshop.reading() as work:
        due = await scores.is_due(work)
    if due:
        async with workshop.writing() as work:
            await scores.keep(work)
