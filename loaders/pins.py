"""Edges to pinned tracks."""

from beatgraph.models import Track
from beatgraph.services import pins
from loaders.base import One


class PinnedTrackByArtist(One[int, Track]):
    fetch = staticmethod(pins.by_artists)
