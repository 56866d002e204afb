"""Edges to shares."""

from beatgraph.services import shares
from loaders.base import One


class ShareCountByTrack(One[int, int]):
    fetch = staticmethod(shares.counts_by_tracks)
