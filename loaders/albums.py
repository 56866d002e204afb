"""Edges to albums."""

from beatgraph.models import Album
from beatgraph.services import albums
from loaders.base import One


class AlbumById(One[int, Album]):
    fetch = staticmethod(albums.by_ids)
