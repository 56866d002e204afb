"""Passwords: argon2id, hashed and checked off the event loop."""

import asyncio

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_hasher = PasswordHasher()
_nobody = ""


async def hashed(password: str) -> str:
    return await asyncio.to_thread(_hasher.hash, password)


async def matches(password_hash: str | None, password: str) -> bool:
    """Whether the password is right; an unknown account takes as long as a wrong password."""
    global _nobody
    if password_hash is None:
        _nobody = _nobody or await hashed("nobody has this password")
    return await asyncio.to_thread(_matches, password_hash or _nobody, password) and password_hash is not None


def _matches(password_hash: str, password: str) -> bool:
    try:
        return _hasher.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False
