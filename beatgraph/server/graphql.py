"""The GraphQL endpoint: reads a request strictly, runs it, and answers in the media type that was asked for."""

import asyncio
from collections.abc import Mapping
from contextlib import AsyncExitStack
from typing import Any

import orjson
from graphql import GraphQLError
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.types.graphql import OperationType

from beatgraph.drafts import holds_nul
from beatgraph.errors import BadRequestError, BeatgraphError, UnavailableError, UnsupportedMediaError
from beatgraph.rest.requests import client_of, small_body, workshop
from beatgraph.rest.retries import once
from beatgraph.server import retries
from beatgraph.server.failures import rendered
from beatgraph.server.multipart import read_multipart
from beatgraph.server.retries import Question
from resolvers.base.context import Context
from resolvers.schema import schema

MODERN = "application/graphql-response+json"
CLASSIC = "application/json"
QUERIES = (OperationType.QUERY,)
EVERYTHING = (OperationType.QUERY, OperationType.MUTATION)


async def endpoint(request: Request) -> Response:
    modern = MODERN in request.headers.get("accept", "")
    async with AsyncExitStack() as received:
        try:
            if request.method == "GET" and "query" not in request.query_params and _is_browser(request):
                return RedirectResponse("/explorer/")
            client = client_of(request)
            viewer = await workshop(request).identify(request.headers.get("authorization"), client)
            question = await _asked(request, received)
            key = retries.key_of(request, question)
        except BeatgraphError as error:
            return _refusal(error, error.status, modern=modern)
        context = Context(workshop(request), viewer, client)
        try:
            if key is None:
                return await _answer(request, question, context, modern=modern)
            said = retries.said(question, modern=modern)
            return await once(context, key, said, lambda: _answer(request, question, context, modern=modern))
        except BeatgraphError as error:
            return _refusal(error, error.status, modern=modern)
        finally:
            await context.close()


async def _answer(request: Request, question: Question, context: Context, *, modern: bool) -> Response:
    try:
        async with asyncio.timeout(context.workshop.settings.query_seconds):
            result = await schema.execute(
                question.query,
                variable_values=dict(question.variables),
                operation_name=question.operation_name,
                context_value=context,
                allowed_operation_types=QUERIES if request.method == "GET" else EVERYTHING,
            )
    except TimeoutError:
        return _refusal(TookTooLongError(), TookTooLongError.status, modern=modern)
    except CannotGetOperationTypeError:
        return _refusal(BadRequestError("The document has no such operation."), 400, modern=modern)
    except InvalidOperationTypeError as wrong:
        if wrong.operation_type is OperationType.SUBSCRIPTION:
            error = BadRequestError("Subscriptions are answered over a WebSocket, by graphql-transport-ws.")
            return _refusal(error, 400, modern=modern)
        error = BadRequestError("Only queries are answered by GET; send mutations by POST.")
        return _refusal(error, 405, modern=modern, headers={"Allow": "POST"})
    body: dict[str, Any] = {}
    if result.errors:
        body["errors"] = [rendered(error) for error in result.errors]
    request_failed = result.data is None and all(error.path is None for error in result.errors or [])
    if not (modern and request_failed):
        body["data"] = result.data
    return Response(
        orjson.dumps(body),
        status_code=400 if modern and request_failed else 200,
        media_type=MODERN if modern else CLASSIC,
    )


async def _asked(request: Request, received: AsyncExitStack) -> Question:
    """What is asked; files that come with it stay as long as `received` is open."""
    if request.method == "GET":
        return _question(
            {
                "query": request.query_params.get("query"),
                "operationName": request.query_params.get("operationName"),
                "variables": _json(request.query_params.get("variables", "null").encode()),
            }
        )
    if request.headers.get("content-encoding", "identity") != "identity":
        raise UnsupportedMediaError("Compressed bodies are not taken.")
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media == "multipart/form-data":
        return _question(await received.enter_async_context(read_multipart(request)))
    if media != CLASSIC:
        raise UnsupportedMediaError("Send application/json or multipart/form-data.")
    return _question(_json(await small_body(request)))


def _json(body: bytes) -> Any:
    try:
        found = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise BadRequestError("The request is not valid JSON.") from error
    if b"\\u0000" in body and holds_nul(found):
        raise BadRequestError("Text cannot hold NUL characters.")
    return found


def _question(found: Any) -> Question:
    if isinstance(found, list):
        raise BadRequestError("Batches are not answered; send one document a request.")
    if not isinstance(found, dict):
        raise BadRequestError("A request is an object with a query.")
    query, variables, name = found.get("query"), found.get("variables"), found.get("operationName")
    if not isinstance(query, str) or not query.strip():
        raise BadRequestError("`query` must be a document.", field="query")
    if variables is not None and not isinstance(variables, dict):
        raise BadRequestError("`variables` must be an object.", field="variables")
    if name is not None and not isinstance(name, str):
        raise BadRequestError("`operationName` must be text.", field="operationName")
    if not isinstance(found.get("extensions", {}), dict | None):
        raise BadRequestError("`extensions` must be an object.", field="extensions")
    return Question(query, variables or {}, name or None)


def _refusal(error: BeatgraphError, status: int, *, modern: bool, headers: Mapping[str, str] | None = None) -> Response:
    body = orjson.dumps({"errors": [rendered(GraphQLError(error.text, original_error=error))]})
    return Response(body, status, media_type=MODERN if modern else CLASSIC, headers=headers)


def _is_browser(request: Request) -> bool:
    return "text/html" in request.headers.get("accept", "")


class TookTooLongError(UnavailableError):
    code = "TIMEOUT"
    message = "This took too long and was stopped. Ask for less."


def routes() -> list[Route]:
    # Some clients are told their address with a slash at its end.
    return [Route(path, endpoint, methods=["GET", "POST"]) for path in ("/graphql", "/graphql/")]
