"""`beatgraph demo`: fill an empty database with beats that the project synthesises, and with people who play them."""

import asyncio
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated

import typer

from beatgraph import migrations
from beatgraph.cli.demo import accounts, filling
from beatgraph.cli.demo.accounts import Account
from beatgraph.cli.demo.drawing import draw
from beatgraph.cli.demo.filling import Ground
from beatgraph.cli.demo.history import Calendar
from beatgraph.cli.demo.plan import Size
from beatgraph.cli.demo.progress import meter
from beatgraph.cli.opening import read_settings
from beatgraph.cli.refusals import refuse
from beatgraph.settings import Settings

TRACKS, DAYS, SEED = 24, 180, 9
PLAYS = {True: 280, False: 4}
"""Plays of a track over `DAYS`, on the average; with sound, and in bulk without."""

REFUSALS = {
    Ground.FILLED: "The demo catalogue is there already; nothing was changed.",
    Ground.INTERRUPTED: (
        "An earlier demo was interrupted, and its half is still there: empty the database, then start again."
    ),
    Ground.TAKEN: "The database is not empty: the demo would mix with what is in it. Nothing was changed.",
}
PUBLIC_PASSWORDS = "The demo's passwords are no secret: it does not run in production."


def demo(
    tracks: Annotated[int, typer.Option(min=2, max=1_000_000, help="How many tracks.")] = TRACKS,
    days: Annotated[int, typer.Option(min=7, max=1000, help="How many days of plays, up to now.")] = DAYS,
    no_audio: Annotated[
        bool, typer.Option("--no-audio", help="Rows only, in bulk, for benchmarks: nothing can be heard.")
    ] = False,
    seed: Annotated[int, typer.Option(min=0, help="Another number, another catalogue.")] = SEED,
    as_of: Annotated[
        datetime | None, typer.Option(hidden=True, help="The last moment, in UTC, instead of now.")
    ] = None,
) -> None:
    """Fill an empty database with a demo catalogue: beats, producers, albums, and how they do."""
    settings = read_settings()
    if settings.env == "production":
        refuse(PUBLIC_PASSWORDS)
    migrations.upgrade(settings.migrations_database)
    until = as_of.replace(tzinfo=UTC) if as_of else datetime.now(UTC).replace(second=0, microsecond=0)
    size = Size(tracks, days, plays=max(1, PLAYS[not no_audio] * days // DAYS))
    outcome = asyncio.run(_fill(settings, size, seed, until, audio=not no_audio))
    if outcome.before is not Ground.EMPTY:
        refuse(REFUSALS[outcome.before])
    typer.echo(accounts.described(outcome.accounts))


def fill_if_empty(settings: Settings) -> list[Account]:
    """The demo accounts that are there in the end: none, if somebody else's data was there before."""
    if settings.env == "production":
        refuse(PUBLIC_PASSWORDS)
    until = datetime.now(UTC).replace(second=0, microsecond=0)
    outcome = asyncio.run(_fill(settings, Size(TRACKS, DAYS, PLAYS[True]), SEED, until, audio=True))
    if outcome.before in (Ground.INTERRUPTED, Ground.TAKEN):
        typer.echo(REFUSALS[outcome.before], err=True)
    return outcome.accounts


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was there before, and the demo accounts that are there now."""

    before: Ground
    accounts: list[Account]


async def _fill(settings: Settings, size: Size, seed: int, until: datetime, *, audio: bool) -> Outcome:
    calendar = Calendar(until)
    async with filling.opened(settings, calendar) as workshop:
        async with workshop.reading() as work:
            before = await filling.ground(work)
        if before is Ground.EMPTY:
            started = time.monotonic()
            with meter() as progress:
                catalogue = await filling.fill(workshop, calendar, draw(size, seed, until), progress, audio=audio)
            typer.echo(f"{catalogue}, in {time.monotonic() - started:.0f} s.", err=True)
        async with workshop.reading() as work:
            return Outcome(before, await accounts.found(work))
