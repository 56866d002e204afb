"""The outline of a sound, kept while it streams by: least and greatest sample of equal stretches."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from beatgraph.audio.bars import BARS, TALLEST
from beatgraph.audio.sounds import Waveform

FINEST = 16
"""Samples in a bin to begin with."""

MOST_BINS = 1 << 18
"""When there are more, neighbours are joined, so that memory does not grow with the length."""

POINTS = 1000

Samples = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Drawn:
    """Heights 0..45 (the loudest bar is 45, silence is flat) and the peaks behind them, 0..1 of full scale."""

    bars: tuple[int, ...]
    peaks: tuple[float, ...]


class Outline:
    """Collects blocks of mono samples into bins."""

    def __init__(self) -> None:
        self.bin = FINEST
        self.low: list[Samples] = []
        self.high: list[Samples] = []
        self.bins = 0
        self.rest: Samples = np.zeros(0, np.float32)

    def add(self, block: Samples) -> None:
        block = np.concatenate((self.rest, block))
        whole = block.size // self.bin
        folded = block[: whole * self.bin].reshape(whole, self.bin)
        self.rest = block[whole * self.bin :]
        self._keep(folded.min(axis=1), folded.max(axis=1))
        while self.bins > MOST_BINS:
            self._join()

    def _keep(self, low: Samples, high: Samples) -> None:
        self.low.append(low)
        self.high.append(high)
        self.bins += low.size

    def _join(self) -> None:
        low, high = np.concatenate(self.low), np.concatenate(self.high)
        if low.size % 2:
            # The odd bin cannot be joined yet: two samples have the same extremes as it.
            self.rest = np.concatenate((extremes(low[-1], high[-1], self.bin), self.rest))
            low, high = low[:-1], high[:-1]
        self.bin *= 2
        self.low, self.high = [low.reshape(-1, 2).min(axis=1)], [high.reshape(-1, 2).max(axis=1)]
        self.bins = self.low[0].size

    def close(self) -> None:
        """Count what is left over as a last, shorter bin."""
        if self.rest.size:
            self._keep(self.rest[:1] * 0 + self.rest.min(), self.rest[:1] * 0 + self.rest.max())
            self.rest = self.rest[:0]
        self.low, self.high = [np.concatenate(self.low)], [np.concatenate(self.high)]

    def waveform(self, rate: int) -> Waveform:
        """At most a thousand pairs; an exact number of samples behind each."""
        joined = max(1, -(-self.bins // POINTS))
        starts = np.arange(0, self.bins, joined)
        pairs = np.empty((starts.size, 2), np.float32)
        pairs[:, 0] = np.minimum.reduceat(self.low[0], starts)
        pairs[:, 1] = np.maximum.reduceat(self.high[0], starts)
        quanta = np.clip(np.rint(pairs * 128), -128, 127).astype(int)
        return Waveform(rate, self.bin * joined, tuple(quanta.ravel().tolist()))

    def drawn(self) -> Drawn:
        """The contract's bars."""
        loudest = np.maximum(np.abs(self.low[0]), np.abs(self.high[0]))
        starts = np.arange(BARS) * self.bins // BARS
        peaks = np.minimum(np.maximum.reduceat(loudest, starts), 1.0)
        tallest = float(peaks.max())
        heights = np.rint(peaks / tallest * TALLEST) if tallest > 0 else np.zeros(BARS)
        return Drawn(tuple(heights.astype(int).tolist()), tuple(np.round(peaks.astype(float), 4).tolist()))


def extremes(low: np.float32, high: np.float32, samples: int) -> Samples:
    """So many samples between two extremes that both occur."""
    filled = np.full(samples, low, np.float32)
    filled[-1] = high
    return filled
