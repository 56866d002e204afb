"""Turns: those who want the same thing at the same time get it one after another."""

from collections.abc import Collection

from sqlalchemy import ARRAY, BigInteger, cast, func, select

from beatgraph.services import upserts
from beatgraph.work import Work


async def take(work: Work, wanted: bytes) -> None:
    """Wait until nobody else has this turn, and have it until this work is on disk.

    The first eight bytes name it. SQLite has one writer at a time anyhow.
    """
    if not upserts.is_sqlite(work):
        number = int.from_bytes(wanted[:8], "big", signed=True)
        await work.session.execute(select(func.pg_advisory_xact_lock(number)))


async def take_all(work: Work, wanted: Collection[bytes]) -> None:
    """The same of several, in one order, so that nobody waits in a circle."""
    if not upserts.is_sqlite(work) and wanted:
        numbers = sorted({int.from_bytes(each[:8], "big", signed=True) for each in wanted})
        each = func.unnest(cast(numbers, ARRAY(BigInteger))).table_valued("number", name="wanted").render_derived()
        await work.session.execute(select(func.pg_advisory_xact_lock(each.c.number)))
