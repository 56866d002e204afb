"""Edges to comments."""

from beatgraph.models import Comment, PostLifetime
from beatgraph.services import comments, standings
from loaders.base import One, Pages


class CommentById(One[int, Comment]):
    fetch = staticmethod(comments.by_ids)


class CommentDeletable(One[int, bool]):
    fetch = staticmethod(comments.deletable)


class CommentCountByTrack(One[int, int]):
    """Comments of the audience."""

    fetch = staticmethod(comments.counts_by_tracks)


class CommentCountByPost(One[int, int]):
    """Comments of the audience."""

    fetch = staticmethod(standings.summed(PostLifetime, "comments"))


class ThreadLengthByTrack(One[int, int]):
    """Everything that is listed: one's own comments too, and deleted ones that were answered."""

    fetch = staticmethod(comments.BY_TRACK.counts)


class CommentsByTrack(Pages[int, Comment]):
    fetch = staticmethod(comments.BY_TRACK.slices)
    count = ThreadLengthByTrack


class ThreadLengthByPost(One[int, int]):
    fetch = staticmethod(comments.BY_POST.counts)


class CommentsByPost(Pages[int, Comment]):
    fetch = staticmethod(comments.BY_POST.slices)
    count = ThreadLengthByPost


class ReplyCountByComment(One[int, int]):
    fetch = staticmethod(comments.BY_PARENT.counts)


class RepliesByComment(Pages[int, Comment]):
    fetch = staticmethod(comments.BY_PARENT.slices)
    count = ReplyCountByComment
