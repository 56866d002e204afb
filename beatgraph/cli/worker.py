"""`beatgraph worker`: run background jobs, and nothing else."""

import asyncio
import signal

import typer

from beatgraph.cli.opening import read_settings, without_garbage
from beatgraph.settings import Settings


def worker() -> None:
    """Run background jobs until told to stop."""
    asyncio.run(run(read_settings()))


async def run(settings: Settings) -> None:
    with without_garbage():
        from beatgraph.server import logs
        from beatgraph.server.opening import open_workshop

    logs.configure(settings)
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for each in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(each, stopped.set)
    async with open_workshop(settings).running():
        typer.echo("Running background jobs.", err=True)
        await stopped.wait()
