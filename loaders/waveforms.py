"""Edges to waveforms."""

from beatgraph.models import Waveform
from beatgraph.services import waveforms
from loaders.base import One


class WaveformByUpload(One[int, Waveform]):
    fetch = staticmethod(waveforms.of_uploads)
