"""`beatgraph migrate`: bring the database up to date."""

import typer

from beatgraph import migrations
from beatgraph.cli.opening import read_settings


def migrate() -> None:
    """Bring the database up to date."""
    migrations.upgrade(read_settings().migrations_database)
    typer.echo(f"The database is at {migrations.head()}.")
