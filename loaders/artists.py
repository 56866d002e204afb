"""Edges to artists."""

from beatgraph.models import Artist
from beatgraph.services import artists
from loaders.base import Many, One


class ArtistById(One[int, Artist]):
    fetch = staticmethod(artists.by_ids)


class ArtistsByTrack(Many[int, Artist]):
    fetch = staticmethod(artists.by_tracks)


class ArtistsByAlbum(Many[int, Artist]):
    fetch = staticmethod(artists.by_albums)
