"""Identity: how people join, come in, stay and leave, the same at every door."""

from dataclasses import dataclass
from datetime import timedelta

from beatgraph.auth import passwords
from beatgraph.auth.tokens import digest
from beatgraph.auth.viewer import Client, Viewer
from beatgraph.drafts.users import CredentialsDraft, RegistrationDraft
from beatgraph.errors import UnauthenticatedError
from beatgraph.limits import LOGIN, LOGIN_ANYWHERE, REGISTER, address_of
from beatgraph.services import sessions, users
from beatgraph.services.sessions import SignIn
from beatgraph.services.users import Account
from beatgraph.workshop import Workshop


@dataclass(frozen=True, slots=True)
class FrontDesk:
    """Units of work that decide who somebody is; passwords are hashed between them, while nothing is held."""

    workshop: Workshop
    client: Client

    async def register(
        self, draft: RegistrationDraft, *, token_name: str | None = None, lifetime: timedelta | None = None
    ) -> SignIn:
        """A new account, signed in."""
        await self.workshop.limits.spend(address_of(self.client.address), *REGISTER)
        password_hash = await passwords.hashed(draft.password)
        account = Account(draft.email, password_hash, draft.name, draft.username, draft.phone)
        async with self.workshop.writing(client=self.client) as work:
            user = await users.create(work, account)
            return await sessions.begin(work, self.workshop.signer, user.id, token_name=token_name, lifetime=lifetime)

    async def sign_in(
        self, draft: CredentialsDraft, *, token_name: str | None = None, lifetime: timedelta | None = None
    ) -> SignIn:
        address = address_of(self.client.address)
        # By both, so that nobody is locked out by a stranger, and nobody tries many passwords on one account;
        await self.workshop.limits.spend(f"{digest(draft.email)}:{address}", LOGIN)
        # and by the address alone, so that nobody tries one password on many.
        await self.workshop.limits.spend(address, LOGIN_ANYWHERE)
        async with self.workshop.reading(client=self.client) as work:
            user_id = await users.proven(work, draft)
        async with self.workshop.writing(client=self.client) as work:
            return await sessions.begin(work, self.workshop.signer, user_id, token_name=token_name, lifetime=lifetime)

    async def renew(self, refresh_token: str) -> SignIn:
        """The next pair of a sign-in; a refusal comes after what it revoked is on disk."""
        async with self.workshop.writing(client=self.client) as work:
            renewed = await sessions.renew(work, self.workshop.signer, refresh_token)
        if renewed is None:
            raise UnauthenticatedError
        return renewed

    async def sign_out(self, viewer: Viewer, refresh_token: str | None = None) -> None:
        async with self.workshop.writing(viewer, self.client) as work:
            await sessions.sign_out(work, refresh_token)
