"""Edges to reposts."""

from beatgraph.models import Repost
from beatgraph.services import reposts
from loaders.base import One, Pages


class RepostById(One[int, Repost]):
    fetch = staticmethod(reposts.by_ids)


class RepostCountByUser(One[int, int]):
    fetch = staticmethod(reposts.BY_USER.counts)


class RepostsByUser(Pages[int, Repost]):
    fetch = staticmethod(reposts.BY_USER.slices)
    count = RepostCountByUser


class RepostCountByTrack(One[int, int]):
    fetch = staticmethod(reposts.counts_by_tracks)


class RepostCountByAlbum(One[int, int]):
    fetch = staticmethod(reposts.counts_by_albums)


class TrackReposted(One[int, bool]):
    """Whether the viewer reposts it; None for nobody."""

    fetch = staticmethod(reposts.reposted_tracks)


class AlbumReposted(One[int, bool]):
    """Whether the viewer reposts it; None for nobody."""

    fetch = staticmethod(reposts.reposted_albums)
