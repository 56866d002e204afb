"""Signing in and out in the graph."""

import strawberry
from strawberry import UNSET

from beatgraph.drafts.tokens import RefreshDraft, SignOutDraft
from beatgraph.drafts.users import CredentialsDraft, RegistrationDraft
from beatgraph.identity import FrontDesk
from beatgraph.services.sessions import SignIn
from resolvers.base.context import Info
from resolvers.base.inputs import Retried, given
from resolvers.base.payloads import Payload, mutation
from resolvers.base.refs import UserRef


@strawberry.input(description="E-mail and password.")
class LoginInput:
    email: str = strawberry.field(description="E-mail address.")
    password: str = strawberry.field(description="Password.")


@strawberry.input(description="New account.")
class RegisterInput:
    email: str = strawberry.field(description="E-mail address, not taken yet.")
    password: str = strawberry.field(description="Password, 8 to 1000 characters, taken as it is.")
    password_confirmation: str | None = strawberry.field(default=UNSET, description="Same password again.")
    name: str | None = strawberry.field(default=UNSET, description="Name that others see.")
    username: str | None = strawberry.field(default=UNSET, description="Short name, up to 31 characters.")
    phone: str | None = strawberry.field(default=UNSET, description="Telephone number.")


@strawberry.input(description="Refresh token, which works once.")
class RefreshSessionInput:
    refresh_token: str = strawberry.field(description="Refresh token of the last answer.")


@strawberry.input(description="Which sign-in ends.")
class LogoutInput(Retried):
    refresh_token: str | None = strawberry.field(
        default=UNSET, description="Refresh token of the sign-in; the one of the token in use if absent."
    )


@strawberry.type(description="Sign-in as it is now.")
class SessionPayload(Payload):
    token: str | None = strawberry.field(default=None, description="Access token, to be sent as a bearer's.")
    refresh_token: str | None = strawberry.field(default=None, description="Works once, for the next pair.")
    expires_in: int | None = strawberry.field(default=None, description="Life of the access token, in seconds.")
    user: UserRef | None = strawberry.field(default=None, description="Who has signed in.")


@strawberry.type(description="Whether the sign-in has ended.")
class LogoutPayload(Payload):
    logged_out: bool = strawberry.field(default=False, description="Whether its tokens are refused from now on.")


def front_desk(info: Info) -> FrontDesk:
    return FrontDesk(info.context.workshop, info.context.client)


async def signed_in(info: Info, found: SignIn) -> SessionPayload:
    # The rest of the document is theirs: they read their own account in this very answer.
    await info.context.become(found.viewer)
    return SessionPayload(
        token=found.token, refresh_token=found.refresh_token, expires_in=found.expires_in, user=found.user
    )


@strawberry.type
class SessionMutation:
    @mutation(description="Sign in. The pair of tokens is shown here and never again.", secret=True)
    async def login(self, info: Info, input: LoginInput) -> SessionPayload:
        return await signed_in(info, await front_desk(info).sign_in(CredentialsDraft.read(given(input))))

    @mutation(description="Make an account and sign in.", secret=True)
    async def register(self, info: Info, input: RegisterInput) -> SessionPayload:
        return await signed_in(info, await front_desk(info).register(RegistrationDraft.read(given(input))))

    @mutation(
        description="Change a refresh token for the next pair. One that was used before ends its sign-in.", secret=True
    )
    async def refresh_session(self, info: Info, input: RefreshSessionInput) -> SessionPayload:
        draft = RefreshDraft.read(given(input))
        return await signed_in(info, await front_desk(info).renew(draft.refresh_token))

    @mutation(description="End a sign-in: all its tokens are refused from now on.")
    async def logout(self, info: Info, input: LogoutInput | None = UNSET) -> LogoutPayload:
        draft = SignOutDraft.read(given(input) if input else {})
        await front_desk(info).sign_out(info.context.viewer, draft.refresh_token)
        return LogoutPayload(logged_out=True)
