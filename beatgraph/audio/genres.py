"""Genres, and the tempi that they are usually made at: what decides between half and double time."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from beatgraph.audio.sounds import Analysis


@dataclass(frozen=True, slots=True)
class Tempi:
    """From the slowest to the fastest that is usual, in BPM; less than an octave, or it would decide nothing."""

    slowest: float
    fastest: float

    def __contains__(self, bpm: float) -> bool:
        return self.slowest <= bpm <= self.fastest


USUAL = {
    "afro-house": Tempi(112, 128),
    "afrobeat": Tempi(90, 125),
    "afrobeats": Tempi(90, 125),
    "amapiano": Tempi(105, 120),
    "bachata": Tempi(110, 150),
    "baile-funk": Tempi(120, 155),
    "boom-bap": Tempi(75, 105),
    "breakbeat": Tempi(110, 145),
    "chillhop": Tempi(65, 100),
    "cloud-rap": Tempi(110, 170),
    "dancehall": Tempi(85, 115),
    "deep-house": Tempi(115, 128),
    "dembow": Tempi(85, 125),
    "disco": Tempi(100, 135),
    "dnb": Tempi(155, 185),
    "drill": Tempi(130, 155),
    "drum-and-bass": Tempi(155, 185),
    "dubstep": Tempi(130, 150),
    "edm": Tempi(110, 150),
    "electro": Tempi(110, 145),
    "garage": Tempi(120, 140),
    "grime": Tempi(130, 150),
    "hardstyle": Tempi(140, 165),
    "house": Tempi(110, 135),
    "jersey-club": Tempi(125, 150),
    "jungle": Tempi(150, 180),
    "lo-fi": Tempi(65, 100),
    "lo-fi-hip-hop": Tempi(65, 100),
    "lofi": Tempi(65, 100),
    "moombahton": Tempi(100, 116),
    "phonk": Tempi(110, 170),
    "progressive-house": Tempi(118, 132),
    "psytrance": Tempi(132, 155),
    "rage": Tempi(130, 170),
    "reggaeton": Tempi(82, 112),
    "synthwave": Tempi(75, 125),
    "tech-house": Tempi(118, 135),
    "techno": Tempi(115, 155),
    "trance": Tempi(122, 150),
    "trap": Tempi(110, 175),
    "uk-drill": Tempi(130, 155),
    "uk-garage": Tempi(120, 142),
}
"""By name in lower case, its words joined by dashes. Genres whose makers do not agree are not here."""

SAME = 0.04
"""Tempi this close, as a share, are one reading."""


def usual_tempi(genres: Iterable[str]) -> Tempi | None:
    """The tempi of the first of these genres whose tempi are known, however it is spelt."""
    found = (USUAL.get(re.sub(r"[\W_]+", "-", name.casefold().replace("&", " and ")).strip("-")) for name in genres)
    return next(filter(None, found), None)


def counted_as_usual(analysis: Analysis, genres: Iterable[str]) -> Analysis:
    """The same pulse, counted twice as fast or half as fast if only that is usual for the genre.

    A genre never decides more than the octave: what is neither way usual stays as it was measured.
    """
    usual, bpm = usual_tempi(genres), analysis.bpm
    if usual is None or bpm is None or bpm in usual:
        return analysis
    other = next((octave for octave in (2 * bpm, bpm / 2) if octave in usual), None)
    if other is None:
        return analysis
    others = (bpm, *(each for each in analysis.bpm_alternatives if abs(each / other - 1) > SAME))
    return replace(analysis, bpm=round(other, 2), bpm_alternatives=others[: max(1, len(analysis.bpm_alternatives))])
