"""Edges to saves."""

from beatgraph.models import Track
from beatgraph.services import saves
from loaders.base import One, Pages


class SaveCountByTrack(One[int, int]):
    fetch = staticmethod(saves.counts_by_tracks)


class TrackSaved(One[int, bool]):
    """Whether the viewer keeps it; None for nobody."""

    fetch = staticmethod(saves.saved_tracks)


class PostSaved(One[int, bool]):
    """Whether the viewer keeps it; None for nobody."""

    fetch = staticmethod(saves.saved_posts)


class SavedTrackCountByUser(One[int, int]):
    fetch = staticmethod(saves.TRACKS_BY_USER.counts)


class SavedTracksByUser(Pages[int, Track]):
    fetch = staticmethod(saves.TRACKS_BY_USER.slices)
    count = SavedTrackCountByUser
