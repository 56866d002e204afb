"""Edges to placements."""

from beatgraph.models import Placement
from beatgraph.services import placements
from beatgraph.services.placements import Recon
from loaders.base import Many, One


class PlacementById(One[int, Placement]):
    fetch = staticmethod(placements.by_ids)


class PlacementsByTrack(Many[int, Placement]):
    fetch = staticmethod(placements.by_tracks)


class ReconByTrack(One[int, Recon]):
    fetch = staticmethod(placements.of_tracks)
