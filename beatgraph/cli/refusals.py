"""How a command says no: a sentence on standard error, and exit code 1."""

from typing import NoReturn

import typer


def refuse(message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(1)
