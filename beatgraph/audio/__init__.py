"""Listening to files: what they are, how long, how fast, in which key, and what they look like."""

from os import PathLike

from beatgraph.audio.bars import bars_as_rectangles
from beatgraph.audio.errors import AudioError, Reason
from beatgraph.audio.keys import Key, Scale, compatible, parse_key
from beatgraph.audio.metadata import Metadata, Sourced, merge
from beatgraph.audio.pool import AnalysisPool
from beatgraph.audio.sounds import Analysis, Clips, Examination, Fingerprint, Picture, Sound, Source, Tags, Waveform
from beatgraph.audio.tags import parse_bpm, read_tags

__all__ = [
    "Analysis",
    "AnalysisPool",
    "AudioError",
    "Clips",
    "Examination",
    "Fingerprint",
    "Key",
    "Metadata",
    "Picture",
    "Reason",
    "Scale",
    "Sound",
    "Source",
    "Sourced",
    "Tags",
    "Waveform",
    "analyse",
    "bars_as_rectangles",
    "compatible",
    "merge",
    "parse_bpm",
    "parse_key",
    "probe",
    "read_tags",
]

# numpy and FFmpeg cost half a second and 60 MB: only who decodes in this very process pays for them.


def probe(path: str | PathLike[str]) -> Sound:
    """Decode the file once and say what it is, or raise `AudioError`. Blocks: servers go through `AnalysisPool`."""
    from beatgraph.audio import decoding

    return decoding.probe(path)


def analyse(path: str | PathLike[str], *, bpm_range: tuple[float, float] | None = None) -> Analysis:
    """Decode the file once and measure it, or raise `AudioError`. Blocks: servers go through `AnalysisPool`.

    `bpm_range` is where the genre lets the tempo lie; it decides between half and double time. A range in which there
    is no pulse counts as a mistake and is ignored.
    """
    from beatgraph.audio import listening

    return listening.analyse(path, bpm_range=bpm_range)
