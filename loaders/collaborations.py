"""Edges to collaborative tracks."""

from beatgraph.models import Artist, Track
from beatgraph.services import collaborations
from loaders.base import One, Pages


class CollaborativeTrackCountByArtist(One[int, int]):
    fetch = staticmethod(collaborations.count_by_artists)


class CollaborativeTracksByArtist(Pages[int, Track]):
    fetch = staticmethod(collaborations.by_artists)
    count = CollaborativeTrackCountByArtist


class LeaderByTrack(One[int, Artist]):
    """First credit, hidden or not."""

    fetch = staticmethod(collaborations.leaders)
