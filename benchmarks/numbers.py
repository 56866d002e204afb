"""`python -m benchmarks.numbers`: what events cost, and that dashboards do not cost more the more there are.

    make bench-numbers NUMBERS="--only import --events 1000000"

- `reads`: the same questions over few and over many events of one artist, in turns: statements, rows, time, ratio.
- `ingest`: events a second from 1, 4 and 16 writers, on one track and on many, singly and 50 at a time.
- `import`: how long `beatgraph events import` takes for a file.
"""

import argparse
import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta

from sqlalchemy import event

from beatgraph.cli.events import run as import_stream
from beatgraph.settings import Settings
from beatgraph.workers.months import merge
from benchmarks.asking import Asking
from benchmarks.happening import databases, lines, made
from benchmarks.writers import ingested

PARTS = ("reads", "ingest", "import")
FEW = 1000
QUESTIONS = {
    "track insights, 30 days": "/api/v1/producer-intelligence/insights/tracks/1?period=30-days",
    "track insights, 1 year": "/api/v1/producer-intelligence/insights/tracks/1?period=1-year",
    "artist insights, 1 year": "/api/v1/producer-intelligence/insights/artists/1?period=1-year",
    "artist charts, 1 year": "/api/v1/producer-intelligence/insights/artists/1/charts?timeframe=1y",
    "artist dashboard": "/api/v1/artist/dashboard-stats",
}


class Watched:
    """The statements that a database is sent, and the rows that come back."""

    def __init__(self, asking: Asking) -> None:
        self.statements = self.rows = 0
        event.listen(asking.workshop.database.engine.sync_engine, "after_cursor_execute", self._count)

    def _count(self, _connection: object, cursor: object, *_: object) -> None:
        self.statements += 1
        self.rows += len(getattr(cursor, "_rows", ()))


async def reads(kind: str, address: str, many: int, rounds: int) -> None:
    until = datetime.now(UTC)
    asking = {}
    for events in (FEW, many):
        url = made(address, f"reads_{events}", tracks=1, artists=1)
        with tempfile.TemporaryFile() as file:
            file.writelines(lines(events, tracks=1, days=365, until=until))
            file.seek(0)
            await import_stream(Settings(_env_file=None, database_url=url), file)
        asking[events] = Asking(url)
        await merge(asking[events].workshop)
    print(f"\nreads on {kind}, {FEW} and {many} events of one artist on 365 days; {rounds} rounds of 5\n")
    print(f"{'':28}{'statements':>16}{'rows':>16}{'ms':>16}{'ratio':>8}")
    async with asking[FEW], asking[many]:
        watched = {events: Watched(each) for events, each in asking.items()}
        for name, path in QUESTIONS.items():
            times: dict[int, list[float]] = {events: [] for events in asking}
            cost = {}
            for round_ in range(rounds + 1):
                for events, each in asking.items():
                    watched[events].statements = watched[events].rows = 0
                    begun = time.perf_counter()
                    for _ in range(5):
                        await each.get(path)
                    if round_:
                        times[events].append((time.perf_counter() - begun) * 200)
                    cost[events] = watched[events].statements // 5, watched[events].rows // 5
            ms = {events: statistics.median(each) for events, each in times.items()}
            statements, rows = (f"{cost[FEW][place]} / {cost[many][place]}" for place in (0, 1))
            both = f"{ms[FEW]:.1f} / {ms[many]:.1f}"
            print(f"{name:28}{statements:>16}{rows:>16}{both:>16}{ms[many] / ms[FEW]:8.2f}")


async def ingest(kind: str, address: str, seconds: float) -> None:
    print(f"\ningest on {kind}, {seconds:g} s each: events a second\n")
    print(f"{'writers':10}{'hot, singly':>14}{'cold, singly':>14}{'hot, 50':>14}{'cold, 50':>14}")
    url = made(address, "ingest", tracks=5000, artists=500)
    for writers in (1, 4, 16):
        found = [
            await ingested(url, writers, seconds, hot=hot, at_once=at_once)
            for at_once in (1, 50)
            for hot in (True, False)
        ]
        print(f"{writers:<10}" + "".join(f"{each:14.0f}" for each in found))


def imported(kind: str, address: str, events: int) -> None:
    url = made(address, "imported", tracks=1000, artists=100)
    with tempfile.NamedTemporaryFile(suffix=".jsonl") as file:
        until = datetime.now(UTC) - timedelta(hours=1)
        file.writelines(lines(events, tracks=1000, days=100, until=until))
        file.flush()
        command = [sys.executable, "-m", "beatgraph", "events", "import", file.name]
        begun, used = time.perf_counter(), os.times()
        subprocess.run(command, env=os.environ | {"BEATGRAPH_DATABASE_URL": url}, check=True)
        took, now = time.perf_counter() - begun, os.times()
    own = now.children_user + now.children_system - used.children_user - used.children_system
    print(
        f"import on {kind}: {events} events of 1000 tracks on 100 days in {took:.0f} s, {events / took:.0f} a second; "
        f"{own:.0f} s of CPU time, the server's apart; load {os.getloadavg()[0]:.1f}"
    )


async def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks.numbers", description="What events and their numbers cost.")
    parser.add_argument("--only", choices=PARTS, action="append", help="measure this part")
    parser.add_argument("--on", choices=("sqlite", "postgresql"), action="append", help="on this database")
    parser.add_argument("--events", type=int, default=1_000_000, help="of a file, and behind the many of the reads")
    parser.add_argument("--seconds", type=float, default=3, help="how long each writer writes")
    parser.add_argument("--rounds", type=int, default=7)
    given = parser.parse_args()
    parts = given.only or PARTS
    with databases(given.on or ["sqlite", "postgresql"]) as addresses:
        for kind, address in addresses.items():
            if "ingest" in parts:
                await ingest(kind, address, given.seconds)
            if "reads" in parts:
                await reads(kind, address, given.events, given.rounds)
            if "import" in parts:
                imported(kind, address, given.events)


if __name__ == "__main__":
    asyncio.run(main())
