"""From settings to a workshop, and from there to an application."""

from starlette.applications import Starlette

from beatgraph import workers
from beatgraph.audio import AnalysisPool
from beatgraph.auth.tokens import Signer
from beatgraph.database import Database
from beatgraph.jobs import Jobs
from beatgraph.jobs.durable import DurableJobs
from beatgraph.providers.opening import open_providers
from beatgraph.server import logs
from beatgraph.server.app import create_app
from beatgraph.settings import Settings
from beatgraph.storage import open_storage
from beatgraph.workshop import Workshop

QUEUES = {"default": 4, "analysis": 2, "recon": 1}
"""How many jobs of a queue run at once in one process."""


def open_workshop(settings: Settings, *, jobs: Jobs | None = None, runs_jobs: bool = True) -> Workshop:
    """A workshop over the real database, storage and job engine.

    `runs_jobs=False` only enqueues: a worker elsewhere carries the jobs out.
    """
    workshop = Workshop(
        settings=settings,
        database=Database(settings.database),
        storage=open_storage(settings.storage, secret=settings.secret, public_url=settings.public_url),
        jobs=jobs or DurableJobs(settings.jobs_database, queues=QUEUES, executor=settings.executor, executes=runs_jobs),
        sounds=AnalysisPool(workers=settings.analysis_workers, timeout_s=settings.analysis_seconds),
        signer=Signer(settings),
        providers=open_providers(settings),
    )
    workers.register(workshop)
    return workshop


def web_process() -> Starlette:
    """One of several web processes; jobs are run by a worker beside them."""
    settings = Settings()
    logs.configure(settings)
    return create_app(open_workshop(settings, runs_jobs=False))
