"""Errors of the graph, as clients see them: expected ones with their code, bugs without any detail."""

from typing import Any
from uuid import uuid4

import structlog
from graphql import GraphQLError, GraphQLSyntaxError

from beatgraph.errors import BeatgraphError, InvalidError

log = structlog.get_logger("beatgraph.graphql")
MASKED = "Something went wrong on our side."


def rendered(error: GraphQLError) -> dict[str, Any]:
    original = error.original_error
    while isinstance(original, GraphQLError) and original.original_error is not None:
        original = original.original_error
    shown = dict(error.formatted)
    if isinstance(original, BeatgraphError):
        shown["message"] = original.text
        code = "BAD_USER_INPUT" if original.code == InvalidError.code else original.code
        extensions: dict[str, Any] = {"code": code, **original.details}
        if isinstance(original, InvalidError) and original.errors:
            extensions["errors"] = original.errors
        if original.field is not None:
            extensions["field"] = original.field
    elif original is None or isinstance(original, GraphQLError):
        extensions = {"code": _code(error), **(error.extensions or {})}
    else:
        fault = uuid4().hex[:12]
        log.error("a field failed", fault=fault, path=error.path, exc_info=original)
        shown["message"] = MASKED
        extensions = {"code": "INTERNAL_SERVER_ERROR", "fault": fault}
    return {**shown, "extensions": extensions}


def _code(error: GraphQLError) -> str:
    if isinstance(error, GraphQLSyntaxError):
        return "GRAPHQL_PARSE_FAILED"
    if error.path is not None or error.message.startswith("Variable "):
        return "BAD_USER_INPUT"
    return "GRAPHQL_VALIDATION_FAILED"
