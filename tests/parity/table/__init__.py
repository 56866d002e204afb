"""Every deed, noun by noun."""

from tests.parity.deeds import Deed
from tests.parity.table import (
    achievements,
    albums,
    applications,
    artists,
    covers,
    dashboards,
    exports,
    fingerprints,
    insights,
    labels,
    playlists,
    plays,
    portfolios,
    sessions,
    social,
    tracks,
    uploads,
    words,
)

NOUNS = {
    "Tracks": tracks.DEEDS,
    "Plays, likes and follows": plays.DEEDS,
    "Follows, reposts, comments and posts": social.DEEDS,
    "Fingerprints": fingerprints.DEEDS,
    "Insights": insights.DEEDS,
    "Albums": albums.DEEDS,
    "Artists": artists.DEEDS,
    "Dashboards": dashboards.DEEDS,
    "Contribution, levels and achievements": achievements.DEEDS,
    "Playlists": playlists.DEEDS,
    "Lyrics, genres and tags": words.DEEDS,
    "Credits and pins": portfolios.DEEDS,
    "Backstage requests": applications.DEEDS,
    "Cover art": covers.DEEDS,
    "Exports": exports.DEEDS,
    "Labels": labels.DEEDS,
    "Sessions, tokens and users": sessions.DEEDS,
    "Files": uploads.DEEDS,
}
DEEDS: list[Deed] = [deed for deeds in NOUNS.values() for deed in deeds]
