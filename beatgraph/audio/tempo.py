"""How fast."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Tempo:
    bpm: float | None
    confidence: float
    alternatives: tuple[float, ...]


NO_TEMPO = Tempo(None, 0.0, ())


def find_tempo(samples: Samples, rate: int, bpm_range: tuple[float, float] | None = None) -> Tempo:
    return NO_TEMPO
