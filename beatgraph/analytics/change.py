"""Change: how a period compares with the one before it."""

from fractions import Fraction

from beatgraph.analytics.rounding import rounded


def change(current: int, previous: int) -> float:
    """In per cent, one decimal: from nothing to something is 100, from something to nothing −100, never infinite."""
    if previous == 0:
        return 100.0 if current > 0 else 0.0
    return rounded(Fraction(current - previous, previous) * 100, 1)
