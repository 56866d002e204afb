"""Covers of the demo's tracks and albums, drawn from the templates that suit their genres."""

import asyncio
from collections.abc import Sequence
from random import Random

from beatgraph import studio
from beatgraph.cli.demo.plan import Collection, Plan
from beatgraph.covers import best, designed, matching
from beatgraph.workshop import Workshop

AHEAD, CHOICES = 3, 3
"""Covers that are drawn while sounds are being analysed; templates that each is drawn from one of."""


class Covers:
    def __init__(self, workshop: Workshop, plan: Plan) -> None:
        self._workshop, self._plan = workshop, plan
        self._tasks: dict[int, asyncio.Task[str]] = {}

    def begin(self, place: int) -> None:
        """Draw this track's and those of the next ones."""
        for each in range(place, min(place + AHEAD, len(self._plan.releases))):
            if each not in self._tasks:
                release = self._plan.releases[each]
                drawing = self._drawn(f"track {each}", release.genres, release.beat.title, release.producers[0])
                self._tasks[each] = asyncio.create_task(drawing)

    async def of_track(self, place: int) -> str:
        """A reference, which stands for the picture."""
        self.begin(place)
        return await self._tasks[place]

    async def of_album(self, album: Collection) -> str:
        return await self._drawn(f"album {album.name}", album.genres, album.name, album.producer)

    async def close(self) -> None:
        """Wait for what is still being drawn."""
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)

    async def _drawn(self, what: str, genres: Sequence[str], title: str, producer: int) -> str:
        rng = Random(f"{self._plan.seed} cover of {what}")  # noqa: S311
        template = rng.choice(matching(genres)[:CHOICES] or [best(genres)])
        design = designed(template, title, self._plan.producers[producer].name)
        return (await studio.cover(self._workshop, design)).reference
