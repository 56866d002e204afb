"""How alike two fingerprints are: where they lie on one another, and how many of their bits then agree."""

import struct
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

Words = Sequence[int]

SILENCE = 627_964_279
"""The word of a silent stretch."""
MONOTONY = 16
"""Neighbours that are all equal: a held tone or noise, which many sounds have."""
INDEXED_AT_MOST = 120
"""Words of a sound that are kept in an index."""
OVERLAP_LEAST = 80
"""Words, ten seconds: less of a sound says little."""
WHOLE = 0.9
"""Sounds shorter than that are alike only as wholes: when this share of the longer one lies on the other."""

DUPLICATE = 0.72
"""From this likeness on it is one recording: one bit in seven may differ."""
POSSIBLE = 0.6
"""From here on one may have been made with the other's loops; one bit in five may differ."""


class Place(NamedTuple):
    """A word, and where it is."""

    position: int
    word: int


class Posting(NamedTuple):
    """A word in an index: whose it is, and where there."""

    word: int
    owner: int
    position: int


@dataclass(frozen=True, slots=True)
class Alignment:
    """Where another sound lies on this one: `shift` is added to this one's positions."""

    owner: int
    shift: int
    votes: int


def packed(words: Words) -> bytes:
    return struct.pack(f">{len(words)}I", *words)


def unpacked(content: bytes) -> tuple[int, ...]:
    return struct.unpack(f">{len(content) // 4}I", content)


def telling(words: Words) -> Iterator[Place]:
    """Words that tell sounds apart, where they are: neither silence nor the same over and over."""
    position = 0
    for word, run in groupby(words):
        length = len(list(run))
        if word != SILENCE and length <= MONOTONY:
            yield from (Place(position + step, word) for step in range(length))
        position += length


def indexed(words: Words) -> list[Place]:
    """The words by which a sound is to be found: telling ones, spread evenly."""
    places = list(telling(words))
    step = -(-len(places) // INDEXED_AT_MOST) or 1
    return places[::step]


def alignments(words: Words, postings: Iterable[Posting], *, at_most: int) -> list[Alignment]:
    """Where indexed sounds may lie on this one, those with the most words in their place first: two places a sound."""
    where: dict[int, list[int]] = defaultdict(list)
    for place in telling(words):
        where[place.word].append(place.position)
    votes: Counter[tuple[int, int]] = Counter()
    for posting in postings:
        for position in where.get(posting.word, ()):
            votes[posting.owner, posting.position - position] += 1
    best: dict[int, list[Alignment]] = defaultdict(list)
    for (owner, shift), count in votes.most_common():
        if owner not in best and len(best) == at_most:
            continue
        if len(best[owner]) < 2:
            best[owner].append(Alignment(owner, shift, count))
    return [each for found in best.values() for each in found]


def likeness(words: Words, others: Words, shift: int) -> float:
    """1 for the same sound, 0 for two that have nothing in common; 0 also where too little of them overlaps.

    Moves the others a little if that fits better: two recordings do not begin on the same sample.
    """
    middle = _agreement(words, others, shift)
    if middle == 0.0:
        return 0.0
    return max(middle, _agreement(words, others, shift - 1), _agreement(words, others, shift + 1))


def _agreement(words: Words, others: Words, shift: int) -> float:
    begin, end = max(0, -shift), min(len(words), len(others) - shift)
    pairs = zip(words[begin:end], others[begin + shift : end + shift], strict=True)
    differing = compared = 0
    for one, other in pairs:
        if one != SILENCE or other != SILENCE:
            differing += (one ^ other).bit_count()
            compared += 1
    if not _enough(compared, len(words), len(others)):
        return 0.0
    return max(0.0, 1.0 - 2.0 * differing / (32 * compared))


def _enough(compared: int, one: int, other: int) -> bool:
    least = max(OVERLAP_LEAST, min(one, other) // 2)
    return compared >= least or (compared > 0 and compared >= WHOLE * max(one, other))
