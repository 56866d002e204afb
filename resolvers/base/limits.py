"""Limits on a document: one walk, linear in its length, each fragment measured once."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    ListValueNode,
    NamedTypeNode,
    Node,
    OperationDefinitionNode,
    SelectionSetNode,
    ValueNode,
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
TEXT_AT_MOST = 64 * 1024
"""Characters of a document; comments are no tokens."""
REPEATS_AT_MOST = 100
"""Fields with a selection under one name, wherever they stand: validation compares each with each."""
INTROSPECTION_DEPTH = 20
LIST_GUESS = 5
"""How many rows a plain list is taken for: most have one or two, and none is longer than its bound.

A list that is asked for by `ids` is as long as these."""
Kind = GraphQLNamedType | None
"""What is selected from, as far as it is known: whether a document is valid is asked elsewhere."""


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
    schema: GraphQLSchema,
) -> Measure:
    """Measure the operation that is asked for; raise `LimitError` if it or all that stands beside it is too large."""
    _check_text(document)
    measured = _Walk(document, variables, schema).operation(operation_name)
    for what, found, most in (
        ("fields", measured.fields, FIELDS_AT_MOST),
        ("aliases", measured.aliases, ALIASES_AT_MOST),
        ("directives", measured.directives, DIRECTIVES_AT_MOST),
        ("levels", measured.depth, depth),
        ("rows", measured.nodes, nodes),
    ):
        _at_most(most, found, what)
    return measured


def _at_most(most: int, found: int, what: str) -> None:
    if found > most:
        raise LimitError(f"This document asks for {found} {what}; at most {most} are answered at once.")


def _check_text(document: DocumentNode) -> None:
    """What validation costs grows with all that is written, whether the operation uses it or not."""
    written = 0
    repeats: Counter[str] = Counter()
    waiting: list[Node] = list(document.definitions)
    while waiting:
        node = waiting.pop()
        if isinstance(node, FieldNode):
            written += 1
            if node.selection_set is not None:
                repeats[node.alias.value if node.alias else node.name.value] += 1
        selected = getattr(node, "selection_set", None)
        if selected is not None:
            waiting.extend(selected.selections)
    _at_most(FIELDS_AT_MOST, written, "fields")
    _at_most(REPEATS_AT_MOST, max(repeats.values(), default=0), "fields of one name")


class _Walk:
    def __init__(self, document: DocumentNode, variables: Mapping[str, Any], schema: GraphQLSchema) -> None:
        self._variables = variables
        self._schema = schema
        self._operations = [each for each in document.definitions if isinstance(each, OperationDefinitionNode)]
        self._fragments = {
            each.name.value: each for each in document.definitions if isinstance(each, FragmentDefinitionNode)
        }
        self._defaults: dict[str, ValueNode | None] = {}
        self._measured: dict[str, Measure] = {}

    def operation(self, name: str | None) -> Measure:
        wanted = [each for each in self._operations if name is None or (each.name and each.name.value == name)]
        if not wanted:
            return Measure()
        self._defaults = {each.variable.name.value: each.default_value for each in wanted[0].variable_definitions or ()}
        return self._selection(wanted[0].selection_set, self._schema.get_root_type(wanted[0].operation))

    def _selection(self, selected: SelectionSetNode | None, kind: Kind) -> Measure:
        depth = fields = aliases = directives = nodes = 0
        for each in selected.selections if selected else ():
            if isinstance(each, FieldNode):
                inner = self._field(each, kind)
            elif isinstance(each, InlineFragmentNode):
                inner = self._selection(each.selection_set, self._narrowed(each.type_condition) or kind)
            else:
                assert isinstance(each, FragmentSpreadNode)  # noqa: S101
                inner = self._fragment(each.name.value)
            depth = max(depth, inner.depth)
            fields += inner.fields
            aliases += inner.aliases
            directives += inner.directives + len(each.directives or ())
            nodes += inner.nodes
        return Measure(depth, fields, aliases, directives, nodes)

    def _narrowed(self, condition: NamedTypeNode | None) -> Kind:
        return self._schema.type_map.get(condition.name.value) if condition else None

    def _field(self, node: FieldNode, kind: Kind) -> Measure:
        name = node.name.value
        if name in ("__schema", "__type"):
            # Introspection is deeper than anything else and reads no rows; its depth has a bound of its own.
            inner = self._selection(node.selection_set, None)
            if inner.depth > INTROSPECTION_DEPTH:
                raise LimitError(f"Introspection goes {INTROSPECTION_DEPTH} levels deep at most.")
            return Measure(depth=1, fields=1)
        field = kind.fields.get(name) if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType) else None
        inner = self._selection(node.selection_set, get_named_type(field.type) if field else None)
        rows = self._rows(node, field, kind) if node.selection_set is not None else 0
        return Measure(
            depth=inner.depth + 1,
            fields=inner.fields + 1,
            aliases=inner.aliases + (node.alias is not None),
            directives=inner.directives,
            nodes=rows * (1 + inner.nodes),
        )

    def _rows(self, node: FieldNode, field: GraphQLField | None, kind: Kind) -> int:
        """How many rows a field is taken for: what it is asked for, a window, a few for plain lists, else one."""
        sizes = [arg.value for arg in node.arguments or () if arg.name.value in ("first", "last", "ids")]
        if sizes:
            return max(map(self._size, sizes))
        if field is None or kind is None:
            return 1
        if get_named_type(field.type).name.endswith("Connection"):
            return WINDOW_DEFAULT
        # The rows of a connection have been counted where it was asked for.
        return LIST_GUESS if is_list_type(get_nullable_type(field.type)) and not kind.name.endswith("Connection") else 1

    def _size(self, value: Any) -> int:
        size: Any = WINDOW_AT_MOST
        if isinstance(value, IntValueNode):
            size = int(value.value) if len(value.value) < 10 else WINDOW_AT_MOST
        elif isinstance(value, ListValueNode):
            size = len(value.values)
        elif isinstance(value, VariableNode):
            name = value.name.value
            if name not in self._variables and self._defaults.get(name) is not None:
                return self._size(self._defaults[name])
            size = self._variables.get(name, WINDOW_DEFAULT)
            size = len(size) if isinstance(size, list) else size
        return min(max(size, 1), WINDOW_AT_MOST) if isinstance(size, int) else WINDOW_DEFAULT

    def _fragment(self, name: str) -> Measure:
        if name not in self._measured:
            self._measured[name] = Measure()  # a cycle, which validation refuses
            fragment = self._fragments.get(name)
            if fragment is not None:
                self._measured[name] = self._selection(fragment.selection_set, self._narrowed(fragment.type_condition))
        return self._measured[name]
