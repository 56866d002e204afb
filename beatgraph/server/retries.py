"""Mutations that may be sent again: under which key, and which never are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson
from graphql import FieldNode, GraphQLError, OperationDefinitionNode, OperationType, parse
from graphql.utilities import value_from_ast_untyped
from starlette.requests import Request

from beatgraph.errors import BadRequestError
from beatgraph.rest.retries import HEADER
from resolvers.schema import schema

INPUT = "idempotencyKey"
MUTATIONS = schema.get_type_by_name("Mutation")
SECRET = {
    schema.config.name_converter.get_graphql_name(each)
    for each in getattr(MUTATIONS, "fields", ())
    if each.metadata.get("secret")
}
OF_ITS_OWN = {"recordPlay"}
"""A play's key is the play's: sent again, it is the same play with whatever else is asked."""


@dataclass(frozen=True)
class Question:
    """One GraphQL request, whatever it came in."""

    query: str
    variables: Mapping[str, Any] = field(default_factory=dict)
    operation_name: str | None = None


def key_of(request: Request, question: Question) -> str | None:
    """The key of a document with mutations: that of the header or, with one mutation, of its input.

    None where there is none, for queries, and for a document whose answer holds a secret.
    """
    header = request.headers.get(HEADER)
    if request.method != "POST" or (header is None and INPUT not in question.query + str(question.variables)):
        return None
    fields = _mutations(question)
    names = {each.name.value for each in fields}
    if not fields or names & SECRET:
        return None
    given = {_key_in(each, question.variables) for each in fields if each.name.value not in OF_ITS_OWN} - {None}
    if given and (len(fields) > 1 or header not in (None, *given)):
        raise BadRequestError(f"Send one mutation with an `{INPUT}`, or several with the header {HEADER}.")
    return header if header is not None else next(iter(given), None)


def said(question: Question, *, modern: bool) -> bytes:
    """What is asked, in bytes that are equal when it is asked again; a file is told by its digest."""
    return orjson.dumps(
        ["graphql", modern, question.query, question.variables, question.operation_name],
        default=lambda file: file.sha256,
        option=orjson.OPT_SORT_KEYS,
    )


def _mutations(question: Question) -> list[FieldNode]:
    try:
        document = parse(question.query)
    except GraphQLError:
        return []  # Whoever answers says what is wrong with it.
    operations = [
        each
        for each in document.definitions
        if isinstance(each, OperationDefinitionNode)
        and question.operation_name in (None, each.name.value if each.name else None)
    ]
    found: list[FieldNode] = []
    for operation in operations:
        if operation.operation is OperationType.MUTATION:
            for each in operation.selection_set.selections:
                if not isinstance(each, FieldNode):
                    raise BadRequestError("With an idempotency key, mutations stand in the operation itself.")
                found.append(each)
    return found


def _key_in(mutation: FieldNode, variables: Mapping[str, Any]) -> str | None:
    for argument in mutation.arguments or ():
        value = value_from_ast_untyped(argument.value, dict(variables))
        key = value.get(INPUT) if isinstance(value, dict) else None
        return key if isinstance(key, str) else None
    return None
