"""Edges to views."""

from beatgraph.services import views
from loaders.base import One


class ViewCountByTrack(One[int, int]):
    fetch = staticmethod(views.counts_by_tracks)


class ViewCountByArtist(One[int, int]):
    """Of the artist's own page."""

    fetch = staticmethod(views.counts_by_artists)
