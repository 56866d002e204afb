"""Every provider configured, in a world with all vendors."""

from collections.abc import AsyncIterator

import pytest

from tests.vendors.world import World, all_configured, built


@pytest.fixture
async def world() -> AsyncIterator[World]:
    async with built(all_configured()) as found:
        yield found
