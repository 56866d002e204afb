"""Filling an empty database: by the services, with sound; or in bulk, without."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from enum import Enum

from sqlmodel import select

from beatgraph.auth import passwords
from beatgraph.cli.demo import accounts, bulk, history, reception, society
from beatgraph.cli.demo.audience import Kind, happenings
from beatgraph.cli.demo.history import Calendar, History, Ids
from beatgraph.cli.demo.living import Life
from beatgraph.cli.demo.plan import Plan
from beatgraph.cli.demo.progress import Meter
from beatgraph.jobs import LocalJobs
from beatgraph.models import User
from beatgraph.settings import Settings
from beatgraph.work import Work
from beatgraph.workshop import Workshop


class Ground(Enum):
    """What is there before one begins."""

    EMPTY = "empty"
    FILLED = "filled"
    INTERRUPTED = "interrupted"
    TAKEN = "taken"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What was planned, what its rows are called, and how many plays were reported, counted or not."""

    plan: Plan
    ids: Ids
    plays: int

    def __str__(self) -> str:
        size, plan = self.plan.size, self.plan
        return (
            f"{len(plan.releases)} tracks by {len(plan.producers)} artists, {len(plan.albums)} albums, "
            f"{len(plan.listeners)} listeners, {self.plays} plays in {size.days} days"
        )


DAY_S = 86_400.0


@asynccontextmanager
async def opened(settings: Settings, calendar: Calendar) -> AsyncIterator[Workshop]:
    """A workshop that runs by the calendar; its jobs do not outlive it, for the demo would begin anew anyway."""
    from beatgraph.server.opening import QUEUES, open_workshop

    workshop = open_workshop(settings, jobs=LocalJobs(QUEUES))
    workshop.clock = calendar
    # A round would wait in vain for a database that is being filled as a whole; the server makes its own.
    workshop.round_s = DAY_S
    async with workshop.running():
        yield workshop


async def ground(work: Work) -> Ground:
    if (await work.session.exec(select(User.id).limit(1))).first() is None:
        return Ground.EMPTY
    there = {account.email for account in await accounts.found(work)}
    if accounts.LAST in there:
        return Ground.FILLED
    return Ground.INTERRUPTED if there else Ground.TAKEN


async def fill(
    workshop: Workshop, calendar: Calendar, plan: Plan, meter: Meter, *, audio: bool = True, covers: bool = True
) -> Catalogue:
    """Carry the plan out; covers go with sound. The admin comes last, and with them what people do to each other: where
    there is no admin, somebody stopped in the middle."""
    password_hash = await passwords.hashed(accounts.PASSWORD)
    if audio:
        ids = await History(workshop, calendar, plan, password_hash, covers=covers).live(meter)
    else:
        ids = await bulk.write(workshop, plan, password_hash, meter)
    calendar.now = plan.until
    events = happenings(plan)
    await reception.receive(workshop, events, ids, meter)
    calendar.now = plan.admin.joined
    async with workshop.writing() as work:
        admin_id = await history.join(work, plan.admin, password_hash, is_admin=True)
        await Life(work, plan, ids, admin_id).live(society.acts(plan))
    return Catalogue(plan, ids, sum(event.kind is Kind.PLAY for event in events))
