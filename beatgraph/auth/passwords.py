"""Passwords: argon2id, hashed and checked off the event loop, a few at a time."""

from anyio import CapacityLimiter, to_thread
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

AT_ONCE = 4
"""Each takes 19 MiB and a core for a moment: more at once would only be slower, and hungrier."""

# What OWASP asks of argon2id: one lane, because a server has other requests for its other cores.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_turns = CapacityLimiter(AT_ONCE)
_nobody = ""


async def hashed(password: str) -> str:
    # anyio's threads, not asyncio's executor: that one belongs to whoever set it.
    return await to_thread.run_sync(_hasher.hash, password, limiter=_turns)


async def matches(password_hash: str | None, password: str) -> bool:
    """Whether the password is right; an unknown account takes as long as a wrong password."""
    global _nobody
    if password_hash is None:
        _nobody = _nobody or await hashed("nobody has this password")
    found = await to_thread.run_sync(_matches, password_hash or _nobody, password, limiter=_turns)
    return found and password_hash is not None


def _matches(password_hash: str, password: str) -> bool:
    try:
        return _hasher.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False
