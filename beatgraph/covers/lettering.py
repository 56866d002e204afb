"""Lettering: words broken into lines and sized until their ink fits a box, then drawn as outlines."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Literal

from beatgraph.covers.faces import Box, Face, Setting, compose

Align = Literal["left", "middle", "right"]
Vertical = Literal["top", "middle", "bottom"]

WIDE = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
"""Scripts that may be broken between any two signs."""
NEVER_FIRST = frozenset(
    "、。，．・：；？！゛゜ヽヾゝゞ々ー）］｝」』】〕〉》”’…ぁぃぅぇぉっゃゅょァィゥェォッャュョ!?,.;:)]}%"
)
NEVER_LAST = frozenset("（［｛「『【〔〈《“‘([{")


MORE_LINES = 5
"""How many lines may be added before words are broken."""


@dataclass(frozen=True, slots=True)
class Hand:
    """How words are set: the face, extra space between signs (ems), from line to line (ems), capitals or not."""

    face: Face
    tracking: float = 0.0
    leading: float = 1.1
    capitals: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """Where words must stay, in pixels."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that fit: `size` is pixels an em; `width` and `height` are of the ink, as it will be drawn."""

    lines: tuple[Setting, ...]
    size: float
    hand: Hand

    @property
    def ink(self) -> Box:
        """What the whole block covers when it stands flush left on a first baseline at 0, in pixels."""
        found: Box | None = None
        for place, line in enumerate(self.lines):
            if line.ink is None:
                continue
            down = place * self.hand.leading
            box = Box(0.0, line.ink.top + down, line.ink.right - line.ink.left, line.ink.bottom + down)
            found = box if found is None else found.union(box)
        box = found or Box(0.0, 0.0, 0.0, 0.0)
        return Box(box.left * self.size, box.top * self.size, box.right * self.size, box.bottom * self.size)

    @property
    def width(self) -> float:
        return self.ink.right

    @property
    def height(self) -> float:
        return self.ink.bottom - self.ink.top

    def draw(
        self,
        frame: Frame,
        align: Align = "left",
        vertical: Vertical = "top",
        *,
        fill: str,
        stroke: str = "none",
        stroke_width: float = 0.0,
        opacity: float = 1.0,
    ) -> str:
        """SVG of the block inside a frame; ink, not invisible bearings, is put to the edges. A stroke is in pixels."""
        slack = {"top": 0.0, "middle": 0.5, "bottom": 1.0}[vertical]
        shift = {"left": 0.0, "middle": 0.5, "right": 1.0}[align]
        baseline = frame.y + slack * (frame.height - self.height) - self.ink.top
        parts = []
        for place, line in enumerate(self.lines):
            if line.ink is None:
                continue
            width = (line.ink.right - line.ink.left) * self.size
            x = frame.x + shift * (frame.width - width) - line.ink.left * self.size
            parts.append(_outlined(line, x, baseline + place * self.hand.leading * self.size, self.size, stroke_width))
        paint = f'fill="{fill}" fill-opacity="{opacity:g}" stroke="{stroke}" stroke-linejoin="round"'
        return f"<g {paint}>{''.join(parts)}</g>"


def fit(text: str, hand: Hand, frame: Frame, *, largest: float, smallest: float = 26.0, lines: int = 4) -> Block:
    """The largest setting within a frame, up to `largest` pixels an em.

    Where that leaves less than `smallest`, lines are added, and if need be words are broken. Whatever is set fits,
    even if it becomes smaller still.
    """
    words = _tidy(text, hand)
    return _fitted(words, hand, frame.width, frame.height, largest, smallest, lines)


@lru_cache(maxsize=256)
def _fitted(text: str, hand: Hand, width: float, height: float, largest: float, smallest: float, lines: int) -> Block:
    best: Block | None = None
    for breaks, most, gain in (
        (Breaks.PHRASES, lines, 1.0),
        (Breaks.SIGNS, lines, 1.3),
        (Breaks.SIGNS, lines + MORE_LINES, 1.15),
        (Breaks.ANYWHERE, lines + MORE_LINES, 1.5),
    ):
        found = _best(_atoms(text, hand, breaks), hand, width, height, largest, most)
        # What reads worse must be worth it.
        if best is None or found.size > best.size * gain:
            best = found
        if best.size >= smallest and breaks is not Breaks.PHRASES:
            break
    if best is None:
        raise ValueError("There is nothing to set.")
    return best


class Breaks(Enum):
    """Where a line may end, from what reads best to what always helps."""

    PHRASES = "after words, and where a script without spaces changes"
    SIGNS = "between the signs of such a script too"
    ANYWHERE = "in the middle of words"


@dataclass(frozen=True, slots=True)
class _Atom:
    """A piece that is not broken; `space` says that the next one follows after a space."""

    text: str
    width: float
    space: bool


