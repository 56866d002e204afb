"""Bots: clients that say of themselves that no person is listening."""

import re
from functools import lru_cache

# Programs that people listen with or write themselves (podcast players, curl, an HTTP library) are no bots of their own
# account, even where their name has the address of a page about them.
_SELF_DECLARED = re.compile(
    r"""
    (?<!cu)bot(?![a-z])          # Googlebot, bingbot/2.0, but not the telephones of Cubot
    | crawl | spider | slurp | scraper | archiver
    | headless | lighthouse | pingdom | uptime | monitoring
    | facebookexternalhit | link\ ?preview | mediapartners
    """,
    re.IGNORECASE | re.VERBOSE,
)


@lru_cache(maxsize=4096)
def is_bot(user_agent: str) -> bool:
    """Whether a client's name says so; an empty name says nothing."""
    return _SELF_DECLARED.search(user_agent) is not None
