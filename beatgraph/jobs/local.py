"""Jobs as plain tasks of this process: for tests, and for tools that would start over anyway. Nothing survives."""

import asyncio
from collections.abc import Mapping

from beatgraph.jobs.port import DEFAULT_QUEUE, Outcome, Payload, State
from beatgraph.jobs.registration import Registration, Registry, identity, known, log, normal


class LocalJobs(Registry):
    """Takes as many jobs at once from each queue as `queues` says. Forgets everything when it stops."""

    def __init__(self, queues: Mapping[str, int] | None = None, *, grace_s: float = 0.0) -> None:
        self._widths = dict(queues or {DEFAULT_QUEUE: 4})
        self._grace_s = grace_s
        self._outcomes: dict[str, Outcome] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        super().__init__(self._widths)

    async def start(self) -> None:
        self._outcomes.clear()
        self._places = {queue: asyncio.Semaphore(width) for queue, width in self._widths.items()}
        self.started = True

    async def stop(self) -> None:
        self.started = False
        if tasks := list(self._tasks.values()):
            _, late = await asyncio.wait(tasks, timeout=self._grace_s)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def enqueue(self, name: str, payload: Payload, *, key: str) -> None:
        job, registration = identity(name, key), self.registered(name)
        given = normal(payload) or {}
        if job not in self._outcomes:
            self._outcomes[job] = Outcome(State.QUEUED)
            self._tasks[job] = asyncio.create_task(self._run(job, registration, given), name=job)
            self._tasks[job].add_done_callback(lambda _: self._tasks.pop(job))

    async def state(self, name: str, key: str) -> Outcome | None:
        self.registered(name)
        return self._outcomes.get(identity(name, key))

    async def wait(self, name: str, key: str, timeout_s: float) -> Outcome:
        self.registered(name)
        job = identity(name, key)
        if task := self._tasks.get(job):
            await asyncio.wait([task], timeout=timeout_s)
        return known(self._outcomes.get(job), job)

    async def _run(self, job: str, registration: Registration, given: Payload) -> None:
        async with self._places[registration.queue]:
            self._outcomes[job] = Outcome(State.RUNNING)
            result: Payload | None = None
            try:
                for index in range(len(registration.steps)):
                    result = await registration.attempt(index, given)
                    given = given | (result or {})
            except Exception as error:
                log.exception("%s failed", job)
                self._outcomes[job] = Outcome(State.FAILED, error=f"{type(error).__name__}: {error}")
            else:
                self._outcomes[job] = Outcome(State.SUCCEEDED, result)
