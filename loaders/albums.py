"""Edges to albums."""

from beatgraph.models import Album
from beatgraph.services import albums
from loaders.base import One, Pages


class AlbumById(One[int, Album]):
    fetch = staticmethod(albums.by_ids)


class AlbumEditable(One[int, bool]):
    fetch = staticmethod(albums.editable)


class AlbumCountByArtist(One[int, int]):
    fetch = staticmethod(albums.count_by_artists)


class AlbumsByArtist(Pages[int, Album]):
    fetch = staticmethod(albums.by_artists)
    count = AlbumCountByArtist
