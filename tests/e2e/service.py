"""The real server for the browser to meet: a small catalogue, one producer, two documents."""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from starlette.applications import Starlette

from beatgraph import migrations
from beatgraph.audio import AnalysisPool
from beatgraph.auth.passwords import hashed
from beatgraph.auth.tokens import Signer
from beatgraph.database import Database
from beatgraph.jobs import LocalJobs
from beatgraph.server import explorer
from beatgraph.server.app import create_app
from beatgraph.settings import Settings
from beatgraph.storage import open_storage
from beatgraph.workshop import Workshop
from tests.make import Make

EMAIL = "nina@example.com"
PASSWORD = "late-night-drums"
NAME = "Nina Rework"


@dataclass(frozen=True)
class Service:
    app: Starlette
    token: str
    """An access token of the producer's."""


def open_service(folder: Path) -> Service:
    settings = Settings(
        _env_file=None, database_url=f"sqlite:///{folder / 'beatgraph.db'}", storage_url=f"file://{folder / 'media'}"
    )
    migrations.upgrade(settings.migrations_database)
    with ThreadPoolExecutor(1) as aside:  # the browser's driver keeps a loop in this thread
        token = aside.submit(asyncio.run, _fill(settings)).result()
    app = create_app(_workshop(settings))
    # The documents of the test in place of the project's own.
    _write_documents(folder / "operations")
    app.router.routes[:0] = explorer.routes(operations=folder / "operations")
    return Service(app, token)


def _workshop(settings: Settings) -> Workshop:
    return Workshop(
        settings=settings,
        database=Database(settings.database, durable=False),
        storage=open_storage(settings.storage, secret=settings.secret, public_url=settings.public_url),
        jobs=LocalJobs(),
        sounds=AnalysisPool(workers=1),
        signer=Signer(settings),
    )


async def _fill(settings: Settings) -> str:
    workshop = _workshop(settings)
    make = Make(workshop)
    nina = await make.user(email=EMAIL, password_hash=await hashed(PASSWORD), display_name=NAME)
    artist = await make.artist(nina, name="Nina Rework")
    for name, bpm in (("Tides", 92.0), ("Lanterns", 140.0)):
        await make.track(artist, name=name, bpm=bpm)
    await workshop.database.close()
    return workshop.signer.sign(nina.id, "browser", workshop.clock())


def _write_documents(folder: Path) -> None:
    folder.mkdir()
    (folder / "greeting.graphql").write_text("query Greeting {\n  me {\n    displayName\n  }\n}\n")
    (folder / "newest.graphql").write_text(
        "query Newest($first: Int) {\n  tracks(first: $first) {\n    nodes {\n      name\n    }\n  }\n}\n"
    )
    (folder / "newest.variables.json").write_text(json.dumps({"first": 1}, indent=2))
