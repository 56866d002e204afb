"""`python -m benchmarks`: what a request costs, the ways side by side in one run.

    make bench ARGS="--tracks 20000 --rounds 9"

Everything runs in this process, without a network: the figures are the server's own time. Rounds of all contestants
take turns and medians are shown, so that other load on the machine falls on each alike.
"""

import argparse
import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import event

from benchmarks.asking import Asking
from loaders.base import BATCH_AT_MOST, Loader

ONE = "query ($id: ID!) { track(id: $id) { id name bpm artists { id name } album { id name } } }"
PAGE = """{ tracks(first: 20) { nodes {
  id name bpm artists { id name } album { id name artists { id name } } genres { name } credits { role }
} } }"""


@dataclass
class Contestant:
    """One way to ask, and what it took in each round, in milliseconds a request."""

    name: str
    against: str | None
    ask: Callable[[], Awaitable[None]]
    batch: int = BATCH_AT_MOST
    times: list[float] = field(default_factory=list)
    statements: int = 0

    @property
    def median(self) -> float:
        return statistics.median(self.times)


async def run(database_url: str, rounds: int, requests: int) -> list[Contestant]:
    async with Asking(database_url) as asking:
        track = await asking.first_track()

        async def unseen() -> None:
            await asking.graph(f"{PAGE} # {time.monotonic_ns()}")

        contestants = [
            Contestant("graph: one track", None, lambda: asking.graph(ONE, id=track)),
            Contestant("graph: 20 tracks", None, lambda: asking.graph(PAGE)),
            Contestant("  the same, text not seen before", "graph: 20 tracks", unseen),
            Contestant("  the same, a statement a parent", "graph: 20 tracks", lambda: asking.graph(PAGE), batch=1),
            Contestant("REST: 20 tracks", "graph: 20 tracks", lambda: asking.get("/api/v1/tracks?per_page=20")),
        ]
        sent: list[str] = []
        engine = asking.workshop.database.engine.sync_engine
        event.listen(engine, "before_cursor_execute", lambda _c, _u, statement, *_: sent.append(statement))
        for round_ in range(rounds + 1):
            for each in contestants:
                Loader.max_batch_size = each.batch
                sent.clear()
                begun = time.perf_counter()
                for _ in range(requests):
                    await each.ask()
                if round_:  # the first round only warms up
                    each.times.append((time.perf_counter() - begun) * 1000 / requests)
                each.statements = len(sent) // requests
        Loader.max_batch_size = BATCH_AT_MOST
    return contestants


def table(contestants: list[Contestant]) -> None:
    by_name = {each.name: each for each in contestants}
    print(f"{'':36}{'ms':>9}{'statements':>12}{'ratio':>8}")
    for each in contestants:
        ratio = f"{each.median / by_name[each.against].median:8.2f}" if each.against else ""
        print(f"{each.name:36}{each.median:9.2f}{each.statements:12d}{ratio}")


def filled(tracks: int) -> str:
    """A SQLite file with a catalogue of this size, made anew."""
    file = Path(tempfile.mkdtemp(prefix="beatgraph-bench-")) / "beatgraph.db"
    environment = os.environ | {"BEATGRAPH_DATABASE_URL": f"sqlite:///{file}"}
    command = [sys.executable, "-m", "beatgraph", "demo", "--tracks", str(tracks), "--no-audio"]
    subprocess.run(command, env=environment, check=True)
    return environment["BEATGRAPH_DATABASE_URL"]


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks", description="What a request costs, side by side.")
    parser.add_argument("--tracks", type=int, default=5000, help="size of the catalogue that is made")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--requests", type=int, default=20, help="requests a round and contestant")
    parser.add_argument("--database-url", help="a filled database, in place of a new one on SQLite")
    given = parser.parse_args()
    url = given.database_url or filled(given.tracks)
    print(f"\n{given.rounds} rounds of {given.requests} requests each, on {url.partition(':')[0]}\n")
    table(asyncio.run(run(url, given.rounds, given.requests)))


main()
