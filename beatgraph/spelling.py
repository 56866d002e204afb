"""Spelling: the word that somebody meant, among those that there are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from rapidfuzz import process
from rapidfuzz.distance import OSA

LETTERS_AT_LEAST = 4
"""Of a word that is corrected: shorter ones are a typo away from too many others."""
LONG = 8
"""From so many letters on, two typos are forgiven."""


@dataclass
class Vocabulary:
    """Words, how many names have each, and when that was so."""

    words: Mapping[str, int] = field(default_factory=dict)
    read_at: datetime | None = None


def corrected(words: Iterable[str], known: Mapping[str, int]) -> list[str] | None:
    """These words, each one that begins none of the known ones replaced by the nearest; None if any has no such.

    A typo is a letter too many, too few or another, or two that changed places (optimal string alignment). `known`
    says how often each word is used: of words that are as near, the one that is used most is meant.
    """
    found = [word if any(each.startswith(word) for each in known) else _nearest(word, known) for word in words]
    return [each for each in found if each is not None] if None not in found else None


def _nearest(word: str, known: Mapping[str, int]) -> str | None:
    if len(word) < LETTERS_AT_LEAST:
        return None
    typos = 2 if len(word) >= LONG else 1
    for choices in (known, _beginnings(known, len(word))):
        near = process.extract(word, choices.keys(), scorer=OSA.distance, score_cutoff=typos, limit=None)
        if near:
            return min(near, key=lambda match: (match[1], -choices[match[0]], match[0]))[0]
    return None


def _beginnings(known: Mapping[str, int], length: int) -> Mapping[str, int]:
    """Of a word that is still being typed, only the beginning is there to compare."""
    found: dict[str, int] = {}
    for word, uses in known.items():
        if len(word) > length:
            found[word[:length]] = found.get(word[:length], 0) + uses
    return found
