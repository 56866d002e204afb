"""Every operation, gathered from the nouns."""

from beatgraph.rest import genres, tracks
from beatgraph.rest.operations import Operation

OPERATIONS: list[Operation] = [
    *genres.OPERATIONS,
    *tracks.OPERATIONS,
]
