"""Edges to lyrics."""

from beatgraph.models import Lyric
from beatgraph.services import lyrics
from loaders.base import One


class LyricById(One[int, Lyric]):
    fetch = staticmethod(lyrics.by_ids)


class LyricByTrack(One[int, Lyric]):
    fetch = staticmethod(lyrics.by_tracks)
