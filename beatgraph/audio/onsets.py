"""Where sounds begin: how much each moment is louder than the one before, in the bands of kick, snare and all."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]
Curve = NDArray[np.float64]

WINDOW = 1024
HOP = 256
CHUNK = 2048
"""Frames transformed at a time, so that memory does not grow with the length."""

BANDS = 40
LOWEST_HZ = 40.0
COMPRESSION = 10.0
KICK_HZ = (40.0, 150.0)
SNARE_HZ = (1_000.0, 5_500.0)


@dataclass(frozen=True, slots=True)
class Onsets:
    """Curves of equal length, `rate` values a second."""

    rate: float
    everything: Curve
    kick: Curve
    snare: Curve


def find_onsets(samples: Samples, rate: int) -> Onsets:
    edges = np.geomspace(LOWEST_HZ, rate / 2, BANDS + 1)
    bins = np.unique(np.round(edges * WINDOW / rate).astype(int))
    centres = (bins[:-1] + bins[1:]) / 2 * rate / WINDOW
    energies = banded(samples, bins)
    logs = np.log1p(COMPRESSION * energies / max(float(energies.mean()), 1e-12))
    rises = np.maximum(logs[1:] - logs[:-1], 0.0)
    kick = rises[:, (centres >= KICK_HZ[0]) & (centres < KICK_HZ[1])].sum(axis=1)
    snare = rises[:, (centres >= SNARE_HZ[0]) & (centres < SNARE_HZ[1])].sum(axis=1)
    return Onsets(rate / HOP, rises.sum(axis=1), kick, snare)


def banded(samples: Samples, bins: NDArray[np.int64]) -> Curve:
    """Magnitudes summed between neighbouring bins, a row a frame."""
    window = np.hanning(WINDOW).astype(np.float32)
    frames = np.lib.stride_tricks.sliding_window_view(samples, WINDOW)[::HOP]
    rows = []
    for start in range(0, len(frames), CHUNK):
        spectrum = np.abs(np.fft.rfft(frames[start : start + CHUNK] * window, axis=1))
        rows.append(np.add.reduceat(spectrum[:, : bins[-1]], bins[:-1], axis=1))
    return np.concatenate(rows).astype(np.float64)
