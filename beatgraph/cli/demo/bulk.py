"""Many rows at once: a catalogue without sound, for benchmarks. Tempo, key and length are the plan's word."""

from itertools import islice

from sqlalchemy import insert, text

from beatgraph.cli.demo.history import Ids
from beatgraph.cli.demo.plan import Plan
from beatgraph.cli.demo.progress import Meter
from beatgraph.cli.demo.rows import NUMBERED, Book, Rows
from beatgraph.database import Session
from beatgraph.models import Track
from beatgraph.workshop import Workshop

AT_ONCE = 5000
"""Rows in one statement."""


async def write(workshop: Workshop, plan: Plan, password_hash: str, meter: Meter) -> Ids:
    """Everything but what the audience does, as a whole or not at all. The tables are empty: rows count from 1."""
    book = Book(plan, password_hash)
    meter.begin("Tracks and people", len(plan.releases))
    async with workshop.writing() as work:
        for rows in book.tables():
            await _write(work.session, rows, meter)
        if not workshop.database.is_sqlite:
            await _count_on(work.session)
    return book.ids


async def _write(session: Session, rows: Rows, meter: Meter) -> None:
    fields = iter(rows.fields)
    while some := list(islice(fields, AT_ONCE)):
        await session.execute(insert(rows.model.__table__), some)  # type: ignore[attr-defined]
        if rows.model is Track:
            meter.advance(len(some))


async def _count_on(session: Session) -> None:
    """PostgreSQL numbers new rows by sequences, which have not noticed these."""
    for model in NUMBERED:
        table = model.__tablename__
        count = f"select setval(pg_get_serial_sequence('{table}', 'id'), max(id)) from {table}"  # noqa: S608
        await session.execute(text(count))
