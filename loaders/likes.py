"""Edges to likes."""

from beatgraph.models import Album, Track
from beatgraph.services import likes
from loaders.base import One, Pages


class LikeCountByTrack(One[int, int]):
    fetch = staticmethod(likes.counts_by_tracks)


class TrackLiked(One[int, bool]):
    """Whether the viewer likes it; None for nobody."""

    fetch = staticmethod(likes.liked)


class LikeCountByAlbum(One[int, int]):
    fetch = staticmethod(likes.counts_by_albums)


class AlbumLiked(One[int, bool]):
    """Whether the viewer likes it; None for nobody."""

    fetch = staticmethod(likes.liked_albums)


class PostLiked(One[int, bool]):
    """Whether the viewer likes it; None for nobody."""

    fetch = staticmethod(likes.liked_posts)


class LikedTrackCountByUser(One[int, int]):
    fetch = staticmethod(likes.TRACKS_BY_USER.counts)


class LikedTracksByUser(Pages[int, Track]):
    fetch = staticmethod(likes.TRACKS_BY_USER.slices)
    count = LikedTrackCountByUser


class LikedAlbumCountByUser(One[int, int]):
    fetch = staticmethod(likes.ALBUMS_BY_USER.counts)


class LikedAlbumsByUser(Pages[int, Album]):
    fetch = staticmethod(likes.ALBUMS_BY_USER.slices)
    count = LikedAlbumCountByUser
