"""Jobs that survive the process: DBOS on a SQLite file or on PostgreSQL."""

import asyncio
import logging
import random
import threading
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from anyio import to_thread
from dbos import (
    DBOS,
    DBOSClient,
    DBOSConfig,
    DBOSPortableJSONSerializer,
    PortableWorkflowError,
    StepOptions,
    WorkflowStatus,
)
from sqlalchemy.engine import make_url

from beatgraph.jobs.port import DEFAULT_QUEUE, Outcome, Payload, State
from beatgraph.jobs.registration import Registration, Registry, identity, known, normal

APPLICATION = "beatgraph"
# DBOS resumes only what its own version began. Raise it when a job's steps change so that half a job cannot go on.
VERSION = "1"
# A job that takes the whole process down each time is given up after this many restarts.
RESTARTS_AT_MOST = 10

_STATES = {"ENQUEUED": State.QUEUED, "DELAYED": State.QUEUED, "PENDING": State.RUNNING, "SUCCESS": State.SUCCEEDED}


class DurableJobs(Registry):
    """`queues` maps each queue to how many of its jobs one process runs at once.

    With `executes=False` this process only enqueues, and asks; a worker elsewhere, on the same database, does the
    work. `executor` must be unique among the processes that execute, and the same after a restart: it is how an
    executor finds what it left unfinished, and two that share one would repeat each other's running jobs.
    DBOS is one for a process, so there may be one executing instance at a time.
    """

    def __init__(
        self,
        url: str,
        *,
        queues: Mapping[str, int] | None = None,
        executor: str = "local",
        executes: bool = True,
        poll_s: float = 0.2,
        grace_s: float = 10.0,
    ) -> None:
        self._widths = dict(queues or {DEFAULT_QUEUE: 4})
        self._url = plain(url)
        self._executor = executor
        self.executes = executes
        self._poll_s = poll_s
        self._grace_s = grace_s
        self._running: set[asyncio.Task[object]] = set()
        super().__init__(self._widths)

    async def start(self) -> None:
        if self.started:
            raise RuntimeError("Jobs have been started already.")
        self._client = await to_thread.run_sync(self._prepare)
        if self.executes:
            try:
                self._launch()
            except BaseException:
                await to_thread.run_sync(self._client.destroy)
                raise
        self.started = True

    async def stop(self) -> None:
        if not self.started:
            return
        self.started = False
        if self.executes:
            for event in self._dbos.background_thread_stop_events:
                event.set()
            if self._running:
                await asyncio.wait(set(self._running), timeout=self._grace_s)
            await self._interrupt()
            # Its threads may still hand a last job to this loop, which therefore must not be blocked meanwhile.
            await to_thread.run_sync(_destroy)
            await self._interrupt()
            # DBOS makes its own pool the loop's default one, and has just closed it.
            asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor())
        await to_thread.run_sync(self._client.destroy)

    async def enqueue(self, name: str, payload: Payload, *, key: str) -> None:
        job, registration = identity(name, key), self.registered(name)
        given = normal(payload) or {}
        await to_thread.run_sync(
            lambda: self._client.enqueue(
                {"workflow_name": name, "queue_name": registration.queue, "workflow_id": job}, given
            )
        )

    async def state(self, name: str, key: str) -> Outcome | None:
        self.registered(name)
        return await self._outcome(identity(name, key))

    async def wait(self, name: str, key: str, timeout_s: float) -> Outcome:
        self.registered(name)
        job, end, pause = identity(name, key), time.monotonic() + timeout_s, 0.01
        while True:
            outcome = known(await self._outcome(job), job)
            left = end - time.monotonic()
            if outcome.state.final or left <= 0:
                return outcome
            await asyncio.sleep(min(left, pause * random.uniform(0.8, 1.2)))  # noqa: S311
            pause = min(pause * 1.5, 0.25)

    async def _outcome(self, job: str) -> Outcome | None:
        found = await to_thread.run_sync(lambda: self._client.list_workflows(workflow_ids=[job], load_input=False))
        return _outcome(found[0]) if found else None

    def _prepare(self) -> DBOSClient:
        """Make the tables and the queues, so that a launch finds both and takes up work at once."""
        _hush()
        if (path := make_url(self._url).database) and self._url.startswith("sqlite"):
            Path(path).parent.mkdir(parents=True, exist_ok=True)
        DBOS.migrate(self._url)
        client = DBOSClient(
            system_database_url=self._url,
            system_database_pool_size=4,
            serializer=DBOSPortableJSONSerializer(),
            application_name=APPLICATION,
        )
        for queue, width in self._widths.items():
            client.register_queue(
                queue,
                worker_concurrency=width,
                polling_interval_sec=self._poll_s,
                on_conflict="always_update" if self.executes else "never_update",
            )
        return client

    def _launch(self) -> None:
        config: DBOSConfig = {
            "name": APPLICATION,
            "system_database_url": self._url,
            "sys_db_pool_size": 10,
            "executor_id": self._executor,
            "application_version": VERSION,
            "serializer": DBOSPortableJSONSerializer(),
            "log_level": "WARNING",
            "run_migrations": False,
            # It waits for messages between workflows, which no job uses, and delays a stop by as much.
            "notification_listener_polling_interval_sec": 0.05,
        }
        for registration in self.registrations.values():
            self._declare(registration)
        self._dbos = DBOS(config=config)
        try:
            # Called on the loop, so that this loop is the one which runs the jobs.
            DBOS.launch()
        except BaseException:
            DBOS.destroy(destroy_registry=True)
            raise

    def _declare(self, registration: Registration) -> None:
        async def work(payload: Payload) -> Payload | None:
            task = asyncio.current_task()
            if task is not None:
                self._running.add(task)
                task.add_done_callback(self._running.discard)
            given, result = payload, None
            for index in range(len(registration.steps)):
                options: StepOptions = {"name": f"{registration.name}.{index + 1}"}
                result = await DBOS.run_step_async(options, registration.attempt, index, given)
                given = given | (result or {})
            return result

        DBOS.workflow(name=registration.name, max_recovery_attempts=RESTARTS_AT_MOST)(work)

    async def _interrupt(self) -> None:
        """Cancelled jobs count as neither done nor failed, so the next start resumes them."""
        tasks = set(self._running)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def plain(url: str) -> str:
    """The address without its driver, which DBOS picks itself."""
    address = make_url(url)
    backend = address.get_backend_name()
    if backend not in ("sqlite", "postgresql") or not address.database or address.database == ":memory:":
        raise ValueError("Jobs are kept at sqlite:///path or postgresql://….")
    return address.set(drivername=backend).render_as_string(hide_password=False)


def _outcome(status: WorkflowStatus) -> Outcome:
    state = _STATES.get(status.status, State.FAILED)
    if state is not State.FAILED:
        return Outcome(state, status.output)
    if isinstance(status.error, PortableWorkflowError):
        return Outcome(state, error=f"{status.error.name}: {status.error.message}")
    return Outcome(state, error=str(status.error or status.status.replace("_", " ").lower()))


def _destroy() -> None:
    DBOS.destroy(destroy_registry=True)
    # It closes its pool without waiting for it.
    for thread in threading.enumerate():
        if thread.name.startswith("dbos-executor-"):
            thread.join(5.0)


def _hush() -> None:
    # Without a handler of its own, DBOS would print to the terminal past the application's logging.
    logger = logging.getLogger("dbos")
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())
    logger.setLevel(logging.WARNING)
