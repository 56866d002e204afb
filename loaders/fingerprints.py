"""Edges to fingerprints."""

from beatgraph.models import Fingerprint
from beatgraph.services import fingerprints
from loaders.base import One


class FingerprintById(One[int, Fingerprint]):
    fetch = staticmethod(fingerprints.by_ids)


class FingerprintByTrack(One[int, Fingerprint]):
    fetch = staticmethod(fingerprints.of_tracks)


class TextByFingerprint(One[int, str]):
    fetch = staticmethod(fingerprints.texts)
