"""A server of its own: `beatgraph serve` as a process that can be killed."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx2

from beatgraph.settings import Settings

READY_S = 60.0


class Served:
    """One process and a client that talks to it; `headers` go with every request."""

    def __init__(self, process: asyncio.subprocess.Process, client: httpx2.AsyncClient) -> None:
        self.process = process
        self.client = client

    async def post(self, path: str, **options: Any) -> httpx2.Response:
        return await self.client.post(path, **options)

    async def get(self, path: str, **options: Any) -> httpx2.Response:
        return await self.client.get(path, **options)

    async def kill(self) -> None:
        """As the kernel does it: nothing is tidied up."""
        self.process.send_signal(signal.SIGKILL)
        assert await self.process.wait() == -signal.SIGKILL

    @property
    def peak_kb(self) -> int:
        """The most memory that the process has held so far."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(next(line for line in status.splitlines() if line.startswith("VmHWM:")).split()[1])


@asynccontextmanager
async def served(settings: Settings, folder: Path, headers: dict[str, str], *options: str) -> AsyncIterator[Served]:
    """Serve these settings on a free port until the block ends; jobs are kept in `folder`."""
    given = {
        "DATABASE_URL": settings.database_url,
        "STORAGE_URL": settings.storage_url,
        "SECRET": settings.secret,
        "JOBS_DATABASE_URL": f"sqlite:///{folder / 'jobs.db'}",
        "RATE_LIMITS": "off",
    }
    environment = os.environ | {f"BEATGRAPH_{name}": value for name, value in given.items()} | {"TMPDIR": str(folder)}
    with (folder / "server.log").open("ab") as log:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "beatgraph", "serve", "--port", "0", *options,
            env=environment, cwd=folder, stdout=asyncio.subprocess.PIPE, stderr=log,
        )  # fmt: skip
        try:
            address = await asyncio.wait_for(_announced(process), READY_S)
            async with httpx2.AsyncClient(base_url=address, headers=headers, timeout=60) as client:
                yield Served(process, client)
        finally:
            if process.returncode is None:
                process.terminate()
                await process.wait()


async def _announced(process: asyncio.subprocess.Process) -> str:
    """The address that the server prints once it listens, that of the graph first."""
    assert process.stdout is not None
    async for line in process.stdout:
        for word in line.decode().split():
            if word.startswith("http://"):
                return word.removesuffix("/graphql")
    raise AssertionError("The server ended before it was ready.")
