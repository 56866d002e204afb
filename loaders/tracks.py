"""Edges to tracks."""

from beatgraph.models import Track, TrackLifetime
from beatgraph.services import tracks
from loaders.base import One, Pages


class TrackById(One[int, Track]):
    fetch = staticmethod(tracks.by_ids)


class TrackEditable(One[int, bool]):
    fetch = staticmethod(tracks.editable)


class LifetimeByTrack(One[int, TrackLifetime]):
    fetch = staticmethod(tracks.lifetimes)


class TrackCountByArtist(One[int, int]):
    fetch = staticmethod(tracks.count_by_artists)


class TracksByArtist(Pages[int, Track]):
    fetch = staticmethod(tracks.by_artists)
    count = TrackCountByArtist


class TrackCountByAlbum(One[int, int]):
    fetch = staticmethod(tracks.count_by_albums)


class TracksByAlbum(Pages[int, Track]):
    fetch = staticmethod(tracks.by_albums)
    count = TrackCountByAlbum
