"""One real server of each database for all clients."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from beatgraph.auth import passwords
from beatgraph.auth.tokens import Signer
from beatgraph.workshop import Workshop
from tests.clock import Clock
from tests.contract.live import PASSWORD, Live
from tests.databases import Kind
from tests.make import Make
from tests.served import served
from tests.workshops import kept_database, open_workshop, settings_for


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
async def live(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Live]:
    """`beatgraph serve` in a process of its own, over a database of its own."""
    kind: Kind = request.getfixturevalue(request.param)
    folder = tmp_path_factory.mktemp("live")
    with kind.copy() as url:
        settings = settings_for(url, folder)
        database = kept_database(settings)
        clock = Clock()
        clock.now = datetime.now(UTC)
        make = Make(open_workshop(Workshop, settings, database, clock))
        async with served(settings, folder, {}) as server:
            yield Live(server, make, Signer(settings), await passwords.hashed(PASSWORD))
        await database.end()
