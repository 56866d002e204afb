"""Sketches: how many different listeners there were, exactly while they are few, and in little room when they are many.

Up to 512 listeners are kept one by one, with the number of their plays. From then on HyperLogLog registers count them,
and the 512 with the smallest hashes stay as a sample. Sketches of days or tracks can be united in any order and give
what one sketch of everything would have given.
"""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from heapq import nsmallest
from math import inf
from struct import Struct

import numpy as np

EXACT_AT_MOST = 512
PRECISION = 12
REGISTERS = 1 << PRECISION
STANDARD_ERROR = 0.0163
"""Of an estimate: 1.04 over the root of the number of registers, as a share of the true count."""
PLAYS_AT_MOST = 0xFFFF
_EXACT, _ESTIMATED = b"\x01", b"\x02"
_ONE = Struct("=BQH")
_AT_ONCE_FROM = 1000
"""Bytes of sketches that are united all at once: one after another, fewer take less time."""
_BITS = 64 - PRECISION


def hashed(listener: bytes) -> int:
    """The 64 bits of a listener's key that sketches know it by: the key is a hash already."""
    return int.from_bytes(listener[:8], "big")


class Sketch:
    """Different listeners, by their hashes, and how often each of them (or of a sample of them) played."""

    __slots__ = ("_plays", "_registers")

    def __init__(self, plays: Mapping[int, int] | None = None) -> None:
        self._plays: dict[int, int] = {}
        self._registers: np.ndarray | None = None
        if plays:
            self.add(plays)

    @classmethod
    def read(cls, stored: bytes) -> "Sketch":
        """A sketch as it was written; nothing at all is an empty one."""
        sketch = cls()
        if not stored:
            return sketch
        body = memoryview(stored)[1:]
        if stored[:1] == _ESTIMATED:
            sketch._registers = np.frombuffer(body[:REGISTERS], np.uint8).copy()
            body = body[REGISTERS:]
        hashes, plays = array("Q"), array("H")
        size = len(body) // 10
        hashes.frombytes(body[: 8 * size])
        plays.frombytes(body[8 * size :])
        sketch._plays = dict(zip(hashes, plays, strict=True))
        return sketch

    def write(self) -> bytes:
        exact = written(self._plays)
        return exact if self._registers is None else _ESTIMATED + self._registers.tobytes() + exact[1:]

    @property
    def is_exact(self) -> bool:
        return self._registers is None

    def add(self, plays: Mapping[int, int]) -> None:
        """Plays by these listeners."""
        mine = self._plays
        for listener, number in plays.items():
            mine[listener] = mine.get(listener, 0) + number
        if self._registers is not None:
            self._mark(self._registers, plays)
            self._keep_sample()
        elif len(mine) > EXACT_AT_MOST:
            self._registers = np.zeros(REGISTERS, np.uint8)
            self._mark(self._registers, mine)
            self._keep_sample()

    def unite(self, other: "Sketch") -> None:
        """Take in all of another sketch."""
        if other._registers is None:
            self.add(other._plays)
            return
        if self._registers is None:
            self._registers = np.zeros(REGISTERS, np.uint8)
            self._mark(self._registers, self._plays)
        np.maximum(self._registers, other._registers, out=self._registers)
        for listener, number in other._plays.items():
            self._plays[listener] = self._plays.get(listener, 0) + number
        self._keep_sample()

    def _unite_written(self, parts: Sequence[bytes]) -> None:
        """What an empty sketch becomes that takes in all of these, one after another."""
        estimates = [each for each in parts if each[:1] == _ESTIMATED]
        starts = [1 + REGISTERS * (each[:1] == _ESTIMATED) for each in parts]
        sizes = [(len(each) - start) // 10 for each, start in zip(parts, starts, strict=True)]
        places = list(zip(parts, starts, sizes, strict=True))
        hashes = np.concatenate([np.frombuffer(each, np.uint64, size, start) for each, start, size in places])
        plays = np.concatenate([np.frombuffer(each, np.uint16, size, start + 8 * size) for each, start, size in places])
        listeners, which = np.unique(hashes, return_inverse=True)
        if estimates or len(listeners) > EXACT_AT_MOST:
            self._registers = np.zeros(REGISTERS, np.uint8)
            self._mark(self._registers, listeners)
            for each in estimates:
                np.maximum(self._registers, np.frombuffer(each, np.uint8, REGISTERS, 1), out=self._registers)
        numbers = np.bincount(which, weights=plays).astype(np.int64)
        # They come sorted, and the sample is of the smallest.
        self._plays = dict(zip(listeners[:EXACT_AT_MOST].tolist(), numbers[:EXACT_AT_MOST].tolist(), strict=True))

    def count(self) -> int:
        """How many different listeners: exactly, or within a few standard errors."""
        return len(self._plays) if self._registers is None else round(_estimated(self._registers))

    def repeated(self) -> int:
        """How many of them played twice or more; beyond 512, as often as in the sample."""
        often = sum(number > 1 for number in self._plays.values())
        return often if self._registers is None else round(self.count() * often / len(self._plays))

    def without(self, listeners: Iterable[int]) -> int:
        """How many different listeners there are besides these."""
        others = set(listeners)
        if self._registers is None:
            return len(self._plays.keys() - others)
        both = Sketch()
        both.unite(self)
        both.add(dict.fromkeys(others, 1))
        return max(0, both.count() - len(others))

    def beyond(self, other: "Sketch") -> int:
        """How many listeners played more often than another sketch knows; of estimates, how many more there are."""
        if self._registers is None and other._registers is None:
            return sum(number > other._plays.get(listener, 0) for listener, number in self._plays.items())
        return max(0, self.count() - other.count())

    def __contains__(self, listener: int) -> bool:
        """Whether somebody is known to be in it; of an estimated sketch only the sample is known."""
        return listener in self._plays

    @staticmethod
    def _mark(registers: np.ndarray, listeners: Iterable[int] | np.ndarray) -> None:
        hashes = listeners if isinstance(listeners, np.ndarray) else np.fromiter(listeners, np.uint64)
        places = (hashes >> np.uint64(_BITS)).astype(np.int64)
        rest = hashes & np.uint64((1 << _BITS) - 1)
        # The rank is the place of the first one bit; 52 bits are exact as a float, whose exponent tells it.
        ranks = (_BITS + 1 - np.frexp(rest.astype(np.float64))[1]).astype(np.uint8)
        np.maximum.at(registers, places, ranks)

    def _keep_sample(self) -> None:
        if len(self._plays) > EXACT_AT_MOST:
            self._plays = {each: self._plays[each] for each in nsmallest(EXACT_AT_MOST, self._plays)}


def written(plays: Mapping[int, int]) -> bytes:
    """A sketch of no more listeners than are kept one by one, as it is written."""
    if len(plays) == 1:
        ((listener, number),) = plays.items()
        return _ONE.pack(1, listener, min(number, PLAYS_AT_MOST))
    hashes = sorted(plays)
    numbers: Iterable[int] = map(plays.__getitem__, hashes)
    if max(plays.values(), default=0) > PLAYS_AT_MOST:
        numbers = [min(each, PLAYS_AT_MOST) for each in numbers]
    return _EXACT + array("Q", hashes).tobytes() + array("H", numbers).tobytes()


def counted(stored: bytes) -> int:
    """How many different listeners are in a written sketch."""
    return Sketch.read(stored).count() if stored[:1] == _ESTIMATED else len(stored) // 10


def united(stored: Iterable[bytes]) -> Sketch:
    """The union of written sketches."""
    parts = [each for each in stored if each]
    found = Sketch()
    if sum(map(len, parts)) > _AT_ONCE_FROM:
        found._unite_written(parts)
        return found
    for each in parts:
        found.unite(Sketch.read(each))
    return found


def _estimated(registers: np.ndarray) -> float:
    """The estimate of Ertl (2017), which needs no tables for small or large counts."""
    counts = np.bincount(registers, minlength=_BITS + 2)
    z = REGISTERS * _tau((REGISTERS - counts[_BITS + 1]) / REGISTERS)
    for rank in range(_BITS, 0, -1):
        z = (z + counts[rank]) / 2
    z += REGISTERS * _sigma(counts[0] / REGISTERS)
    return float(REGISTERS**2 / (2 * np.log(2) * z))


def _sigma(x: float) -> float:
    if x == 1:
        return inf
    power, total, before = 1.0, float(x), -1.0
    while total != before:
        x, before = x * x, total
        total += x * power
        power += power
    return total


def _tau(x: float) -> float:
    if x in (0, 1):
        return 0.0
    power, total, before = 1.0, 1.0 - x, -1.0
    while total != before:
        x, before, power = x**0.5, total, power / 2
        total -= (1 - x) ** 2 * power
    return total / 3
