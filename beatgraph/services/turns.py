"""Turns: those who want the same thing at the same time get it one after another."""

from sqlalchemy import func, select

from beatgraph.services import upserts
from beatgraph.work import Work


async def take(work: Work, wanted: bytes) -> None:
    """Wait until nobody else has this turn, and have it until this work is on disk.

    The first eight bytes name it. SQLite has one writer at a time anyhow.
    """
    if not upserts.is_sqlite(work):
        number = int.from_bytes(wanted[:8], "big", signed=True)
        await work.session.execute(select(func.pg_advisory_xact_lock(number)))
