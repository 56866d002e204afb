"""`beatgraph users`: make accounts."""

import asyncio
from typing import Annotated

import orjson
import typer

from beatgraph.auth import passwords
from beatgraph.auth.viewer import Viewer
from beatgraph.cli.opening import read_settings
from beatgraph.cli.refusals import refuse
from beatgraph.cli.working import working
from beatgraph.drafts.artists import ArtistDraft
from beatgraph.drafts.users import RegistrationDraft
from beatgraph.models import Artist
from beatgraph.services import artists
from beatgraph.services import users as accounts
from beatgraph.services.users import Account
from beatgraph.settings import Settings
from beatgraph.work import Work

users = typer.Typer(help="Accounts.", no_args_is_help=True)


@users.callback()
def main() -> None:
    """Accounts."""


@users.command("create")
def create(
    email: Annotated[str, typer.Option(help="Address to sign in with; not taken yet.")],
    password: Annotated[str, typer.Option(help="8 to 1000 characters.")],
    name: Annotated[str | None, typer.Option(help="Name that others see.")] = None,
    admin: Annotated[bool, typer.Option("--admin", help="Make it an administrator.")] = False,
    artist: Annotated[str | None, typer.Option(help="Make an artist profile of this name as well.")] = None,
    upload_access: Annotated[bool, typer.Option("--upload-access", help="Let the artist upload.")] = False,
    verified: Annotated[bool, typer.Option("--verified", help="Vouch for the e-mail and the artist.")] = False,
) -> None:
    """Make an account, and print its ids as one JSON object."""
    if upload_access and artist is None:
        refuse("--upload-access is an artist's: give --artist as well.")
    given = {"email": email, "password": password, **({"name": name} if name is not None else {})}
    made = asyncio.run(
        _create(read_settings(), given, artist, admin=admin, upload_access=upload_access, verified=verified)
    )
    typer.echo(orjson.dumps(made).decode())


async def _create(
    settings: Settings, given: dict[str, str], artist: str | None, *, admin: bool, upload_access: bool, verified: bool
) -> dict[str, object]:
    async with working(settings) as work:
        draft = RegistrationDraft.read(given)
        password_hash = await passwords.hashed(draft.password)
        name = draft.name or artist
        user = await accounts.create(work, Account(draft.email, password_hash, name, is_admin=admin, verified=verified))
        profile = None
        if artist is not None:
            work.viewer = Viewer(user_id=user.id)
            profile = await _profile(work, artist, upload_access=upload_access, verified=verified)
    return {
        "user_id": user.id,
        "user_uuid": str(user.uuid),
        "artist_id": profile.id if profile else None,
        "artist_uuid": str(profile.uuid) if profile else None,
    }


async def _profile(work: Work, name: str, *, upload_access: bool, verified: bool) -> Artist:
    profile = await artists.create(work, ArtistDraft.read({"name": name}))
    profile.upload_access, profile.verified = upload_access, verified
    return await work.add(profile)
