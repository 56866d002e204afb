"""Every operation, gathered from the nouns."""

from beatgraph.rest import genres, sessions, tokens, tracks, users
from beatgraph.rest.operations import Operation

OPERATIONS: list[Operation] = [
    *genres.OPERATIONS,
    *sessions.OPERATIONS,
    *tokens.OPERATIONS,
    *tracks.OPERATIONS,
    *users.OPERATIONS,
]
