"""An import that is killed with its third batch folded and not yet on disk: run as a process of its own."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from beatgraph.database import Database
from beatgraph.services import events, taking
from beatgraph.settings import Settings
from beatgraph.work import Work

BATCH = 7
batches = 0


async def main(database_url: str, lines: list[bytes]) -> None:
    settings = Settings(_env_file=None, database_url=database_url)
    database = Database(settings.database)
    take = taking.take

    async def take_and_die(*arguments: Any, **options: Any) -> Any:
        global batches
        found = await take(*arguments, **options)
        batches += 1
        if batches == 3:
            os.kill(os.getpid(), signal.SIGKILL)
        return found

    @asynccontextmanager
    async def writing() -> AsyncIterator[Work]:
        async with database.writing() as session:
            yield Work(session, datetime.now(UTC), settings)

    events.BATCH, taking.take = BATCH, take_and_die
    await events.import_events(writing, events.parsed(lines, events.Refusals()))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], Path(sys.argv[2]).read_bytes().splitlines()))
