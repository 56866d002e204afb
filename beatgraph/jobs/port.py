"""The protocol that every engine for background work answers."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

Payload = dict[str, Any]
Step = Callable[[Payload], Awaitable[Payload | None]]

DEFAULT_QUEUE = "default"


class State(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"

    @property
    def final(self) -> bool:
        return self in (State.SUCCEEDED, State.FAILED)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a job stands; `error` is the exception's name and message, for logs and not for strangers."""

    state: State
    result: Payload | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Retry:
    """How often a step is attempted: again after `wait` seconds, then `rate` times as long, and so on.

    The exceptions in `never` fail the job at once.
    """

    attempts: int = 3
    wait: float = 1.0
    rate: float = 2.0
    never: tuple[type[Exception], ...] = ()


DEFAULT_RETRY = Retry()


class UnknownJobError(LookupError):
    """No job has this name, or none was enqueued under this key."""


class Jobs(Protocol):
    """Work that outlives its request. Payloads and results are JSON objects: carry ids, not rows."""

    executes: bool
    """Whether this process carries jobs out, and does not only enqueue them."""

    def register(self, name: str, *steps: Step, queue: str = DEFAULT_QUEUE, retry: Retry = DEFAULT_RETRY) -> None:
        """Say, before `start`, what a job of this name does.

        The steps run on the loop that called `start`, one after another. The first is given the payload; each later
        one the payload together with what the steps before it returned. What the last returns is the job's result.
        A finished step is not run again; an interrupted one is, so a step must bear being repeated.
        """

    async def start(self) -> None: ...

    async def stop(self) -> None:
        """Take no more work, give what is running some time to finish, and leave no task and no thread behind."""

    async def enqueue(self, name: str, payload: Payload, *, key: str) -> None:
        """Have it done once: a second call with the same name and key changes nothing, however the first one ended."""

    async def state(self, name: str, key: str) -> Outcome | None:
        """How the job stands; `None` if there is none."""

    async def wait(self, name: str, key: str, timeout_s: float) -> Outcome:
        """How the job ended, or how it stands when the time is up."""
