"""`beatgraph tokens`: make personal access tokens."""

import asyncio
from typing import Annotated

import typer

from beatgraph.auth.viewer import Viewer
from beatgraph.cli.opening import read_settings
from beatgraph.cli.refusals import refuse
from beatgraph.cli.working import working
from beatgraph.drafts.tokens import DAYS, TokenDraft
from beatgraph.services import tokens as personal
from beatgraph.services import users
from beatgraph.settings import Settings

tokens = typer.Typer(help="Personal access tokens.", no_args_is_help=True)


@tokens.callback()
def main() -> None:
    """Personal access tokens."""


@tokens.command("create")
def create(
    email: Annotated[str, typer.Option(help="Whose it is.")],
    name: Annotated[str, typer.Option(help="Name to know it by, 3 to 100 characters.")] = "command line",
    days: Annotated[int, typer.Option(help="How long it lives, 1 to 365 days.")] = DAYS,
) -> None:
    """Make a personal access token, and print it: it is not shown again."""
    typer.echo(asyncio.run(_create(read_settings(), email, name, days)))


async def _create(settings: Settings, email: str, name: str, days: int) -> str:
    async with working(settings) as work:
        user = await users.by_email(work, email.strip())
        if user is None:
            refuse(f"There is no user with the e-mail {email}.")
        work.viewer = Viewer(user_id=user.id)
        made = await personal.create(work, TokenDraft.read({"name": name, "days": days}))
    return made.secret
