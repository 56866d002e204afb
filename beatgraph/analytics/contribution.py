"""Contribution: what a track is worth to each of its producers, fading with its age and growing with its plays."""

import math
from datetime import datetime, timedelta

HALF_LIFE_MONTHS = 6
MONTH = timedelta(days=30.4375)
DECIMALS = 4
"""Contribution values are shown with so many."""


def months_between(uploaded_at: datetime, as_of: datetime) -> float:
    """Real months of age; a track from the future has none."""
    return max(0.0, (as_of - uploaded_at) / MONTH)


def contribution(plays: int, months: float, producers: int) -> float:
    """One producer's share, unrounded: at most 3 for a new track of one producer, however often it is played."""
    loudness = math.log10(1 + plays)
    boost = 1 + 2 * loudness / (loudness + 1)
    return math.exp(-math.log(2) / HALF_LIFE_MONTHS * max(0.0, months)) * boost / max(1, producers)
