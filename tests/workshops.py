"""A workshop for tests, over a database that is there."""

from pathlib import Path
from typing import TypeVar

from beatgraph.audio import AnalysisPool
from beatgraph.auth.tokens import Signer
from beatgraph.database import Database
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


def open_workshop(kind: type[WorkshopT], settings: Settings, database: Database, clock: Clock) -> WorkshopT:
    """A workshop of this kind, not running yet."""
    return kind(
        settings=settings,
        database=database,
        storage=open_storage(settings.storage_url, secret=settings.secret, public_url=settings.public_url, clock=clock),
        jobs=LocalJobs({"default": 4, "analysis": 2, "recon": 1}),
        sounds=AnalysisPool(workers=1, timeout_s=60),
        signer=Signer(settings),
        clock=clock,
    )
