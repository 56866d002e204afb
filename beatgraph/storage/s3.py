"""Files in a bucket of S3, or of a server that speaks like it."""

import tempfile
from collections.abc import AsyncIterable, AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from functools import partial
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import anyio
import obstore
from obstore.store import S3Store

from beatgraph.storage.keys import checked
from beatgraph.storage.objects import Objects, translated
from beatgraph.storage.port import Method, Stored
from beatgraph.storage.relay import Relay

if TYPE_CHECKING:
    from obstore import Attributes
    from obstore.store import ClientConfig

# S3 takes parts of at least 5 MiB and at most 10 000 of them: 80 GB.
PART_BYTES = 8 * 1024 * 1024
PARTS_AT_ONCE = 3


class S3Storage(Objects):
    """A bucket and a prefix in it."""

    redirects = True

    def __init__(self, bucket: str, prefix: str = "", endpoint: str | None = None) -> None:
        # The limit on a whole request counts the time that a listener takes over a stream; stalls end much sooner.
        options: ClientConfig = {"timeout": "2h", "read_timeout": "60s", "connect_timeout": "5s"}
        if endpoint and _is_plain_loopback(endpoint):
            options["allow_http"] = True
        if endpoint:
            self.bucket = S3Store(bucket, prefix=prefix or None, endpoint=endpoint, client_options=options)
        else:
            self.bucket = S3Store(bucket, prefix=prefix or None, client_options=options)
        super().__init__(self.bucket)

    async def put(self, key: str, source: Path | AsyncIterable[bytes], *, content_type: str) -> Stored:
        """Cancelled in its very last request, the file may be there after all, and then it is whole."""
        checked(key)
        parts = _parts(_read(source) if isinstance(source, Path) else source)
        attributes: Attributes = {"Content-Type": content_type}
        first = await anext(parts, b"")
        if len(first) < PART_BYTES:
            with translated(key):
                await obstore.put_async(self.bucket, key, first, attributes=attributes, use_multipart=False)
        else:
            async with Relay(partial(self._upload, key, attributes)) as relay:
                await relay.send(first)
                async for part in parts:
                    await relay.send(part)
        return await self.head(key)

    async def _upload(self, key: str, attributes: "Attributes", parts: AsyncIterator[bytes]) -> None:
        with translated(key):
            await obstore.put_async(
                self.bucket, key, parts, attributes=attributes, chunk_size=PART_BYTES, max_concurrency=PARTS_AT_ONCE
            )

    async def url(self, key: str, *, expires_in: timedelta, method: Method = "GET") -> str:
        checked(key)
        with translated(key):
            return await obstore.sign_async(self.bucket, method, key, expires_in)

    def verify(self, key: str, method: str, exp: int, sig: str, now: datetime) -> bool:
        return False

    @asynccontextmanager
    async def local(self, key: str) -> AsyncIterator[Path]:
        chunks = await self.get(key)
        with tempfile.TemporaryDirectory(prefix="beatgraph-") as folder:
            path = Path(folder, key.rpartition("/")[2])
            async with await anyio.open_file(path, "wb") as file:
                async for chunk in chunks:
                    await file.write(chunk)
            yield path


async def _read(path: Path) -> AsyncIterator[bytes]:
    async with await anyio.open_file(path, "rb") as file:
        while chunk := await file.read(PART_BYTES):
            yield chunk


async def _parts(source: AsyncIterable[bytes]) -> AsyncIterator[bytes]:
    """Gather chunks of any size into parts of one size; the last is what remains."""
    part = bytearray()
    async for chunk in source:
        part += chunk
        while len(part) >= PART_BYTES:
            yield bytes(part[:PART_BYTES])
            del part[:PART_BYTES]
    if part:
        yield bytes(part)


def _is_plain_loopback(endpoint: str) -> bool:
    address = urlsplit(endpoint)
    if address.scheme != "http" or address.hostname is None:
        return False
    if address.hostname == "localhost":
        return True
    try:
        return ip_address(address.hostname).is_loopback
    except ValueError:
        return False
