"""The beats of the demo catalogue, made from numbers: composed, rendered, written to files.

`compose` draws a beat, `render` turns it into samples, the writers put samples into files. Composing and naming need
the standard library only; numpy and the encoders are imported by the first use of `render` or a writer.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from beatgraph.synth.beats import KEYS, SCALES, Beat, compose
from beatgraph.synth.names import Listener, Names, Place
from beatgraph.synth.styles import STYLES, Style

if TYPE_CHECKING:
    from beatgraph.synth.drums import RATE
    from beatgraph.synth.files import write_flac, write_mp3, write_wav
    from beatgraph.synth.rendering import render

__all__ = [
    "KEYS",
    "RATE",
    "SCALES",
    "STYLES",
    "Beat",
    "Listener",
    "Names",
    "Place",
    "Style",
    "compose",
    "render",
    "write_flac",
    "write_mp3",
    "write_wav",
]

_HEAVY = {
    "RATE": "drums",
    "render": "rendering",
    "write_flac": "files",
    "write_mp3": "files",
    "write_wav": "files",
}


def __getattr__(name: str) -> Any:
    if name in _HEAVY:
        return getattr(import_module(f"{__name__}.{_HEAVY[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
