"""Engines to put the same questions to."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from dbos import DBOS

from beatgraph.jobs import Jobs, LocalJobs
from beatgraph.jobs.durable import DurableJobs

QUEUES = {"default": 4, "narrow": 1}


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("jobs") / "template.db"
    DBOS.migrate(f"sqlite:///{path}")
    return path


@pytest.fixture
def jobs_url(migrated: Path, tmp_path: Path) -> str:
    path = tmp_path / "jobs.db"
    shutil.copy(migrated, path)
    return f"sqlite:///{path}"


@pytest.fixture(params=["local", "durable"])
async def jobs(request: pytest.FixtureRequest) -> AsyncIterator[Jobs]:
    if request.param == "local":
        engine: Jobs = LocalJobs(QUEUES)
    else:
        url = request.getfixturevalue("jobs_url")
        engine = DurableJobs(url, queues=QUEUES, poll_s=0.02, grace_s=0.2)
    yield engine
    await engine.stop()
