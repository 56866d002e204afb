"""Traits: by what a play is broken down, as its client tells it or as its name shows."""

from functools import lru_cache

from beatgraph.analytics.devices import machine
from beatgraph.services.sums import Traits
from beatgraph.work import Work


@lru_cache(maxsize=65_536)
def of(
    user_agent: str,
    country: str | None = None,
    city: str | None = None,
    device: str | None = None,
    platform: str | None = None,
    source: str | None = None,
) -> Traits:
    """What is told, and for the rest what the client's name shows."""
    found = machine(user_agent)
    return Traits(country, city, device or found.device, platform or found.platform, source)


def of_caller(work: Work, source: str | None = None) -> Traits:
    return of(work.client.user_agent, source=source)
