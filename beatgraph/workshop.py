"""The workshop: what a running Beatgraph is made of, and where doors open their units of work."""

import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from beatgraph.audio import AnalysisPool
from beatgraph.auth.tokens import Signer
from beatgraph.auth.viewer import ANONYMOUS, Client, Viewer
from beatgraph.covers import Press
from beatgraph.database import Database
from beatgraph.drafts.plays import PlayDraft
from beatgraph.errors import UnauthenticatedError
from beatgraph.exports import ReportPress
from beatgraph.gathering import Gathering
from beatgraph.jobs import Jobs
from beatgraph.jobs.rounds import Duty, rounds
from beatgraph.limits import Limits
from beatgraph.providers import Providers
from beatgraph.services import gate, listeners, plays, tokens
from beatgraph.services.plays import Asked, Recorded
from beatgraph.settings import Settings
from beatgraph.spelling import Vocabulary
from beatgraph.storage import Storage
from beatgraph.work import Work

log = logging.getLogger("beatgraph.workshop")

NOBODY_IN_PARTICULAR = Client()


PLAYS_AT_ONCE = 256


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Workshop:
    settings: Settings
    database: Database
    storage: Storage
    jobs: Jobs
    sounds: AnalysisPool
    signer: Signer
    clock: Callable[[], datetime] = utc_now
    providers: Providers = field(default_factory=Providers)
    rounds: list[Duty] = field(default_factory=list)
    """What the process that runs jobs looks after when it starts, and again in every round."""
    round_s: float = 60.0
    press: Press = field(default_factory=Press)
    report_press: ReportPress = field(default_factory=ReportPress)
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    """The words of all public names, as this process has read them."""
    limits: Limits = field(init=False)
    plays: Gathering[Asked, Recorded] = field(init=False)

    def __post_init__(self) -> None:
        self.limits = Limits(self.settings)
        self.plays = Gathering(self._record_plays, at_most=PLAYS_AT_ONCE)

    @asynccontextmanager
    async def writing(self, viewer: Viewer = ANONYMOUS, client: Client = NOBODY_IN_PARTICULAR) -> AsyncIterator[Work]:
        """Work that is on disk, as a whole, once the block has ended; then its jobs begin and its leftovers go.

        What fails after that is logged and no failure of the work: a round finds the jobs that did not begin.
        """
        async with self.database.writing() as session:
            work = Work(session, self.clock(), self.settings, viewer, client)
            yield work
        for job in work.jobs:
            try:
                await self.jobs.enqueue(job.name, job.payload, key=job.key)
            except Exception:
                log.exception("job %s %s did not begin", job.name, job.key)
        for key in work.leftovers:
            try:
                await self.storage.delete(key)
            except Exception:
                log.exception("%s is stored although nothing refers to it", key)

    @asynccontextmanager
    async def reading(self, viewer: Viewer = ANONYMOUS, client: Client = NOBODY_IN_PARTICULAR) -> AsyncIterator[Work]:
        async with self.database.reading() as session:
            yield Work(session, self.clock(), self.settings, viewer, client)

    async def record_play(self, viewer: Viewer, client: Client, track_id: int, draft: PlayDraft) -> Recorded:
        """A play of a track that the viewer may hear, written together with those that come at the same time."""
        async with self.reading(viewer, client) as work:
            listener = await listeners.known_caller(work)
            asked = None if listener is None else await plays.ask(work, track_id, draft, listener)
        if asked is None:
            async with self.writing(viewer, client) as work:
                return await plays.record(work, track_id, draft)
        return asked if isinstance(asked, Recorded) else await self.plays.put(asked)

    async def _record_plays(self, asked: Sequence[Asked]) -> Sequence[Recorded]:
        async with self.writing() as work:
            await gate.enter(work)
            return await plays.record_all(work, asked)

    async def identify(self, authorization: str | None, client: Client) -> Viewer:
        """The viewer that an Authorization header names; without one, nobody. A bad token is refused everywhere."""
        if authorization is None:
            return ANONYMOUS
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer" or not token.strip():
            raise UnauthenticatedError
        async with self.reading(client=client) as work:
            return await tokens.identify(work, self.signer, token.strip())

    async def holder(self, token: str) -> int | None:
        """Whose token it is or was, for whoever counts requests; whether it is still good, `identify` says."""
        async with self.reading() as work:
            return await tokens.holder(work, self.signer, token)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Everything that runs beside requests: jobs and analysis workers, started together and stopped together."""
        await self.jobs.start()
        try:
            async with rounds(self.rounds if self.jobs.executes else [], every_s=self.round_s):
                yield
        finally:
            await self.jobs.stop()
            await self.sounds.close()
            await self.press.close()
            await self.report_press.close()
            await self.providers.close()
            await self.limits.close()
            await self.database.close()
