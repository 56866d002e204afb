"""The real server for the browser to meet: a small catalogue, one producer, two documents."""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from starlette.applications import Starlette

from beatgraph import migrations
from beatgraph.auth.passwords import hashed
from beatgraph.jobs import LocalJobs
from beatgraph.server import explorer
from beatgraph.server.app import create_app
from beatgraph.server.opening import QUEUES, open_workshop
from beatgraph.settings import Settings
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
    app = create_app(open_workshop(settings, jobs=LocalJobs(QUEUES)))
    # The documents of the test in place of the project's own.
    _write_documents(folder / "operations")
    app.router.routes[:0] = explorer.routes(operations=folder / "operations")
    return Service(app, token)


async def _fill(settings: Settings) -> str:
    workshop = open_workshop(settings, jobs=LocalJobs(QUEUES))
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
