"""Every operation, gathered from the nouns."""

from beatgraph.rest import (
    albums,
    artists,
    dashboards,
    follows,
    genres,
    label_artists,
    likes,
    plays,
    profile,
    sessions,
    tokens,
    tracks,
    users,
)
from beatgraph.rest.operations import Operation

OPERATIONS: list[Operation] = [
    *albums.OPERATIONS,
    *artists.OPERATIONS,
    *dashboards.OPERATIONS,
    *follows.OPERATIONS,
    *genres.OPERATIONS,
    *label_artists.OPERATIONS,
    *likes.OPERATIONS,
    *plays.OPERATIONS,
    *profile.OPERATIONS,
    *sessions.OPERATIONS,
    *tokens.OPERATIONS,
    *tracks.OPERATIONS,
    *users.OPERATIONS,
]
