"""Turns at the database, as a test arranges them."""

import asyncio

from sqlalchemy import text

from beatgraph.workshop import Workshop


async def somebody_waits(workshop: Workshop) -> None:
    """Until a statement waits for a lock; on SQLite nobody gets as far while another one writes."""
    if workshop.database.is_sqlite:
        return
    waiting = text(
        "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
    )
    async with asyncio.timeout(30), workshop.reading() as work:
        while not (await work.session.execute(waiting)).scalar_one():
            pass
