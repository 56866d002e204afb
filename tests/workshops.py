"""A workshop for tests, over a database that is there."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Self, TypeVar

from beatgraph.audio import AnalysisPool
from beatgraph.auth.tokens import Signer
from beatgraph.covers import Press
from beatgraph.database import Database
from beatgraph.exports import ReportPress
from beatgraph.jobs import LocalJobs
from beatgraph.settings import Settings
from beatgraph.storage import open_storage
from beatgraph.workshop import Workshop
from tests.clock import Clock
from tests.databases import KeptDatabase

WorkshopT = TypeVar("WorkshopT", bound=Workshop)


PLAIN = Settings(_env_file=None, secret="a secret that only the tests know of", rate_limits="off")


def settings_for(database_url: str, folder: Path) -> Settings:
    return PLAIN.model_copy(update={"database_url": database_url, "storage_url": f"file://{folder / 'media'}"})


def kept_database(settings: Settings) -> KeptDatabase:
    return KeptDatabase(settings.database, durable=False, pool_size=5)


class KeptPool(AnalysisPool):
    """Processes that have imported what they need, from test to test."""

    async def close(self) -> None:
        """Nothing: who ends the run, ends it."""

    async def end(self) -> None:
        await super().close()


class KeptPress(Press):
    async def close(self) -> None:
        """Nothing: who ends the run, ends it."""

    async def end(self) -> None:
        await super().close()


class KeptReportPress(ReportPress):
    async def close(self) -> None:
        """Nothing: who ends the run, ends it."""

    async def end(self) -> None:
        await super().close()


class Kept:
    """What is slow to begin: one workshop after another uses it, and none of them ends it."""

    def __init__(self) -> None:
        self._databases: dict[str, KeptDatabase] = {}
        self.sounds = KeptPool(workers=1, timeout_s=60)
        self.press = KeptPress()
        self.report_press = KeptReportPress()

    def database(self, settings: Settings) -> KeptDatabase:
        if settings.database_url not in self._databases:
            self._databases[settings.database_url] = kept_database(settings)
        return self._databases[settings.database_url]

    @classmethod
    @asynccontextmanager
    async def open(cls) -> AsyncIterator[Self]:
        kept = cls()
        yield kept
        for each in (*kept._databases.values(), kept.sounds, kept.press, kept.report_press):
            await each.end()


def open_workshop(
    kind: type[WorkshopT], settings: Settings, database: Database, clock: Clock, kept: Kept | None = None
) -> WorkshopT:
    """A workshop of this kind, not running yet; its processes are kept, or its own."""
    found = kind(
        settings=settings,
        database=database,
        storage=open_storage(settings.storage_url, secret=settings.secret, public_url=settings.public_url, clock=clock),
        jobs=LocalJobs({"default": 4, "analysis": 2, "recon": 1}),
        sounds=AnalysisPool(workers=1, timeout_s=60),
        signer=Signer(settings),
        clock=clock,
    )
    if kept is not None:
        found.sounds, found.press, found.report_press = kept.sounds, kept.press, kept.report_press
    return found
