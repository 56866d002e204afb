"""The drawn waveform: 414 bars on a canvas of 1240 × 45."""

from collections.abc import Sequence

BARS = 414
TALLEST = 45
STEP = 3
FIRST = 0.75
DRAWN = 1.5


def bars_as_rectangles(bars: Sequence[int]) -> list[list[float]]:
    """`[x, y, width, height]` for each bar; they stand on the lower edge."""
    return [[FIRST + STEP * place, TALLEST - height, DRAWN, height] for place, height in enumerate(bars)]
