"""Every operation, gathered from the nouns."""

from beatgraph.rest import (
    albums,
    artists,
    dashboards,
    downloads,
    follows,
    genres,
    label_artists,
    likes,
    plays,
    profile,
    sessions,
    tokens,
    tracks,
    uploads,
    users,
    waveforms,
)
from beatgraph.rest.operations import Operation

OPERATIONS: list[Operation] = [
    *albums.OPERATIONS,
    *artists.OPERATIONS,
    *dashboards.OPERATIONS,
    *downloads.OPERATIONS,
    *follows.OPERATIONS,
    *genres.OPERATIONS,
    *label_artists.OPERATIONS,
    *likes.OPERATIONS,
    *plays.OPERATIONS,
    *profile.OPERATIONS,
    *sessions.OPERATIONS,
    *tokens.OPERATIONS,
    *tracks.OPERATIONS,
    *uploads.OPERATIONS,
    *users.OPERATIONS,
    *waveforms.OPERATIONS,
]
