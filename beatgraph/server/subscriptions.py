"""Subscriptions: the graph over WebSockets, by the graphql-transport-ws protocol."""

from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Any

from graphql import GraphQLError
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.exceptions import ConnectionRejectionError
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.subscriptions import GRAPHQL_TRANSPORT_WS_PROTOCOL
from strawberry.subscriptions.protocols.graphql_transport_ws.handlers import BaseGraphQLTransportWSHandler
from strawberry.types.execution import ExecutionResult, PreExecutionError
from strawberry.types.graphql import OperationType

from beatgraph.auth.viewer import Client
from beatgraph.drafts import holds_nul
from beatgraph.errors import BadRequestError, BeatgraphError
from beatgraph.limits import EVERYTHING, address_of
from beatgraph.rest.requests import client_of
from beatgraph.server.failures import rendered
from beatgraph.workshop import Workshop
from resolvers.base.context import Context
from resolvers.schema import schema

AT_ONCE = 20
"""Subscriptions over one connection."""
KINDS = (OperationType.SUBSCRIPTION,)


@dataclass
class Connection:
    """Who is at the other end; `connection_params` is what they sent when they opened it."""

    workshop: Workshop
    client: Client
    header: str | None
    connection_params: dict[str, Any] = field(default_factory=dict)

    @property
    def authorization(self) -> str | None:
        """As a header or, because browsers cannot send one here, as `Authorization` of the opening message."""
        for name in ("Authorization", "authorization"):
            if isinstance(self.connection_params.get(name), str):
                return str(self.connection_params[name])
        return self.header


class Operations:
    """The schema as connections see it: each operation has a context of its own, and errors are shown as by POST."""

    async def stream(
        self,
        query: str,
        variable_values: dict[str, Any] | None = None,
        context_value: Connection | None = None,
        root_value: object = None,
        operation_name: str | None = None,
    ) -> AsyncGenerator[ExecutionResult, None]:
        assert context_value is not None  # noqa: S101
        return self._results(query, variable_values or {}, context_value, operation_name)

    async def _results(
        self, query: str, variables: dict[str, Any], connection: Connection, name: str | None
    ) -> AsyncGenerator[ExecutionResult, None]:
        workshop, begun = connection.workshop, False
        try:
            if holds_nul(variables):
                raise BadRequestError("Text cannot hold NUL characters.")
            viewer = await workshop.identify(connection.authorization, connection.client)
            by = f"user:{viewer.user_id}" if viewer.user_id is not None else address_of(connection.client.address)
            await workshop.limits.spend(by, EVERYTHING)
            context = Context(workshop, viewer, connection.client, connection.authorization)
            try:
                found = await schema.stream(
                    query,
                    variable_values=variables,
                    context_value=context,
                    operation_name=name,
                    allowed_operation_types=KINDS,
                )
                async with aclosing(found) as results:
                    async for result in results:
                        if not isinstance(result, ExecutionResult):
                            raise BadRequestError("Answers are not sent in pieces.")
                        result.errors = [_shown(each) for each in result.errors or []] or None
                        yield result
                        begun = True
            finally:
                await context.close()
        except Exception as error:
            kind = ExecutionResult if begun else PreExecutionError
            yield kind(None, [_shown(GraphQLError(str(error), original_error=error))])


def _shown(error: GraphQLError) -> GraphQLError:
    """The error as a client may see it, and nothing more."""
    original = error.original_error
    if isinstance(original, InvalidOperationTypeError):
        refusal = BadRequestError("Only subscriptions are answered here; send queries and mutations by POST.")
        error = GraphQLError(refusal.text, original_error=refusal)
    elif isinstance(original, CannotGetOperationTypeError):
        refusal = BadRequestError("The document has no such operation.")
        error = GraphQLError(refusal.text, original_error=refusal)
    shown = rendered(error)
    return GraphQLError(
        shown["message"],
        nodes=error.nodes,
        source=error.source,
        positions=error.positions,
        path=error.path,
        extensions=shown["extensions"],
    )


class _Handler(BaseGraphQLTransportWSHandler[Any, None]):
    async def handle_message(self, message: Any) -> None:
        if _is_sound(message):
            await super().handle_message(message)
        else:
            await self.handle_invalid_message("Invalid message")


def _is_sound(message: Any) -> bool:
    """Whether a message has the form that the protocol says."""
    if not isinstance(message, Mapping) or not isinstance(message.get("type"), str):
        return False
    if message["type"] == "complete":
        return isinstance(message.get("id"), str)
    if message["type"] != "subscribe":
        return True
    payload = message.get("payload")
    return (
        isinstance(message.get("id"), str)
        and isinstance(payload, Mapping)
        and isinstance(payload.get("query"), str)
        and isinstance(payload.get("variables"), Mapping | None)
        and isinstance(payload.get("operationName"), str | None)
    )


class _Sockets(GraphQL[Any, None]):
    graphql_transport_ws_handler_class = _Handler

    async def get_context(self, request: Any, response: Any) -> Connection:
        workshop: Workshop = request.app.state.workshop
        return Connection(workshop, client_of(request), request.headers.get("authorization"))

    async def on_ws_connect(self, context: Connection) -> Any:
        try:
            await context.workshop.identify(context.authorization, context.client)
        except BeatgraphError as error:
            raise ConnectionRejectionError from error
        return await super().on_ws_connect(context)


_sockets = _Sockets(
    Operations(),  # type: ignore[arg-type]
    graphql_ide=None,
    subscription_protocols=(GRAPHQL_TRANSPORT_WS_PROTOCOL,),
    max_subscriptions_per_connection=AT_ONCE,
    # Nobody is known by a cookie here, so a page elsewhere can do no harm.
    allowed_origins=("*",),
)


async def endpoint(websocket: WebSocket) -> None:
    await _sockets(websocket.scope, websocket.receive, websocket.send)


def routes() -> list[WebSocketRoute]:
    return [WebSocketRoute("/graphql", endpoint)]
