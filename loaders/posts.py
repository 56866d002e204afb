"""Edges to posts."""

from beatgraph.models import Post, PostLifetime
from beatgraph.services import posts, standings
from loaders.base import One, Pages


class PostById(One[int, Post]):
    fetch = staticmethod(posts.by_ids)


class PostDeletable(One[int, bool]):
    fetch = staticmethod(posts.deletable)


class PostCountByUser(One[int, int]):
    fetch = staticmethod(posts.BY_USER.counts)


class PostsByUser(Pages[int, Post]):
    fetch = staticmethod(posts.BY_USER.slices)
    count = PostCountByUser


class ViewCountByPost(One[int, int]):
    fetch = staticmethod(standings.summed(PostLifetime, "views"))


class LikeCountByPost(One[int, int]):
    fetch = staticmethod(standings.summed(PostLifetime, "likes"))


class SaveCountByPost(One[int, int]):
    fetch = staticmethod(standings.summed(PostLifetime, "saves"))


class ShareCountByPost(One[int, int]):
    fetch = staticmethod(standings.summed(PostLifetime, "shares"))
