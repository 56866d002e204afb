"""Reception: how an audience takes to what it sees and hears."""

from fractions import Fraction

from beatgraph.analytics.rounding import rounded


def engagement_rate(score: int, views: int, plays: int) -> float:
    """Likes, comments, saves and shares per view or play, in per cent; it may exceed 100. 0 where nothing was seen."""
    seen = views + plays
    return rounded(Fraction(score * 100, seen), 2) if seen else 0.0


def percentile(below: int, number: int) -> float:
    """How many per cent of the others lie strictly below one of so many; 0 where there are no others."""
    return rounded(Fraction(below * 100, number - 1), 1) if number > 1 else 0.0
