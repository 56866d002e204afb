"""Edges to what everybody may know of a person."""

from beatgraph.models import Artist
from beatgraph.services import contents, profiles
from beatgraph.services.contents import Content
from loaders.base import Many, One


class PublicArtistByUser(One[int, Artist]):
    fetch = staticmethod(profiles.artists_by_users)


class FollowerCountByUser(One[int, int]):
    """People who follow the user or the artist that they are."""

    fetch = staticmethod(profiles.followers)


class PublishedCountByUser(One[int, int]):
    fetch = staticmethod(profiles.published)


class CollaborationCountByUser(One[int, int]):
    fetch = staticmethod(profiles.collaborations)


class TopContentByUser(Many[int, Content]):
    fetch = staticmethod(contents.top)
