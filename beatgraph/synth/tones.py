"""Instruments that play notes: two wavetables, a bright one that fades into a dark one, under an envelope."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from beatgraph.synth.drums import RATE, Sound

_TABLE = 4096
_HIGHEST = 15_000.0


@dataclass(frozen=True, slots=True)
class Timbre:
    """Partials name a series (`saw`, `square`, `soft`) or list levels; times in seconds, `detune` in cents.

    `sustain` is the level that a held note decays to, `bend` how many semitones a note starts too high.
    """

    bright: str | tuple[float, ...]
    dark: str | tuple[float, ...]
    attack: float = 0.004
    decay: float = 0.4
    sustain: float = 0.5
    release: float = 0.06
    shine: float = 0.15
    detune: float = 0.0
    bend: float = 0.0
    drive: float = 0.0


TIMBRES = {
    "round bass": Timbre((1, 0.5, 0.25, 0.12, 0.06), (1, 0.2, 0.06), decay=0.25, sustain=0.7, shine=0.09),
    "rumble": Timbre("saw", (1, 0.35, 0.1), decay=0.15, sustain=0.4, release=0.03, shine=0.05, drive=1.2),
    "upright": Timbre((1, 0.6, 0.35, 0.2, 0.1, 0.05), (1, 0.3, 0.1), decay=0.5, sustain=0.35, shine=0.12),
    "808": Timbre((1, 0.5, 0.35, 0.2), (1, 0.16, 0.06), decay=0.9, sustain=0.45, shine=0.2, bend=3, drive=1.6),
    "reese": Timbre("saw", (1, 0.6, 0.35, 0.2, 0.12, 0.08), decay=0.8, sustain=0.8, shine=0.3, detune=9),
    "saw bass": Timbre("saw", (1, 0.5, 0.3, 0.15, 0.08), decay=0.15, sustain=0.55, release=0.03, shine=0.08),
    "log drum": Timbre((1, 0.7, 0.2, 0.3, 0.1), (1, 0.15), decay=0.22, sustain=0.2, shine=0.05, bend=7, drive=1.2),
    "organ": Timbre((1, 0.8, 0.5, 0.4, 0, 0.25, 0, 0.2), (1, 0.7, 0.3, 0.25), attack=0.006, decay=0.2, sustain=0.75),
    "stab": Timbre("saw", "soft", decay=0.14, sustain=0.25, release=0.09, shine=0.07, detune=7),
    "keys": Timbre(
        (1, 0.35, 0.1, 0.06, 0, 0, 0.1, 0.05), (1, 0.18, 0.04), decay=0.7, sustain=0.3, release=0.14, detune=2
    ),
    "dusty piano": Timbre(
        (1, 0.7, 0.45, 0.3, 0.2, 0.12, 0.08), (1, 0.3, 0.12), decay=0.55, sustain=0.2, release=0.12, detune=4
    ),
    "pad": Timbre("soft", (1, 0.3, 0.12, 0.05), attack=0.06, decay=1.0, sustain=0.8, release=0.25, shine=0.5, detune=8),
    "strings": Timbre("saw", "soft", attack=0.04, decay=1.0, sustain=0.75, release=0.2, shine=0.3, detune=6),
    "choir": Timbre(
        (1, 0.9, 0.5, 0.15, 0.2, 0.1), (1, 0.6, 0.25), attack=0.06, decay=1.0, sustain=0.8, release=0.25, detune=9
    ),
    "supersaw": Timbre("saw", "soft", attack=0.01, decay=0.9, sustain=0.7, release=0.15, shine=0.5, detune=12),
    "guitar": Timbre((1, 0.8, 0.5, 0.4, 0.25, 0.2, 0.1), (1, 0.3, 0.1), decay=0.35, sustain=0.1, release=0.1, detune=2),
    "pluck": Timbre("saw", (1, 0.3, 0.1), decay=0.2, sustain=0.08, release=0.12, shine=0.06, detune=5),
    "bell": Timbre((1, 0.1, 0.5, 0, 0.3, 0, 0.15), (1, 0.05, 0.1), decay=0.4, sustain=0.12, release=0.3, shine=0.2),
    "flute": Timbre((1, 0.4, 0.15, 0.05), (1, 0.25, 0.06), attack=0.03, decay=0.5, sustain=0.7, release=0.1),
    "lead": Timbre("square", "soft", attack=0.008, decay=0.4, sustain=0.6, release=0.1, shine=0.3, detune=6),
    "acid": Timbre("saw", (1, 0.5, 0.2), decay=0.12, sustain=0.2, release=0.03, shine=0.06, drive=1.5),
}


_SERIES: dict[str, Callable[[NDArray[np.float64]], NDArray[np.float64]]] = {
    "saw": lambda count: 1 / count,
    "square": lambda count: count % 2 / count,
    "soft": lambda count: 1 / count**1.6,
}


def tone(name: str, pitch: int, length: float) -> Sound:
    """One note as samples [channels, frames]; one channel where both ears hear the same."""
    timbre = TIMBRES[name]
    hertz = 440 * 2 ** ((pitch - 69) / 12)
    frames = int((length + timbre.release) * RATE)
    clock = np.arange(frames, dtype=np.float32) / np.float32(RATE)
    envelope = _envelope(timbre, clock, length)
    shine = np.exp(-clock / np.float32(timbre.shine))
    partials = max(1, min(40, int(_HIGHEST / hertz)))
    bright, dark = _table(timbre.bright, partials), _table(timbre.dark, partials)
    spread = (-timbre.detune, timbre.detune) if timbre.detune else (0.0,)
    sound = np.empty((len(spread), frames), dtype=np.float32)
    for channel, cents in enumerate(spread):
        place = _phase(hertz * 2 ** (cents / 1200), timbre.bend, frames)
        low = dark[place]
        sound[channel] = low + (bright[place] - low) * shine
    if timbre.detune:
        # Each ear leans to one of the two oscillators and hears both, which is what makes them beat.
        sound = np.stack([0.7 * sound[0] + 0.3 * sound[1], 0.3 * sound[0] + 0.7 * sound[1]])
    if timbre.drive:
        sound = np.tanh(sound * np.float32(timbre.drive))
    return np.asarray(sound * envelope, dtype=np.float32)


def _envelope(timbre: Timbre, clock: Sound, length: float) -> Sound:
    level = timbre.sustain + (1 - timbre.sustain) * np.exp(-clock / np.float32(timbre.decay))
    level *= np.minimum(clock / np.float32(timbre.attack), 1)
    level *= np.clip((np.float32(length + timbre.release) - clock) / np.float32(timbre.release), 0, 1)
    return np.asarray(level, dtype=np.float32)


def _phase(hertz: float, bend: float, frames: int) -> NDArray[np.intp]:
    if bend:
        clock = np.arange(frames) / RATE
        turns = np.cumsum(hertz * 2 ** (bend / 12 * np.exp(-clock / 0.02))) / RATE
        return (turns * _TABLE).astype(np.intp) & (_TABLE - 1)
    return (np.arange(frames) * (hertz / RATE * _TABLE)).astype(np.intp) & (_TABLE - 1)


@lru_cache(maxsize=512)
def _table(series: str | tuple[float, ...], partials: int) -> Sound:
    """One period that holds the first partials of a series, at a peak of 1."""
    count = np.arange(1, partials + 1, dtype=np.float64)
    levels: NDArray[np.float64] = (
        _SERIES[series](count) if isinstance(series, str) else np.array(series[:partials], dtype=np.float64)
    )
    spectrum = np.zeros(_TABLE // 2 + 1, dtype=np.complex128)
    spectrum[1 : len(levels) + 1] = -0.5j * levels
    period = np.fft.irfft(spectrum, _TABLE)
    return np.asarray(period / np.max(np.abs(period)), dtype=np.float32)
