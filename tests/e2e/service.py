"""A small service for the browser to meet: one greeting, one login, one subscription, two REST operations."""

import json
from collections.abc import AsyncGenerator
from pathlib import Path
from typing import Any

import strawberry
from starlette.applications import Starlette
from starlette.requests import HTTPConnection, Request
from starlette.responses import JSONResponse
from starlette.routing import Route, WebSocketRoute
from starlette.types import Receive, Scope, Send
from strawberry.asgi import GraphQL
from strawberry.types import Info

from beatgraph.server import explorer

EMAIL = "nina@example.com"
PASSWORD = "late-night-drums"
NAME = "Nina Rework"
TOKEN = "token-of-nina"


@strawberry.type
class User:
    display_name: str


@strawberry.type
class Failure:
    code: str
    message: str
    field: str | None = None


@strawberry.type
class Login:
    token: str | None = None
    refresh_token: str | None = None
    user: User | None = None
    errors: list[Failure] = strawberry.field(default_factory=list)


@strawberry.input
class LoginInput:
    email: str
    password: str


def name(authorization: str | None) -> str:
    return NAME if authorization == f"Bearer {TOKEN}" else "stranger"


@strawberry.type
class Query:
    @strawberry.field(description="A greeting for whoever asks.")  # type: ignore[untyped-decorator]
    def hello(self, info: Info[dict[str, Any]]) -> str:
        request: HTTPConnection = info.context["request"]
        return f"Hello, {name(request.headers.get('authorization'))}"

    @strawberry.field(description="Beats in a minute.")  # type: ignore[untyped-decorator]
    def tempo(self, double: bool = False) -> int:
        return 174 if double else 87


@strawberry.type
class Mutation:
    @strawberry.mutation
    def login(self, input: LoginInput) -> Login:
        if (input.email, input.password) != (EMAIL, PASSWORD):
            return Login(errors=[Failure(code="INVALID", message="Wrong e-mail or password.")])
        return Login(token=TOKEN, refresh_token="later", user=User(display_name=NAME))


@strawberry.type
class Subscription:
    @strawberry.subscription
    async def greetings(self, info: Info[dict[str, Any]]) -> AsyncGenerator[str, None]:
        yield f"Live, {name(info.context['connection_params'].get('authorization'))}"


OPENAPI = {
    "openapi": "3.1.0",
    "info": {"title": "Beatgraph", "version": "1"},
    "paths": {
        "/api/v1/tracks": {"get": {"summary": "Tracks, newest first", "responses": {"200": {"description": "OK"}}}},
        "/api/v1/whoami": {"get": {"summary": "Who is asking", "responses": {"200": {"description": "OK"}}}},
    },
}


def openapi(request: Request) -> JSONResponse:
    return JSONResponse(OPENAPI)


def whoami(request: Request) -> JSONResponse:
    return refusal() if refused(request) else JSONResponse({"name": name(request.headers.get("authorization"))})


def refused(request: Request) -> bool:
    return request.headers.get("authorization", f"Bearer {TOKEN}") != f"Bearer {TOKEN}"


def refusal() -> JSONResponse:
    return JSONResponse({"errors": [{"message": "Unauthenticated."}]}, status_code=401)


class Door:
    """The graph, which answers 401 to a token that it does not know, as every door of Beatgraph does."""

    graph = GraphQL[dict[str, Any], None](strawberry.Schema(Query, Mutation, Subscription), graphql_ide=None)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        bad = scope["type"] == "http" and refused(Request(scope))
        await (refusal() if bad else self.graph)(scope, receive, send)


def write_documents(folder: Path) -> None:
    (folder / "greeting.graphql").write_text("query Greeting {\n  hello\n}\n")
    (folder / "speed.graphql").write_text("query Speed($double: Boolean!) {\n  tempo(double: $double)\n}\n")
    (folder / "speed.variables.json").write_text(json.dumps({"double": True}, indent=2))


def create_app(operations: Path) -> Starlette:
    door = Door()
    return Starlette(
        routes=[
            Route("/graphql", door),
            WebSocketRoute("/graphql", door),
            Route("/api/openapi.json", openapi),
            Route("/api/v1/whoami", whoami),
            *explorer.routes(operations=operations),
        ]
    )
