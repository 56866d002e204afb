"""The commands, gathered."""

from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_group

from beatgraph import __version__

COMMANDS = ("serve", "migrate", "demo", "worker", "schema", "events", "tokens", "users")
"""Each is a module of its name that holds a function, or commands of its own, of its name."""


class Commands(TyperGroup):
    """Reads a command's module when that command is asked for: `beatgraph tokens` need not know how a beat is made."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in COMMANDS:
            return None
        found = getattr(import_module(f"beatgraph.cli.{cmd_name}"), cmd_name)
        holder = typer.Typer(add_completion=False, pretty_exceptions_enable=False, callback=lambda: None)
        if isinstance(found, typer.Typer):
            holder.add_typer(found, name=cmd_name)
        else:
            holder.command(cmd_name)(found)
        return get_group(holder).get_command(ctx, cmd_name)


def _say_version(asked: bool) -> None:
    if asked:
        typer.echo(f"beatgraph {__version__}")
        raise typer.Exit


app = typer.Typer(
    name="beatgraph",
    cls=Commands,
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
