"""Every operation, gathered from the nouns."""

from beatgraph.rest import (
    albums,
    artists,
    dashboards,
    downloads,
    follows,
    genres,
    likes,
    lyrics,
    pins,
    plays,
    profile,
    roster,
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
    *likes.OPERATIONS,
    *lyrics.OPERATIONS,
    *pins.OPERATIONS,
    *plays.OPERATIONS,
    *profile.OPERATIONS,
    *roster.OPERATIONS,
    *sessions.OPERATIONS,
    *tokens.OPERATIONS,
    *tracks.OPERATIONS,
    *uploads.OPERATIONS,
    *users.OPERATIONS,
    *waveforms.OPERATIONS,
]
