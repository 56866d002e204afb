"""`beatgraph serve`, where it refuses; that it serves is seen where servers are killed."""

import re
import socket
from datetime import UTC, datetime

import pytest

from tests.served import served

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""What is said here is decided before a database is asked, or whichever it is."""


@pytest.mark.parametrize("options", [(), ("--demo",)])
async def test_a_port_that_is_taken_is_told_before_anything_is_begun(command, options):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        found = await command("serve", "--port", str(taken.getsockname()[1]), *options)

    assert found.exit_code == 1
    assert re.fullmatch(r"127\.0\.0\.1:\d+ cannot be listened on: .+\.\n", found.stderr)


async def test_several_processes_on_sqlite_need_valkey(command):
    found = await command("serve", "--port", "0", "--workers", "2", database_url="sqlite:///nowhere/at-all.db")

    assert (found.exit_code, found.stdout) == (1, "")
    assert found.stderr.startswith("Several web processes need PostgreSQL or Valkey")


async def test_the_version_is_told(command):
    found = await command("--version")

    assert (found.exit_code, found.stdout) == (0, "beatgraph 0.1.0\n")


async def test_a_database_that_is_away_is_told_in_a_sentence(command):
    found = await command("migrate", database_url="postgresql://nobody@127.0.0.1:1/nothing")

    assert found.exit_code == 1
    assert found.stderr.startswith("The database cannot be used: ")
    assert len(found.stderr.splitlines()) == 1


async def test_on_a_free_port_the_server_s_own_addresses_lead_back_to_it(settings, make, doors, tmp_path, clock):
    clock.now = datetime.now(UTC)
    asker = await make.user()

    async with served(settings, tmp_path, doors.bearer(asker), "--no-jobs") as server:
        page = (await server.get("/api/v1/genres?paginate=simple")).json()["pagination"]

        assert page["path"] == f"{server.client.base_url}/api/v1/genres"
