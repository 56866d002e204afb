"""What a job of a name does, and how a step of it is attempted."""

import asyncio
import json
import logging
from collections.abc import Iterable
from dataclasses import dataclass

from beatgraph.jobs.port import DEFAULT_QUEUE, DEFAULT_RETRY, Outcome, Payload, Retry, Step, UnknownJobError

log = logging.getLogger("beatgraph.jobs")


@dataclass(frozen=True, slots=True)
class Registration:
    """One name, and the work behind it."""

    name: str
    steps: tuple[Step, ...]
    queue: str
    retry: Retry

    async def attempt(self, index: int, given: Payload) -> Payload | None:
        """Run one step, as often as the retry policy allows."""
        step, wait = self.steps[index], self.retry.wait
        for _ in range(self.retry.attempts - 1):
            try:
                return normal(await step(dict(given)))
            except self.retry.never:
                raise
            except Exception as error:
                log.warning("%s, step %d: %r; once more in %g s", self.name, index + 1, error, wait)
                await asyncio.sleep(wait)
                wait *= self.retry.rate
        return normal(await step(dict(given)))


class Registry:
    """The registering half of an engine."""

    executes = True

    def __init__(self, queues: Iterable[str]) -> None:
        self.queues = frozenset(queues)
        self.registrations: dict[str, Registration] = {}
        self.started = False

    def register(self, name: str, *steps: Step, queue: str = DEFAULT_QUEUE, retry: Retry = DEFAULT_RETRY) -> None:
        if self.started:
            raise RuntimeError("Jobs are registered before they start.")
        if name in self.registrations:
            raise ValueError(f"There is a job named {name} already.")
        if not steps or ":" in name:
            raise ValueError("A job has a name without a colon, and at least one step.")
        if queue not in self.queues:
            raise ValueError(f"There is no queue named {queue}.")
        if retry.attempts < 1:
            raise ValueError("A step is attempted at least once.")
        self.registrations[name] = Registration(name, steps, queue, retry)

    def registered(self, name: str) -> Registration:
        if not self.started:
            raise RuntimeError("Jobs have not been started.")
        try:
            return self.registrations[name]
        except KeyError:
            raise UnknownJobError(f"There is no job named {name}.") from None


def identity(name: str, key: str) -> str:
    """One job, one identity. Raises `ValueError` for a key that no database would keep."""
    if not key.strip() or "\0" in key:
        raise ValueError("A job's key is not empty and holds no NUL.")
    return f"{name}:{key.encode().decode()}"


def known(outcome: Outcome | None, job: str) -> Outcome:
    if outcome is None:
        raise UnknownJobError(f"There is no job {job}.")
    return outcome


def normal(value: Payload | None) -> Payload | None:
    """The value as it looks once it was stored. Raises `TypeError` or `ValueError` if it is no JSON object."""
    if value is None:
        return None
    if not isinstance(value, dict):
        raise TypeError("A payload or a result is a JSON object.")
    text = json.dumps(value, allow_nan=False, ensure_ascii=False)
    copy: Payload = json.loads(text.encode())
    return copy