def _tidy(text: str, hand: Hand) -> str:
    found = " ".join(unicodedata.normalize("NFC", text).split())
    return found.upper() if hand.capitals else found


def _atoms(text: str, hand: Hand, breaks: Breaks) -> list[_Atom]:
    atoms: list[_Atom] = []
    for word in _words(text, breaks):
        parts = _parts(word, breaks)
        for place, part in enumerate(parts):
            atoms.append(_Atom(part, compose(part, hand.face, hand.tracking).advance, place == len(parts) - 1))
    return atoms


def _words(text: str, breaks: Breaks) -> list[str]:
    """Words; a short one in the middle, such as “in”, stays with the next."""
    words = text.split(" ")
    if breaks is Breaks.ANYWHERE or len(words) < 3:
        return words
    found: list[str] = []
    held = ""
    for place, word in enumerate(words):
        if place < len(words) - 1 and place > 0 and len(word) <= 2 and word.isalpha():
            held += f"{word} "
            continue
        found.append(held + word)
        held = ""
    return found


def _parts(word: str, breaks: Breaks) -> list[str]:
    """A word in pieces: it may be broken after hyphens and slashes, and where `breaks` allows."""
    parts: list[str] = []
    for sign in word:
        before = parts[-1] if parts else ""
        joined = (
            not before
            or unicodedata.category(sign).startswith(("M", "C"))
            or sign in NEVER_FIRST
            or before[-1] in NEVER_LAST
            or not _may_break(before[-1], sign, breaks)
        )
        if joined:
            parts[-1:] = [before + sign]
        else:
            parts.append(sign)
    return parts


def _may_break(before: str, after: str, breaks: Breaks) -> bool:
    if breaks is Breaks.ANYWHERE:
        return True
    if WIDE.match(before) or WIDE.match(after):
        return breaks is Breaks.SIGNS or (_script(before) != _script(after) and _script(after) != "HIRAGANA")
    return before in "-–—/" and after.isalnum()


def _script(sign: str) -> str:
    return unicodedata.name(sign, "").partition(" ")[0]


def _best(atoms: Sequence[_Atom], hand: Hand, width: float, height: float, largest: float, lines: int) -> Block:
    """Of one line, two, three…, whichever can be set largest."""
    found: Block | None = None
    for pieces in _breakings(atoms, min(lines, len(atoms)), hand):
        settings = tuple(compose(piece, hand.face, hand.tracking) for piece in pieces)
        one = Block(settings, 1.0, hand)
        size = min(largest, width / max(one.width, 1e-6), height / max(one.height, 1e-6))
        # A further line must be worth it.
        if found is None or size > found.size * 1.04:
            found = Block(settings, size, hand)
    if found is None:
        raise ValueError("There is nothing to set.")
    return found


def _breakings(atoms: Sequence[_Atom], most: int, hand: Hand) -> list[list[str]]:
    """One line, two lines, … up to `most`: each time, the longest line is as short as can be."""
    gap = compose("n n", hand.face, hand.tracking).advance - 2 * compose("n", hand.face, hand.tracking).advance
    count = len(atoms)
    longest = [[float("inf")] * (most + 1) for _ in range(count + 1)]
    begin = [[0] * (most + 1) for _ in range(count + 1)]
    longest[0][0] = 0.0
    for end in range(1, count + 1):
        width = -hand.tracking
        for start in range(end - 1, -1, -1):
            atom = atoms[start]
            width += atom.width + (gap if atom.space and start < end - 1 else hand.tracking)
            for used in range(1, most + 1):
                value = max(longest[start][used - 1], width)
                if value < longest[end][used]:
                    longest[end][used], begin[end][used] = value, start
    return [_pieces(atoms, begin, used) for used in range(1, most + 1)]


def _pieces(atoms: Sequence[_Atom], begin: Sequence[Sequence[int]], used: int) -> list[str]:
    pieces: list[str] = []
    end = len(atoms)
    for number in range(used, 0, -1):
        start = begin[end][number]
        pieces.insert(0, "".join(atom.text + (" " if atom.space else "") for atom in atoms[start:end]).strip())
        end = start
    return pieces


def _outlined(line: Setting, x: float, y: float, size: float, stroke_width: float) -> str:
    """One element a glyph, so that letters may overlap; each at its place."""
    return "".join(
        f'<path transform="translate({x + glyph.x * size:.2f} {y + glyph.y * size:.2f}) '
        f'scale({glyph.scale * size:.5f} {-glyph.scale * size:.5f})"'
        f"{_stroked(stroke_width / (glyph.scale * size))}"
        f' d="{glyph.outline}"/>'
        for glyph in line.glyphs
        if glyph.outline
    )


def _stroked(units: float) -> str:
    return f' stroke-width="{units:.1f}"' if units else ""
