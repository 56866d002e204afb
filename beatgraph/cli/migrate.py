"""`beatgraph migrate`: bring the database up to date."""

import typer
from sqlalchemy.exc import SQLAlchemyError

from beatgraph import migrations
from beatgraph.cli.opening import read_settings
from beatgraph.cli.refusals import refuse


def migrate() -> None:
    """Bring the database up to date."""
    try:
        migrations.upgrade(read_settings().migrations_database)
    except (SQLAlchemyError, OSError) as error:
        refuse(f"The database cannot be used: {str(getattr(error, 'orig', error)).splitlines()[0]}")
    typer.echo(f"The database is at {migrations.head()}.")
