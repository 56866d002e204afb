"""Two pages of the documentation, written from the table: what both doors do, and who may."""

from collections.abc import Iterator
from pathlib import Path

from tests.parity.deeds import CALLERS, Deed
from tests.parity.routes import DOCUMENTED
from tests.parity.table import NOUNS

DOCS = Path(__file__).parents[2] / "docs"
TEST = "tests/parity/test_values.py"


def parity() -> str:
    return "\n".join(_parity()) + "\n"


def permissions() -> str:
    return "\n".join(_permissions()) + "\n"


def _parity() -> Iterator[str]:
    """Route, graph operation, and how both are compared."""
    yield "# Parity"
    yield ""
    yield "Every route of the shim, and how the graph does the same. Written by `make docs` from `tests/parity/table`."
    yield "Compared: *values* of both answers, *effects* of both deeds (`tests/parity/test_values.py`),"
    yield "*outcomes* for every kind of caller (`tests/parity/test_permissions.py`)."
    yield ""
    due = [documented for documented in DOCUMENTED if documented.due]
    yield f"Of the {len(DOCUMENTED)} documented routes {len(DOCUMENTED) - len(due)} are there."
    if due:
        yield ""
        yield "| Due | with |"
        yield "| --- | --- |"
        yield from (f"| `{documented.route}` | {documented.due} |" for documented in due)
    documented = {each.route for each in DOCUMENTED}
    for noun, deeds in NOUNS.items():
        yield ""
        yield f"## {noun}"
        yield ""
        yield "| Route | Documented | Graph | Compared | Note |"
        yield "| --- | --- | --- | --- | --- |"
        for deed in deeds:
            if deed.route:
                mark = "yes" if deed.route in documented else ""
                route = f"`{deed.route}`{_about(deed)}"
                yield f"| {route} | {mark} | {_code(deed.field)} | {_compared(deed)} | {deed.note} |"


def _permissions() -> Iterator[str]:
    """Operation by caller: the status of the route, which the graph answers with the code that goes with it."""
    yield "# Who may do what"
    yield ""
    yield "Written by `make docs` from `tests/parity/table`; `tests/parity/test_permissions.py` walks it by both doors."
    yield "*Other*: a producer who has nothing to do with it. *Editor*: edits the owner's playlist. *Credited*: their"
    yield "artist stands on the owner's tracks, beside the owner's. In brackets: where the graph says another thing"
    yield "than what goes with the status."
    for noun, deeds in NOUNS.items():
        yield ""
        yield f"## {noun}"
        yield ""
        yield f"| Route | Graph | {' | '.join(CALLERS)} |"
        yield f"| --- | --- | {' | '.join('---' for _ in CALLERS)} |"
        for deed in deeds:
            outcomes = [
                f"{status}{f' ({graph})' if graph else ''}"
                for status, graph in zip(deed.statuses.values(), _graph_words(deed), strict=True)
            ]
            yield f"| {_code(deed.route)}{_about(deed)} | {_code(deed.field)} | {' | '.join(outcomes)} |"


def _compared(deed: Deed) -> str:
    kinds = {"values": deed.same, "effects": deed.then, "outcomes": deed.field}
    return ", ".join(name for name, has in kinds.items() if has)


def _graph_words(deed: Deed) -> list[str]:
    words = deed.graph.split()
    return words * len(CALLERS) if len(words) == 1 else words or [""] * len(CALLERS)


def _code(text: str) -> str:
    return f"`{text}`" if text else ""


def _about(deed: Deed) -> str:
    return f" ({deed.about})" if deed.about else ""


def write() -> None:
    (DOCS / "parity.md").write_text(parity())
    (DOCS / "permissions.md").write_text(permissions())


if __name__ == "__main__":
    write()
