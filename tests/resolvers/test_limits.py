"""Limits on documents."""

import pytest
from graphql import parse

from resolvers.base import limits
from resolvers.schema import schema


def rows(document: str, **variables: object) -> int:
    found = limits.check(parse(document), None, variables, depth=99, nodes=10**9, schema=schema._schema)
    return found.nodes


@pytest.mark.parametrize(
    ("document", "most"),
    [
        ("{ track(id: 1) { name } }", 1),
        ("{ tracks { nodes { name } } }", 20 * (1 + 1)),
        ("{ tracks(first: 3) { nodes { name } } }", 3 * (1 + 1)),
        ("{ tracks(last: 500) { nodes { name } } }", 100 * (1 + 1)),
        ("{ tracks(first: 3) { nodes { artists { name } } } }", 3 * (1 + 1 * (1 + 5))),
        ("{ artists(first: 3) { nodes { similar { name } } } }", 3 * (1 + 1 * (1 + 5))),
        ('{ nodes(ids: ["a", "b"]) { ... on Track { artists { name } } } }', 2 * (1 + 5)),
        ("query { ...T } fragment T on Query { tracks { nodes { name } } }", 20 * (1 + 1)),
        ("query ($n: Int = 7) { tracks(first: $n) { nodes { name } } }", 7 * (1 + 1)),
        ("{ nonsense { artists { name } } }", 1 + 1),
    ],
)
def test_a_document_is_taken_for_as_many_rows_as_it_may_bring(document, most):
    assert rows(document) == most


def test_variables_say_how_many_rows_are_asked_for():
    assert rows("query ($n: Int = 7) { tracks(first: $n) { totalCount } }", n=9) == 9
    assert rows("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=["a", "b", "c"]) == 3
