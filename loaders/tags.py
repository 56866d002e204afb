"""Edges to tags."""

from beatgraph.models import Tag
from beatgraph.services import tags
from loaders.base import Many, One


class TagById(One[int, Tag]):
    fetch = staticmethod(tags.by_ids)


class TagsByTrack(Many[int, Tag]):
    fetch = staticmethod(tags.by_tracks)


class TagsByAlbum(Many[int, Tag]):
    fetch = staticmethod(tags.by_albums)
