"""The GraphQL documents that the explorer opens: one tab a file."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLSyntaxError,
    Node,
    OperationDefinitionNode,
    Visitor,
    parse,
    print_ast,
    visit,
)

WELCOME = """# Welcome to Beatgraph. Ctrl-Enter runs the operation under the cursor.
# Of the panels on the left, Docs describes every type, and Explorer builds a query by ticking fields.
query Welcome {
  __schema {
    queryType {
      fields {
        name
        description
      }
    }
  }
}
"""


@dataclass(frozen=True)
class Document:
    """One tab of the explorer; `variables` is JSON text."""

    name: str
    query: str
    variables: str


def documents(folder: Path) -> list[Document]:
    """Read each `NAME.graphql`, and its variables from `NAME.variables.json` where that exists.

    A fragment may stand in another file: it is added to the documents that spread it, so that every tab runs by itself.
    A file of fragments alone is no tab. A file with a syntax error is shown as it is.
    """
    texts = {file.stem: file.read_text("utf-8") for file in sorted(folder.glob("*.graphql"))}
    trees = {name: parsed(text) for name, text in texts.items()}
    fragments = {name: node for tree in trees.values() if tree for name, node in defined(tree).items()}
    found = [
        Document(name, completed(text, tree, fragments) if tree else text, variables(folder / f"{name}.variables.json"))
        for name, text in texts.items()
        if not (tree := trees[name]) or any(isinstance(node, OperationDefinitionNode) for node in tree.definitions)
    ]
    return found or [Document("welcome", WELCOME, "{}")]


def parsed(text: str) -> DocumentNode | None:
    try:
        return parse(text)
    except GraphQLSyntaxError:
        return None


def variables(file: Path) -> str:
    return file.read_text("utf-8") if file.is_file() else "{}"


def defined(tree: DocumentNode) -> dict[str, FragmentDefinitionNode]:
    return {node.name.value: node for node in tree.definitions if isinstance(node, FragmentDefinitionNode)}


def completed(text: str, tree: DocumentNode, fragments: dict[str, FragmentDefinitionNode]) -> str:
    """Append the fragments that `tree` spreads, directly or through others, and does not define."""
    known = set(defined(tree))
    pieces = [text.strip()]
    waiting: list[Node] = [tree]
    while waiting:
        for name in spread(waiting.pop()):
            if name in fragments and name not in known:
                known.add(name)
                pieces.append(print_ast(fragments[name]))
                waiting.append(fragments[name])
    return "\n\n".join(pieces) + "\n"


def spread(node: Node) -> list[str]:
    """Names of the fragments that are spread anywhere below `node`."""
    spreads = Spreads()
    visit(node, spreads)
    return spreads.names


class Spreads(Visitor):
    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def enter_fragment_spread(self, node: FragmentSpreadNode, *_: Any) -> None:
        self.names.append(node.name.value)
