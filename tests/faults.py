"""What can go wrong beneath a service, made to happen."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import text

from beatgraph.workshop import Workshop


@asynccontextmanager
async def without_table(workshop: Workshop, name: str) -> AsyncIterator[None]:
    """Inside the block every statement about this table fails."""
    async with workshop.writing() as work:
        await work.session.execute(text(f"alter table {name} rename to {name}_elsewhere"))
    try:
        yield
    finally:
        async with workshop.writing() as work:
            await work.session.execute(text(f"alter table {name}_elsewhere rename to {name}"))
