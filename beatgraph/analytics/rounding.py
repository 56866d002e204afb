"""Rounding: half-up, once, where a number is shown."""

from fractions import Fraction


def rounded(value: float | Fraction, decimals: int) -> float:
    """Half away from zero; exact for fractions, and by its shortest spelling for a float (0.15 is 0.15)."""
    exact = Fraction(repr(value)) if isinstance(value, float) else Fraction(value)
    shifted = abs(exact) * 10**decimals
    whole = int(shifted + Fraction(1, 2))
    return float(Fraction(whole if exact >= 0 else -whole, 10**decimals))


def whole(value: float | Fraction) -> int:
    return int(rounded(value, 0))
