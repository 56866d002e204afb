"""Every operation, gathered from the nouns."""

from beatgraph.rest import albums, artists, genres, label_artists, profile, sessions, tokens, tracks, users
from beatgraph.rest.operations import Operation

OPERATIONS: list[Operation] = [
    *albums.OPERATIONS,
    *artists.OPERATIONS,
    *genres.OPERATIONS,
    *label_artists.OPERATIONS,
    *profile.OPERATIONS,
    *sessions.OPERATIONS,
    *tokens.OPERATIONS,
    *tracks.OPERATIONS,
    *users.OPERATIONS,
]
