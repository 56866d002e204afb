"""A deed: one thing that can be done, by which door, who may, and which values both doors must agree on."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

CALLERS = ("anonymous", "other", "editor", "credited", "owner", "admin")
"""A guest; a producer who has nothing to do with it; who edits the owner's playlist; whose artist is credited beside
the owner's; whose it is; an admin."""

CODES = {
    400: {"BAD_USER_INPUT"},
    401: {"UNAUTHENTICATED"},
    403: {"FORBIDDEN"},
    404: {"NOT_FOUND"},
    422: {"INVALID"},
    503: {"UNAVAILABLE"},
}
"""What the graph says where a route answers with a status; of a conflict it says which."""


@dataclass(frozen=True)
class Deed:
    """In paths, bodies and documents `<track>` stands for the integer id of a thing of the world, `<track:id>` for its
    global id, and `<artist:uuid>` for its UUID."""

    route: str
    """Such as `GET /api/v1/tracks/{track}`; empty where only the graph can do it."""
    field: str
    """Such as `Query.track`; empty where only a route can do it."""
    may: str
    """The route's status for each of CALLERS; one for all of them where it is the same."""
    at: Mapping[str, str] = field(default_factory=dict)
    """Path parameters that are not called like the thing they name."""
    query: Mapping[str, Any] = field(default_factory=dict)
    body: Any = None
    files: Sequence[str] = ()
    """Fields of a form in which a sound is sent."""
    ask: str = ""
    """Selection of a query, from its root; or, of a mutation, of its payload."""
    see: str = ""
    """Selection for the comparison, where it is more than all callers may see."""
    input: Mapping[str, Any] | None = None
    """What a mutation is given; None where it takes nothing."""
    same: Mapping[str, str] = field(default_factory=dict)
    """Places in the route's answer, and in the graph's, where the same values stand: `tracks.data.*.name`."""
    then: str = ""
    """Query whose answer must change by the deed, and be the same whichever door it was done by."""
    by: str = "owner"
    """Who asks for the comparison."""
    about: str = ""
    """What of, where one route or field has more than one deed: a private track."""
    graph: str = ""
    """What the graph says to each of CALLERS, where it is not what CODES says; `ok` for an answer."""
    note: str = ""
    """Why the doors differ, where they do."""

    @property
    def name(self) -> str:
        return " ".join(filter(None, (self.route or self.field, self.about)))

    @property
    def statuses(self) -> dict[str, int]:
        found = [int(each) for each in self.may.split()]
        return dict(zip(CALLERS, found * len(CALLERS) if len(found) == 1 else found, strict=False))

    def says(self, caller: str) -> set[str]:
        """What the graph may answer to a caller: codes, or `ok`."""
        if self.graph:
            words = self.graph.split()
            return {words[0] if len(words) == 1 else words[CALLERS.index(caller)]}
        status = self.statuses[caller]
        if status < 300:
            return {"ok"}
        absent = {"null"} if status == 404 and self.field.startswith("Query.") else set()
        return CODES.get(status, {f"a code of its own for {status}"}) | absent


def filled(value: Any, things: Mapping[str, Any]) -> Any:
    """A value whose `<things>` are the world's; one that is nothing else keeps its type."""
    if isinstance(value, Mapping):
        return {key: filled(each, things) for key, each in value.items()}
    if isinstance(value, list):
        return [filled(each, things) for each in value]
    if not isinstance(value, str):
        return value
    whole = re.fullmatch(r"<([\w:]+)>", value)
    if whole:
        return things[whole[1]]
    return re.sub(r"<([\w:]+)>", lambda found: str(things[found[1]]), value)


def picked(answer: Any, place: str) -> Any:
    """What stands at a place such as `tracks.data.*.name`."""
    found = answer
    parts = place.split(".")
    for number, part in enumerate(parts):
        if part == "*":
            rest = ".".join(parts[number + 1 :])
            return [picked(each, rest) if rest else plain(each) for each in found]
        found = found[int(part)] if part.isdigit() and isinstance(found, list) else found[part]
    return plain(found)


def plain(value: Any) -> Any:
    """A value as it is meant, whichever way a door writes instants and words of a closed set."""
    if isinstance(value, list):
        return [plain(each) for each in value]
    if isinstance(value, str):
        if re.fullmatch(r"\d{4}-\d\d-\d\dT.*", value):
            return datetime.fromisoformat(value)
        if re.fullmatch(r"[A-Z][A-Z0-9_]+", value):
            return value.lower()
    return value


def below(route: str, graph: str, same: Mapping[str, str]) -> dict[str, str]:
    """The same values, each below a place in either answer."""
    return {f"{route}.{one}".lstrip("."): f"{graph}.{another}" for one, another in same.items()}
