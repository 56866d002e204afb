"""Edges to follows."""

from beatgraph.services import follows
from loaders.base import One


class FollowerCountByArtist(One[int, int]):
    fetch = staticmethod(follows.counts_by_artists)


class ArtistFollowed(One[int, bool]):
    """Whether the viewer follows them; None for nobody."""

    fetch = staticmethod(follows.followed)
