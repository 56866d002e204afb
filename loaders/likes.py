"""Edges to likes."""

from beatgraph.services import likes
from loaders.base import One


class LikeCountByTrack(One[int, int]):
    fetch = staticmethod(likes.counts_by_tracks)


class TrackLiked(One[int, bool]):
    """Whether the viewer likes it; None for nobody."""

    fetch = staticmethod(likes.liked)
