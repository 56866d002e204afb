"""Personal access tokens over REST."""

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from beatgraph.drafts.tokens import TokenDraft
from beatgraph.models import AccessToken
from beatgraph.rest.operations import Operation
from beatgraph.rest.requests import caller, draft, page, row_id
from beatgraph.rest.responses import DoneAnswer, Micros, View, page_of, status_success
from beatgraph.services import tokens


class TokenView(View):
    id: int
    name: str
    created_at: Micros
    expires_at: Micros


class NewTokenAnswer(View):
    status: str = "success"
    token: TokenView
    plainTextToken: str = Field(description="Secret, shown here and never again.")


def view(row: AccessToken) -> TokenView:
    return TokenView.model_validate(row)


async def list_access_tokens(request: Request) -> Response:
    async with caller(request).reading() as work:
        found = await tokens.page(work, page(request))
    return page_of("access_tokens", found, map(view, found.rows))


async def create_access_token(request: Request) -> Response:
    wanted = await draft(request, TokenDraft)
    async with caller(request).writing() as work:
        made = await tokens.create(work, wanted)
    return status_success(201, token=view(made.row), plainTextToken=made.secret)


async def delete_access_token(request: Request) -> Response:
    async with caller(request).writing() as work:
        await tokens.revoke(work, row_id(request, "tokenId", "Access token"))
    return status_success()


OPERATIONS = [
    Operation(
        "GET",
        "/api/v1/access-tokens",
        list_access_tokens,
        "List the caller's personal access tokens, newest first.",
        token=True,
        page_of=TokenView,
        plural="access_tokens",
        errors=(422,),
    ),
    Operation(
        "POST",
        "/api/v1/access-tokens",
        create_access_token,
        "Make a personal access token; its secret is shown once.",
        token=True,
        status=201,
        body=TokenDraft,
        response=NewTokenAnswer,
        errors=(422,),
        secret=True,
    ),
    Operation(
        "DELETE",
        "/api/v1/access-tokens/{tokenId}",
        delete_access_token,
        "Revoke a personal access token at once.",
        token=True,
        response=DoneAnswer,
        errors=(404,),
    ),
]
