"""Personal access tokens in the graph."""

from datetime import datetime

import strawberry
from strawberry import UNSET

from beatgraph import models
from beatgraph.drafts.tokens import TokenDraft
from beatgraph.services import tokens
from resolvers.base import ids
from resolvers.base.context import Info
from resolvers.base.inputs import Retried, given
from resolvers.base.node import Node
from resolvers.base.payloads import Payload, mutation
from resolvers.base.refs import AccessTokenRef


@strawberry.type(description="Personal access token, without its secret.")
class AccessToken(Node):
    row = models.AccessToken

    name: str = strawberry.field(description="Name that its owner gave it.")
    created_at: datetime = strawberry.field(description="When it was made.")
    expires_at: datetime = strawberry.field(description="When it runs out.")
    revoked_at: datetime | None = strawberry.field(description="When it was revoked, if it was.")


@strawberry.input(description="New personal access token.")
class CreateAccessTokenInput:
    name: str = strawberry.field(description="Name to know it by, 3 to 100 characters.")
    days: int | None = strawberry.field(default=UNSET, description="How long it lives, 1 to 365 days; 90 if absent.")


@strawberry.input(description="Which personal access token.")
class AccessTokenInput(Retried):
    id: strawberry.ID = strawberry.field(description="Global id.")


@strawberry.type(description="Personal access token as it is now.")
class AccessTokenPayload(Payload):
    access_token: AccessTokenRef | None = strawberry.field(default=None, description="Personal access token.")


@strawberry.type(description="New personal access token and its secret.")
class CreateAccessTokenPayload(AccessTokenPayload):
    secret: str | None = strawberry.field(
        default=None, description="What to send as a bearer's; shown here and never again."
    )


@strawberry.type
class TokenMutation:
    @mutation(description="Make a personal access token.", secret=True)
    async def create_access_token(self, info: Info, input: CreateAccessTokenInput) -> CreateAccessTokenPayload:
        values = {name: value for name, value in given(input).items() if value is not None}
        async with info.context.writing() as work:
            made = await tokens.create(work, TokenDraft.read(values))
        return CreateAccessTokenPayload(access_token=made.row, secret=made.secret)

    @mutation(description="Refuse a personal access token from now on.")
    async def revoke_access_token(self, info: Info, input: AccessTokenInput) -> AccessTokenPayload:
        async with info.context.writing() as work:
            row = await tokens.revoke(work, ids.row_id(input.id, "AccessToken"))
        return AccessTokenPayload(access_token=row)
