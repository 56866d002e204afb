"""The commands, gathered."""

from typing import Annotated

import typer

from beatgraph import __version__
from beatgraph.cli import demo, events, migrate, schema, serve, tokens, users, worker


def _say_version(asked: bool) -> None:
    if asked:
        typer.echo(f"beatgraph {__version__}")
        raise typer.Exit


app = typer.Typer(
    name="beatgraph",
    help="Beats, their producers, and how they do: one typed graph.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", is_eager=True, callback=_say_version)
    ] = False,
) -> None:
    """Beats, their producers, and how they do: one typed graph."""


app.command("serve")(serve.serve)
app.command("migrate")(migrate.migrate)
app.command("demo")(demo.demo)
app.command("worker")(worker.worker)
app.command("schema")(schema.schema)
app.add_typer(events.events, name="events")
app.add_typer(tokens.tokens, name="tokens")
app.add_typer(users.users, name="users")
