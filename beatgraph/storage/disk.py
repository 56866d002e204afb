"""Files in a folder of this machine."""

import time
from collections.abc import AsyncIterable, AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

from anyio import CancelScope, to_thread
from obstore.store import LocalStore

from beatgraph.storage.keys import checked
from beatgraph.storage.objects import Objects
from beatgraph.storage.parts import Part
from beatgraph.storage.port import Method, Stored
from beatgraph.storage.signing import Signer

# A part this old belongs to a process that was killed: nobody uploads for a whole day.
PART_LIVES = timedelta(days=1)


class DiskStorage(Objects):
    """A folder; its unfinished files wait in `.incoming`, on the same file system, where no key can reach."""

    redirects = False

    def __init__(self, root: Path, signer: Signer, clock: Callable[[], datetime]) -> None:
        self.root = root.absolute()
        self.incoming = self.root / ".incoming"
        self.signer = signer
        self.clock = clock
        self.incoming.mkdir(parents=True, exist_ok=True)
        for part in self.incoming.iterdir():
            if part.stat().st_mtime < time.time() - PART_LIVES.total_seconds():
                part.unlink(missing_ok=True)
        super().__init__(LocalStore(self.root))

    async def put(self, key: str, source: Path | AsyncIterable[bytes], *, content_type: str) -> Stored:
        target = self.root / checked(key)
        part = Part(self.incoming, key)
        try:
            if isinstance(source, Path):
                await to_thread.run_sync(part.copy, source)
            else:
                async for chunk in source:
                    await to_thread.run_sync(part.write, chunk)
            await to_thread.run_sync(part.become, target, self.root)
        finally:
            # After success there is nothing left to discard. The shield lets a cancelled put tidy up, too.
            with CancelScope(shield=True):
                await to_thread.run_sync(part.discard)
        return await self.head(key)

    async def url(self, key: str, *, expires_in: timedelta, method: Method = "GET") -> str:
        return self.signer.url(checked(key), method, int((self.clock() + expires_in).timestamp()))

    def verify(self, key: str, method: str, exp: int, sig: str, now: datetime) -> bool:
        return self.signer.verify(key, method, exp, sig, now)

    @asynccontextmanager
    async def local(self, key: str) -> AsyncIterator[Path]:
        await self.head(key)
        yield self.root / key
