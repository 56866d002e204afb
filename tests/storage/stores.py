"""What the tests of storage share."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

from beatgraph.storage import Storage, open_storage

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def disk(folder: Path) -> Storage:
    return open_storage(folder.as_uri(), secret="a secret", public_url="https://beats.example/", clock=lambda: NOW)


async def chunks(*pieces: bytes) -> AsyncIterator[bytes]:
    for piece in pieces:
        yield piece


async def read(storage: Storage, key: str, start: int = 0, end: int | None = None) -> bytes:
    return b"".join([chunk async for chunk in await storage.get(key, start, end)])


def files(folder: Path) -> list[str]:
    """Every file and folder, finished or not, apart from the one where unfinished files wait."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.name != ".incoming")
