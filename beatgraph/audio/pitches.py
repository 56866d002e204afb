"""Which of the twelve notes sound, and how far the piece is tuned from 440 Hz."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]
Numbers = NDArray[np.float64]

WINDOW = 8192
HOP = 4096
CHUNK = 256
"""Frames transformed at a time, so that memory does not grow with the length."""

LOWEST_HZ, HIGHEST_HZ = 50.0, 2_500.0
BASS_HZ = 180.0
NEIGHBOURS = 25
"""Bins on either side that a partial is measured against."""

CLEAR = 3.0
"""A partial stands out from its neighbours by this factor."""

AUDIBLE = 0.01
HARMONICS = 4
FADING = 0.6


@dataclass(frozen=True, slots=True)
class Partials:
    """Steady tones of all frames: frame number, pitch in semitones above C, and magnitude, each in its own column."""

    frames: int
    frame: NDArray[np.int64]
    pitch: Numbers
    loudness: Numbers
    steadiness: float
    """Share of the sound that is in these tones, 0..1."""


@dataclass(frozen=True, slots=True)
class Chroma:
    """Twelve columns a frame, C first; the notes as a whole, and those of the bass."""

    notes: Numbers
    bass: Numbers
    tuning_cents: float


def find_partials(samples: Samples, rate: int) -> Partials:
    """Peaks that last over two frames: drums do not."""
    audible = slice(round(LOWEST_HZ * WINDOW / rate), round(HIGHEST_HZ * WINDOW / rate))
    window = np.hanning(WINDOW).astype(np.float32)
    views = np.lib.stride_tricks.sliding_window_view(samples, WINDOW)[::HOP]
    found: list[Numbers] = []
    total = 0.0
    for start in range(0, len(views) - 1, CHUNK):
        spectrum = np.abs(np.fft.rfft(views[start : start + CHUNK + 1] * window, axis=1))
        total += float((spectrum[:-1, audible] ** 2).sum())
        rows = peaks(np.minimum(spectrum[:-1], spectrum[1:]), audible, rate)
        rows[:, 0] += start
        found.append(rows)
    rows = np.concatenate(found) if found else np.zeros((0, 3))
    # A windowed tone spreads over neighbouring bins: twice the square of its top is about all of it.
    share = 2 * float((rows[:, 2] ** 2).sum()) / max(total, 1e-12)
    return Partials(len(views) - 1, rows[:, 0].astype(int), rows[:, 1], rows[:, 2], min(share, 1.0))


def peaks(steady: Numbers, audible: slice, rate: int) -> Numbers:
    """Rows of frame, pitch and magnitude: tops that stand out, placed between bins by a parabola."""
    sums = np.cumsum(np.pad(steady, ((0, 0), (1, 0))), axis=1, dtype=np.float64)
    bins = np.arange(audible.start, audible.stop)
    below, above = np.maximum(bins - NEIGHBOURS, 0), bins + NEIGHBOURS + 1
    around = (sums[:, above] - sums[:, below]) / (above - below)
    left, top, right = steady[:, bins - 1], steady[:, bins], steady[:, bins + 1]
    faint = AUDIBLE * top.max(axis=1, keepdims=True)
    frame, place = np.nonzero((top > left) & (top >= right) & (top > CLEAR * around) & (top > faint))
    low, middle, high = (np.log(side[frame, place] + 1e-12) for side in (left, top, right))
    shift = 0.5 * (low - high) / np.minimum(low - 2 * middle + high, -1e-9)
    hertz = (bins[place] + shift) * rate / WINDOW
    return np.stack((frame, 12 * np.log2(hertz / 440.0) + 69, np.exp(middle)), axis=1)


def tuning_of(partials: Partials) -> float:
    """Cents that the whole piece lies above (or below) 440 Hz, -50..50."""
    turned = np.dot(np.sqrt(partials.loudness), np.exp(2j * np.pi * partials.pitch))
    return float(np.angle(turned) / (2 * np.pi) * 100)


def chroma_of(partials: Partials) -> Chroma:
    """Fold the partials into an octave; each counts for the notes whose overtone it may be."""
    cents = tuning_of(partials)
    pitch = partials.pitch - cents / 100
    weight = np.sqrt(partials.loudness)
    notes, bass = np.zeros((partials.frames, 12)), np.zeros((partials.frames, 12))
    for harmonic in range(1, HARMONICS + 1):
        spread(notes, partials.frame, pitch - 12 * np.log2(harmonic), weight * FADING ** (harmonic - 1))
    deep = pitch < 69 + 12 * np.log2(BASS_HZ / 440.0)
    spread(bass, partials.frame[deep], pitch[deep], weight[deep])
    return Chroma(notes, bass, cents)


def spread(target: Numbers, frame: NDArray[np.int64], pitch: Numbers, weight: Numbers) -> None:
    """Add to the nearest note, less the further off it is."""
    nearest = np.round(pitch)
    closeness = np.cos(np.pi * (pitch - nearest)) ** 2
    np.add.at(target, (frame, nearest.astype(int) % 12), weight * closeness)
