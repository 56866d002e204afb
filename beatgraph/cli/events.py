"""`beatgraph events`: bring in what happened elsewhere."""

import asyncio
import gc
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, BinaryIO

import orjson
import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from beatgraph import migrations
from beatgraph.cli.opening import read_settings
from beatgraph.cli.refusals import refuse
from beatgraph.database import Database
from beatgraph.services.events import LINE_BYTES, Imported, Refusals, import_events, parsed
from beatgraph.settings import Settings
from beatgraph.work import Work

CACHE_MIB = 512
"""A file goes to every page of the indexes again and again: kept in memory, a million events take a third less time."""

events = typer.Typer(help="Events from elsewhere.", no_args_is_help=True)


@events.callback()
def about() -> None:
    """Events from elsewhere."""


@events.command("import")
def import_(file: Annotated[str, typer.Argument(help="JSON lines, an event a line; - reads standard input.")]) -> None:
    """Import plays, likes and follows, each once and in the order in which they happened."""
    settings = read_settings()
    if settings.env == "development":
        migrations.upgrade(settings.migrations_database)
    try:
        if file == "-":
            found = asyncio.run(run(settings, sys.stdin.buffer))
        else:
            with Path(file).open("rb") as stream:
                found = asyncio.run(run(settings, stream))
    except OSError as error:
        refuse(f"{file}: {error.strerror or error}")
    typer.echo(orjson.dumps(asdict(found)))


async def run(settings: Settings, stream: BinaryIO) -> Imported:
    """Import a stream of lines; what is refused is told on standard error, and progress to a terminal only."""
    database = Database(settings.database, cache_mib=CACHE_MIB)

    @asynccontextmanager
    async def writing() -> AsyncIterator[Work]:
        async with database.writing() as session:
            yield Work(session, datetime.now(UTC), settings)

    console = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)
    columns = SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn()
    # Millions of live tuples and no cycles: the collector would spend a third of the time looking for some.
    gc.disable()
    try:
        with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
            reading = progress.add_task("Reading", total=None)
            writing_in = progress.add_task("Importing", total=None, visible=False)
            seen = 0

            def counted() -> Iterator[bytes]:
                nonlocal seen
                for seen, line in enumerate(lines_of(stream), start=1):
                    if seen % 1000 == 0:
                        progress.update(reading, description=f"Reading, {seen} lines")
                    yield line
                progress.update(reading, visible=False)
                progress.update(writing_in, total=seen, visible=True)

            refusals = Refusals(lambda line, reason: console.print(f"line {line}: {reason}"))
            return await import_events(
                writing, parsed(counted(), refusals), refusals, lambda more: progress.advance(writing_in, more)
            )
    finally:
        gc.enable()
        await database.close()


def lines_of(stream: BinaryIO) -> Iterator[bytes]:
    """The lines of a stream; of one that is much too long only the beginning, which is enough to refuse it."""
    first = True
    while line := stream.readline(LINE_BYTES + 1):
        rest = line
        while len(rest) > LINE_BYTES and not rest.endswith(b"\n"):
            rest = stream.readline(LINE_BYTES + 1)
        yield line.removeprefix(b"\xef\xbb\xbf") if first else line
        first = False
