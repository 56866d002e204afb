"""Items by their global ids: a track, an album, an artist or a post, where a mutation takes more than one kind."""

from collections.abc import Collection
from dataclasses import dataclass

from beatgraph.errors import BadRequestError
from beatgraph.services.signals import ItemKind
from resolvers.base import ids

KINDS = {"Album": ItemKind.ALBUM, "Artist": ItemKind.ARTIST, "Post": ItemKind.POST, "Track": ItemKind.TRACK}


@dataclass(frozen=True, slots=True)
class Meant:
    kind: ItemKind
    id: int


def meant(global_id: str, kinds: Collection[ItemKind]) -> Meant:
    """The item of a global id, if it is of one of these kinds."""
    typename, row_id = ids.decode(global_id)
    kind = KINDS.get(typename)
    if kind is None or kind not in kinds:
        names = " or ".join(kind.value for kind in kinds)
        raise BadRequestError(f"This is not the id of a {names}.", field="id")
    return Meant(kind, row_id)
