"""Limits on a document: one walk, linear in its length, each fragment measured once."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
    get_named_type,
    get_nullable_type,
    is_list_type,
)

from beatgraph.paging import WINDOW_AT_MOST, WINDOW_DEFAULT

FIELDS_AT_MOST = 500
ALIASES_AT_MOST = 30
DIRECTIVES_AT_MOST = 50
TOKENS_AT_MOST = 4000
INTROSPECTION_DEPTH = 20
LIST_GUESS = 5
"""How many rows a plain list is taken for: most have one or two, and none is longer than its bound."""


@dataclass(frozen=True)
class Measure:
    """How large a selection is; `nodes` are the rows that one parent row may bring."""

    depth: int = 0
    fields: int = 0
    aliases: int = 0
    directives: int = 0
    nodes: int = 0


class LimitError(GraphQLError):
    """A document that asks for too much."""

    def __init__(self, message: str) -> None:
        super().__init__(message, extensions={"code": "QUERY_TOO_LARGE"})


def check(
    document: DocumentNode,
    operation_name: str | None,
    variables: Mapping[str, Any],
    *,
    depth: int,
    nodes: int,
    expected: Mapping[str, int],
) -> Measure:
    """Measure the operation that is asked for; raise `LimitError` if it is too large.

    `expected` says how many rows a field is taken for when it has no `first` or `last`; one if it is not named.
    """
    measured = _Walk(document, variables, expected).operation(operation_name)
    for what, found, most in (
        ("fields", measured.fields, FIELDS_AT_MOST),
        ("aliases", measured.aliases, ALIASES_AT_MOST),
        ("directives", measured.directives, DIRECTIVES_AT_MOST),
        ("levels", measured.depth, depth),
        ("rows", measured.nodes, nodes),
    ):
        if found > most:
            raise LimitError(f"This document asks for {found} {what}; at most {most} are answered at once.")
    return measured


class _Walk:
    def __init__(self, document: DocumentNode, variables: Mapping[str, Any], expected: Mapping[str, int]) -> None:
        self._variables = variables
        self._expected = expected
        self._operations = [each for each in document.definitions if isinstance(each, OperationDefinitionNode)]
        self._fragments = {
            each.name.value: each for each in document.definitions if isinstance(each, FragmentDefinitionNode)
        }
        self._measured: dict[str, Measure] = {}

    def operation(self, name: str | None) -> Measure:
        wanted = [each for each in self._operations if name is None or (each.name and each.name.value == name)]
        return self._selection(wanted[0].selection_set) if wanted else Measure()

    def _selection(self, selected: SelectionSetNode | None) -> Measure:
        depth = fields = aliases = directives = nodes = 0
        for each in selected.selections if selected else ():
            if isinstance(each, FieldNode):
                inner = self._field(each)
            elif isinstance(each, InlineFragmentNode):
                inner = self._selection(each.selection_set)
            else:
                assert isinstance(each, FragmentSpreadNode)  # noqa: S101
                inner = self._fragment(each.name.value)
            depth = max(depth, inner.depth)
            fields += inner.fields
            aliases += inner.aliases
            directives += inner.directives + len(each.directives or ())
            nodes += inner.nodes
        return Measure(depth, fields, aliases, directives, nodes)

    def _field(self, node: FieldNode) -> Measure:
        name = node.name.value
        if name in ("__schema", "__type"):
            # Introspection is deeper than anything else and reads no rows; its depth has a bound of its own.
            inner = self._selection(node.selection_set)
            if inner.depth > INTROSPECTION_DEPTH:
                raise LimitError(f"Introspection goes {INTROSPECTION_DEPTH} levels deep at most.")
            return Measure(depth=1, fields=1)
        inner = self._selection(node.selection_set)
        rows = self._rows(node) if node.selection_set is not None else 0
        return Measure(
            depth=inner.depth + 1,
            fields=inner.fields + 1,
            aliases=inner.aliases + (node.alias is not None),
            directives=inner.directives,
            nodes=rows * (1 + inner.nodes),
        )

    def _rows(self, node: FieldNode) -> int:
        sizes = [arg.value for arg in node.arguments or () if arg.name.value in ("first", "last")]
        return max(map(self._size, sizes)) if sizes else self._expected.get(node.name.value, 1)

    def _size(self, value: Any) -> int:
        size: Any = WINDOW_AT_MOST
        if isinstance(value, IntValueNode):
            size = int(value.value) if len(value.value) < 10 else WINDOW_AT_MOST
        elif isinstance(value, VariableNode):
            size = self._variables.get(value.name.value, WINDOW_DEFAULT)
        return min(max(size, 1), WINDOW_AT_MOST) if isinstance(size, int) else WINDOW_DEFAULT

    def _fragment(self, name: str) -> Measure:
        if name not in self._measured:
            self._measured[name] = Measure()  # a cycle, which validation refuses
            fragment = self._fragments.get(name)
            self._measured[name] = self._selection(fragment.selection_set if fragment else None)
        return self._measured[name]


def expected_rows(schema: GraphQLSchema) -> dict[str, int]:
    """How many rows each field of a schema is taken for: a window for connections, a few for plain lists."""
    expected: dict[str, int] = {}
    for kind in schema.type_map.values():
        if not isinstance(kind, GraphQLObjectType) or kind.name.startswith("__"):
            continue
        for name, field in kind.fields.items():
            if get_named_type(field.type).name.endswith("Connection"):
                expected[name] = WINDOW_DEFAULT
            elif is_list_type(get_nullable_type(field.type)) and not kind.name.endswith("Connection"):
                expected.setdefault(name, LIST_GUESS)
    return expected
