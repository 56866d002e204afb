"""Edges to genres."""

from beatgraph.models import Genre
from beatgraph.services import genres
from loaders.base import Many, One


class GenreById(One[int, Genre]):
    fetch = staticmethod(genres.by_ids)


class GenresByTrack(Many[int, Genre]):
    fetch = staticmethod(genres.by_tracks)


class GenresByAlbum(Many[int, Genre]):
    fetch = staticmethod(genres.by_albums)


class GenresByArtist(Many[int, Genre]):
    fetch = staticmethod(genres.by_artists)
