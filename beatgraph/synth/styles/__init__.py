"""The styles a beat can have, by the words producers use."""

from beatgraph.synth.styles.club import DRUM_AND_BASS, HOUSE, SYNTHWAVE, TECHNO, UK_GARAGE
from beatgraph.synth.styles.shapes import Groove, Kit, Style
from beatgraph.synth.styles.southern import AFROBEATS, AMAPIANO, DEMBOW, REGGAETON
from beatgraph.synth.styles.street import BOOM_BAP, DRILL, LO_FI, TRAP

__all__ = ["STYLES", "Groove", "Kit", "Style"]

STYLES: dict[str, Style] = {
    style.name: style
    for style in (
        HOUSE,
        TECHNO,
        UK_GARAGE,
        DRUM_AND_BASS,
        SYNTHWAVE,
        BOOM_BAP,
        TRAP,
        DRILL,
        LO_FI,
        DEMBOW,
        AFROBEATS,
        AMAPIANO,
        REGGAETON,
    )
}
