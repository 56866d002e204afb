"""Edges to follows."""

from beatgraph.models import Artist, User
from beatgraph.services import follows
from loaders.base import One, Pages


class FollowerCountByArtist(One[int, int]):
    """Followers of the audience."""

    fetch = staticmethod(follows.counts_by_artists)


class ArtistFollowed(One[int, bool]):
    """Whether the viewer follows them; None for nobody."""

    fetch = staticmethod(follows.followed)


class UserFollowed(One[int, bool]):
    """Whether the viewer follows them; None for nobody."""

    fetch = staticmethod(follows.followed_users)


class FollowingCountByUser(One[int, int]):
    """Artists and people, as far as they are listed to the viewer."""

    fetch = staticmethod(follows.followings)


class ListedFollowerCountByArtist(One[int, int]):
    fetch = staticmethod(follows.FOLLOWERS_OF_ARTIST.counts)


class FollowersByArtist(Pages[int, User]):
    fetch = staticmethod(follows.FOLLOWERS_OF_ARTIST.slices)
    count = ListedFollowerCountByArtist


class ListedFollowerCountByUser(One[int, int]):
    fetch = staticmethod(follows.FOLLOWERS_OF_USER.counts)


class FollowersByUser(Pages[int, User]):
    fetch = staticmethod(follows.FOLLOWERS_OF_USER.slices)
    count = ListedFollowerCountByUser


class FollowedUserCountByUser(One[int, int]):
    fetch = staticmethod(follows.USERS_BY_FOLLOWER.counts)


class FollowedUsersByUser(Pages[int, User]):
    fetch = staticmethod(follows.USERS_BY_FOLLOWER.slices)
    count = FollowedUserCountByUser


class FollowedArtistCountByUser(One[int, int]):
    fetch = staticmethod(follows.ARTISTS_BY_FOLLOWER.counts)


class FollowedArtistsByUser(Pages[int, Artist]):
    fetch = staticmethod(follows.ARTISTS_BY_FOLLOWER.slices)
    count = FollowedArtistCountByUser
