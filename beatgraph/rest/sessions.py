"""Signing in and out over REST: v1 clients get a personal access token beside the pair, label clients a day's JWT."""

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from beatgraph.drafts.tokens import RefreshDraft, SignOutDraft
from beatgraph.drafts.users import CredentialsDraft, RegistrationDraft, SignUpDraft
from beatgraph.errors import EmailTakenError
from beatgraph.identity import FrontDesk
from beatgraph.limits import AUTH
from beatgraph.rest.operations import Operation
from beatgraph.rest.requests import caller, draft, workshop
from beatgraph.rest.responses import DoneAnswer, Json, View, message_data, status_success
from beatgraph.rest.surfaces import LABEL_APP
from beatgraph.rest.users import LabelAppUser, label_app_view
from beatgraph.services.sessions import DAY_LONG, SignIn

TOKEN_NAME = "REST client"
"""What a personal access token is called when the client gives it no name."""


class SignedInUser(View):
    """Who has signed in; `access_token` is a personal access token, shown here and never again."""

    id: int
    display_name: str
    avatar: str | None
    email: str
    access_token: str
    model_type: str = "user"


class SignInAnswer(View):
    status: str = "success"
    user: SignedInUser
    token: str = Field(description="Access token (JWT).")
    refresh_token: str
    expires_in: int = Field(description="Life of `token`, in seconds.")


class RenewalAnswer(View):
    status: str = "success"
    token: str
    refresh_token: str
    expires_in: int


class LabelAppSession(View):
    user: LabelAppUser
    token: str


class LabelAppAnswer(View):
    message: str
    data: LabelAppSession


def front_desk(request: Request) -> FrontDesk:
    return FrontDesk(workshop(request), caller(request).client)


def _signed_in(found: SignIn) -> Response:
    user = SignedInUser(
        id=found.user.id,
        display_name=found.user.display_name,
        avatar=found.user.avatar,
        email=found.user.email,
        access_token=found.personal or found.token,
    )
    return status_success(user=user, token=found.token, refresh_token=found.refresh_token, expires_in=found.expires_in)


async def log_in(request: Request) -> Response:
    credentials = await draft(request, CredentialsDraft)
    return _signed_in(await front_desk(request).sign_in(credentials, token_name=credentials.token_name or TOKEN_NAME))


async def register(request: Request) -> Response:
    wanted = await draft(request, RegistrationDraft)
    return _signed_in(await front_desk(request).register(wanted, token_name=wanted.token_name or TOKEN_NAME))


async def refresh(request: Request) -> Response:
    wanted = await draft(request, RefreshDraft)
    found = await front_desk(request).renew(wanted.refresh_token)
    return status_success(token=found.token, refresh_token=found.refresh_token, expires_in=found.expires_in)


async def log_out(request: Request) -> Response:
    wanted = await draft(request, SignOutDraft)
    await front_desk(request).sign_out(caller(request).viewer, wanted.refresh_token)
    return status_success()


def _label_session(found: SignIn) -> LabelAppSession:
    return LabelAppSession(user=label_app_view(found.user), token=found.token)


async def label_sign_up(request: Request) -> Response:
    wanted = await draft(request, SignUpDraft)
    try:
        found = await front_desk(request).register(wanted, lifetime=DAY_LONG)
    except EmailTakenError as error:
        return Json({"message": "User already exists", "data": {"id": error.holder, "email": error.email}}, 409)
    return message_data("You have signed up successfully!", _label_session(found), 201)


async def label_log_in(request: Request) -> Response:
    credentials = await draft(request, CredentialsDraft)
    found = await front_desk(request).sign_in(credentials, lifetime=DAY_LONG)
    return message_data("You have logged in successfully!", _label_session(found))


OPERATIONS = [
    Operation(
        "POST",
        "/api/v1/auth/login",
        log_in,
        "Sign in with e-mail and password.",
        body=CredentialsDraft,
        response=SignInAnswer,
        errors=(401, 403, 422, 429),
        secret=True,
    ),
    Operation(
        "POST",
        "/api/v1/auth/register",
        register,
        "Make an account and sign in.",
        body=RegistrationDraft,
        response=SignInAnswer,
        errors=(422, 429),
        secret=True,
    ),
    Operation(
        "POST",
        "/api/v1/auth/refresh",
        refresh,
        "Change a refresh token, which works once, for the next pair.",
        limit=AUTH,
        body=RefreshDraft,
        response=RenewalAnswer,
        errors=(401, 403, 422),
        secret=True,
    ),
    Operation(
        "POST",
        "/api/v1/auth/logout",
        log_out,
        "End the sign-in of the refresh token or, without one, of the token in use.",
        limit=AUTH,
        body=SignOutDraft,
        response=DoneAnswer,
        errors=(401, 422),
    ),
    Operation(
        "POST",
        "/api/auth/signup",
        label_sign_up,
        "Make an account and sign in.",
        surface=LABEL_APP,
        status=201,
        body=SignUpDraft,
        response=LabelAppAnswer,
        errors=(400, 409, 429),
        secret=True,
    ),
    Operation(
        "POST",
        "/api/auth/login",
        label_log_in,
        "Sign in with e-mail and password.",
        surface=LABEL_APP,
        body=CredentialsDraft,
        response=LabelAppAnswer,
        errors=(400, 401, 403, 429),
        secret=True,
    ),
]
