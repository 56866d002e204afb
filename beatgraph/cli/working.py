"""A unit of work for a command: the database alone, without jobs, storage or doors."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from sqlalchemy.exc import SQLAlchemyError

from beatgraph.cli.refusals import refuse
from beatgraph.database import Database
from beatgraph.errors import BeatgraphError, InvalidError
from beatgraph.settings import Settings
from beatgraph.work import Work


@asynccontextmanager
async def working(settings: Settings) -> AsyncIterator[Work]:
    """Committed when the block ends; what the services refuse is said on standard error."""
    database = Database(settings.database)
    try:
        async with database.writing() as session:
            yield Work(session, datetime.now(UTC), settings)
    except InvalidError as error:
        refuse("\n".join(f"{name}: {message}" for name, each in error.errors.items() for message in each))
    except BeatgraphError as error:
        refuse(error.text)
    except (SQLAlchemyError, OSError) as error:
        reason = str(getattr(error, "orig", error)).splitlines()[0]
        refuse(f"The database cannot be used ({reason}). Has `beatgraph migrate` been run?")
    finally:
        await database.close()
