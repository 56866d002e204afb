"""In which key."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from beatgraph.audio.keys import Key

Samples = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Tonality:
    key: Key | None
    confidence: float
    tuning_cents: float


NO_TONALITY = Tonality(None, 0.0, 0.0)


def find_tonality(samples: Samples, rate: int) -> Tonality:
    return NO_TONALITY
