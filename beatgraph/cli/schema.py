"""`beatgraph schema`: print the schema, or check that `schema.graphql` is current."""

from pathlib import Path
from typing import Annotated

import typer

from beatgraph.cli.refusals import refuse

FILE = Path("schema.graphql")


def schema(
    check: Annotated[bool, typer.Option("--check", help="Fail if schema.graphql is not current.")] = False,
) -> None:
    """Print the schema in GraphQL's own language."""
    from resolvers.schema import schema as current  # importing it takes a second, which other commands need not

    text = current.as_str() + "\n"
    if not check:
        typer.echo(text, nl=False)
    elif not FILE.exists() or FILE.read_text() != text:
        refuse("schema.graphql is not current: run `make schema` and read the difference.")
