"""Documents: parsed and validated once a text, and measured before anything runs."""

from collections.abc import Iterator
from functools import lru_cache

from graphql import DocumentNode, GraphQLError, GraphQLSchema, NoSchemaIntrospectionCustomRule, parse, validate
from graphql.validation import specified_rules
from strawberry.extensions import SchemaExtension

from resolvers.base import limits
from resolvers.base.context import Context

TEXTS_KEPT = 1000
KEPT_AT_MOST = 8 * 1024
"""Characters of a text that is kept: the app's are shorter, and strangers cannot fill the memory with longer ones."""


def parsed(text: str) -> DocumentNode:
    if len(text) > limits.TEXT_AT_MOST:
        raise limits.LimitError(f"A document is {limits.TEXT_AT_MOST} characters long at most.")
    return _kept(text) if len(text) <= KEPT_AT_MOST else _read(text)


def _read(text: str) -> DocumentNode:
    return parse(text, max_tokens=limits.TOKENS_AT_MOST)


_kept = lru_cache(maxsize=TEXTS_KEPT)(_read)


def errors_in(text: str, schema: GraphQLSchema, introspection: bool) -> tuple[GraphQLError, ...]:
    found = _errors_kept if len(text) <= KEPT_AT_MOST else _errors
    return found(text, schema, introspection)


def _errors(text: str, schema: GraphQLSchema, introspection: bool) -> tuple[GraphQLError, ...]:
    rules = [*specified_rules] if introspection else [*specified_rules, NoSchemaIntrospectionCustomRule]
    return tuple(validate(schema, parsed(text), rules, max_errors=20))


_errors_kept = lru_cache(maxsize=TEXTS_KEPT)(_errors)


class Documents(SchemaExtension):
    """Takes parsing and validation over from Strawberry, with caches, and puts the limits before both."""

    def on_parse(self) -> Iterator[None]:
        execution = self.execution_context
        if execution.query is not None:
            execution.graphql_document = parsed(execution.query)
        yield

    def on_validate(self) -> Iterator[None]:
        execution = self.execution_context
        context: Context = execution.context
        document = execution.graphql_document
        settings = context.workshop.settings
        schema: GraphQLSchema = execution.schema._schema
        if document is not None and execution.query is not None:
            try:
                limits.check(
                    document,
                    execution.operation_name,
                    execution.variables or {},
                    depth=settings.query_depth,
                    nodes=settings.query_nodes,
                    schema=schema,
                )
                execution.pre_execution_errors = list(errors_in(execution.query, schema, settings.introspection))
            except GraphQLError as error:
                execution.pre_execution_errors = [error]
            execution.validation_rules = ()
        yield
