"""Edges to numbers of plays."""

from beatgraph.services import plays
from loaders.base import One


class PlayCountByTrack(One[int, int]):
    fetch = staticmethod(plays.counts_by_tracks)


class PlayCountByArtist(One[int, int]):
    fetch = staticmethod(plays.counts_by_artists)


class PlayCountByAlbum(One[int, int]):
    fetch = staticmethod(plays.counts_by_albums)
