"""Edges to track credits."""

from beatgraph.models import TrackCredit
from beatgraph.services import credits
from loaders.base import Many


class CreditsByTrack(Many[int, TrackCredit]):
    fetch = staticmethod(credits.by_tracks)
