"""Commands, run as on a terminal, over the test's database."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from anyio import to_thread
from typer.testing import CliRunner

from beatgraph.cli.app import app

Command = Callable[..., Awaitable[Any]]


@pytest.fixture
def command(database_url: str) -> Command:
    """Run `beatgraph …`; the answer has `exit_code`, `stdout` and `stderr`."""

    async def run(
        *arguments: str, given: bytes = b"", database_url: str = database_url, environment: str = "development"
    ) -> Any:
        variables = {"BEATGRAPH_DATABASE_URL": database_url, "BEATGRAPH_ENV": environment}
        # In a thread: a command brings its own event loop.
        return await to_thread.run_sync(lambda: CliRunner().invoke(app, arguments, input=given, env=variables))

    return run
