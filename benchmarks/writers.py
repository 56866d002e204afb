"""Writers who report plays at the same time, each of them always another listener."""

import asyncio
import time
from datetime import timedelta
from itertools import count
from uuid import uuid4

from beatgraph.auth.viewer import ANONYMOUS, Client
from beatgraph.drafts.plays import PlayDraft
from beatgraph.jobs import LocalJobs
from beatgraph.server.opening import QUEUES, open_workshop
from beatgraph.services import reporting
from beatgraph.settings import Settings
from beatgraph.workshop import Workshop
from benchmarks.happening import AGENTS

HOT = 1
COLD = range(2, 5001)
APART = timedelta(seconds=31)
"""Sooner, it would be the same play of the same listener."""


async def ingested(url: str, writers: int, seconds: float, *, hot: bool, at_once: int) -> float:
    """Events a second that were on disk, from so many writers; each unit of work has `at_once` of them."""
    workshop = open_workshop(Settings(_env_file=None, database_url=url), jobs=LocalJobs(QUEUES))
    numbers = count()
    try:
        await _write(workshop, numbers, hot, at_once)  # the first one prepares statements
        begun = time.perf_counter()
        until = begun + seconds
        done = await asyncio.gather(*(_until(until, workshop, numbers, hot, at_once) for _ in range(writers)))
        return sum(done) / (time.perf_counter() - begun)
    finally:
        await workshop.database.close()


async def _until(until: float, workshop: Workshop, numbers: "count[int]", hot: bool, at_once: int) -> int:
    written = 0
    while time.perf_counter() < until:
        written += await _write(workshop, numbers, hot, at_once)
    return written


async def _write(workshop: Workshop, numbers: "count[int]", hot: bool, at_once: int) -> int:
    number = next(numbers)
    address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
    client = Client(address, AGENTS[number % len(AGENTS)])

    def track(place: int) -> int:
        return HOT if hot else COLD[(number * at_once + place) * 7919 % len(COLD)]

    if at_once == 1:
        await workshop.record_play(ANONYMOUS, client, track(0), PlayDraft(idempotency_key=uuid4()))
        return 1
    async with workshop.writing(ANONYMOUS, client) as work:
        answers = await reporting.report(
            work,
            [
                {
                    "event_id": str(uuid4()),
                    "type": "play",
                    "occurred_at": (work.now - place * APART).isoformat(),
                    "track_id": track(place),
                }
                for place in range(at_once)
            ],
        )
    refused = [each.reason for each in answers if each.reason]
    if refused:
        raise RuntimeError(refused[0])
    return at_once
