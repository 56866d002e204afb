"""Which templates suit a piece of music, by the words that people use for its genre and mood."""

import re
from collections.abc import Sequence

from beatgraph.covers.design import Template
from beatgraph.covers.templates import TEMPLATES

SAME = {
    "dnb": "drum-and-bass",
    "drum-n-bass": "drum-and-bass",
    "drum-bass": "drum-and-bass",
    "hiphop": "hip-hop",
    "rap": "hip-hop",
    "rnb": "r-and-b",
    "r-n-b": "r-and-b",
    "r-b": "r-and-b",
    "lofi": "lo-fi",
    "garage": "uk-garage",
    "afrobeat": "afrobeats",
    "edm": "electronic",
    "electro": "electronic",
    "chill": "calm",
    "relaxed": "calm",
    "sad": "reflective",
    "melancholic": "reflective",
    "angry": "aggressive",
    "hard": "aggressive",
    "love": "romantic",
    "fun": "playful",
}
"""Other words for those that templates use."""


def slug(word: str) -> str:
    """`Drum & Bass` and `drum_and_bass` are one genre."""
    plain = re.sub(r"[^\w]+|_", "-", word.casefold().replace("&", " and ")).strip("-")
    return SAME.get(plain, plain)


def matching(genres: Sequence[str] = (), moods: Sequence[str] = ()) -> list[Template]:
    """Templates that suit at least one genre, where any are given, and one mood likewise; the best first.

    A genre that is made of a known one, such as `melodic-trap`, counts as that.
    """
    found: list[tuple[int, int, Template]] = []
    for place, template in enumerate(TEMPLATES.values()):
        genre, mood = _rank(template.genres, genres), _rank(template.moods, moods)
        if genre is not None and mood is not None:
            found.append((2 * genre + mood, place, template))
    return [template for *_, template in sorted(found, key=lambda each: each[:2])]


def best(genres: Sequence[str]) -> Template:
    """The template for some genres; with none that fits, the same words always get the same one."""
    found = matching(genres)
    if found:
        return found[0]
    every = list(TEMPLATES.values())
    return every[sum(map(ord, "".join(map(slug, genres)))) % len(every)]


def _rank(known: Sequence[str], wanted: Sequence[str]) -> int | None:
    """How far down the best of the words stands; None when they are wanted and none is there."""
    if not wanted:
        return 0
    places = [place for place, word in enumerate(known) for each in map(slug, wanted) if f"-{word}-" in f"-{each}-"]
    return min(places, default=None)
