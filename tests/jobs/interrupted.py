"""A process to be killed: `python -m tests.jobs.interrupted URL FOLDER [hold]`; `hold` never ends the second step."""

import asyncio
import json
import sys
from dataclasses import asdict
from pathlib import Path

from beatgraph.jobs import Payload
from beatgraph.jobs.durable import DurableJobs

url, folder, *words = sys.argv[1:]


def note(word: str) -> None:
    with Path(folder, "trail").open("a") as trail:
        trail.write(f"{word}\n")


async def first(payload: Payload) -> Payload:
    note("first")
    return {"first": True}


async def second(payload: Payload) -> Payload:
    note("second")
    print("second", flush=True)
    if "hold" in words:
        await asyncio.Event().wait()
    note("finished")
    return payload | {"second": True}


async def main() -> None:
    jobs = DurableJobs(url, poll_s=0.02)
    jobs.register("two", first, second)
    await jobs.start()
    await jobs.enqueue("two", {"track": 7}, key="7")
    outcome = await jobs.wait("two", "7", 60)
    await jobs.stop()
    print(json.dumps(asdict(outcome)))


asyncio.run(main())
