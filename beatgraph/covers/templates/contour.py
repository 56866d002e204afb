"""Contour lines of a country that nobody has seen."""

from random import Random

import numpy as np
from numpy.typing import NDArray

from beatgraph.covers.design import Palette, Template, Words
from beatgraph.covers.drawing import circle, ground, n, path, rect, svg
from beatgraph.covers.faces import Face
from beatgraph.covers.lettering import Frame, Hand, fit

CELLS = 90
LEVELS = 19
TITLE = Hand(Face("playfair", 700), leading=1.12)
ARTIST = Hand(Face("inter", 500), tracking=0.2, capitals=True)


def draw(words: Words, colours: Palette, rng: Random) -> str:
    parts = [ground(colours.ground)]
    sun = rng.uniform(560, 760), rng.uniform(230, 380), rng.uniform(130, 190)
    parts.append(circle(*sun, colours.first))
    land = _land(rng)
    for place, level in enumerate(np.quantile(land, np.linspace(0.03, 0.97, LEVELS))):
        heavy = place % 5 == 2
        parts.append(
            path(
                _contour(land, float(level)),
                stroke=colours.ink,
                stroke_width=3.2 if heavy else 1.4,
                stroke_linecap="round",
                opacity=1 if heavy else 0.8,
            )
        )
    parts.append(_label(words, colours))
    return svg(*parts)


def _label(words: Words, colours: Palette) -> str:
    """A paper of its own for the words, as high as they need."""
    parts: list[str] = []
    bottom = 924.0
    if words.artist:
        frame = Frame(104, bottom - 34, 700, 34)
        block = fit(words.artist, ARTIST, frame, largest=26, smallest=16, lines=1)
        parts.append(block.draw(frame, "left", "bottom", fill=colours.second))
        bottom -= block.height + 30
        wide = block.width
    else:
        wide = 0.0
    if words.title:
        frame = Frame(104, bottom - 270, 720, 270)
        block = fit(words.title, TITLE, frame, largest=112, smallest=34, lines=3)
        parts.append(block.draw(frame, "left", "bottom", fill=colours.ink))
        bottom -= block.height
        wide = max(wide, block.width)
    if not parts:
        return ""
    paper = rect(60, bottom - 44, wide + 88, 968 - bottom, colours.ground)
    return paper + rect(60, bottom - 44, 10, 968 - bottom, colours.first) + "".join(parts)


def _land(rng: Random) -> NDArray[np.float64]:
    """Hills and hollows: a height for each corner of the cells."""
    x, y = np.meshgrid(np.linspace(0, 1, CELLS + 1), np.linspace(0, 1, CELLS + 1))
    land = np.zeros_like(x)
    for _ in range(14):
        high, wide = rng.choice((-1, 1, 1)) * rng.uniform(0.4, 1), rng.uniform(0.08, 0.28)
        far = (x - rng.uniform(-0.1, 1.1)) ** 2 + ((y - rng.uniform(-0.1, 1.1)) * rng.uniform(0.7, 1.4)) ** 2
        land += high * np.exp(-far / (2 * wide**2))
    for octave in (3, 6):
        for _ in range(3):
            turn, phase = rng.uniform(0, 6.28), rng.uniform(0, 6.28)
            land += 0.11 / octave * 3 * np.sin(octave * 2.2 * (x * np.cos(turn) + y * np.sin(turn)) + phase)
    return land


def _contour(land: NDArray[np.float64], level: float) -> str:
    """Where a level is crossed: marching squares, two crossings of the cells' sides make a stroke."""
    over = land >= level
    corners = over[:-1, :-1], over[:-1, 1:], over[1:, 1:], over[1:, :-1]
    within = np.logical_and.reduce(corners)
    crossed = np.logical_or.reduce(corners) & ~within
    step = 1000 / CELLS
    strokes: list[str] = []
    rows, columns = np.nonzero(crossed)
    for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
        a, b, c, d = land[row, column], land[row, column + 1], land[row + 1, column + 1], land[row + 1, column]
        sides = (
            (column + _share(a, b, level), row) if (a >= level) != (b >= level) else None,
            (column + 1, row + _share(b, c, level)) if (b >= level) != (c >= level) else None,
            (column + _share(d, c, level), row + 1) if (d >= level) != (c >= level) else None,
            (column, row + _share(a, d, level)) if (a >= level) != (d >= level) else None,
        )
        found = [(x * step, y * step) for x, y in filter(None, sides)]
        for start, end in zip(found[::2], found[1::2], strict=True):
            strokes.append(f"M{n(start[0])} {n(start[1])}L{n(end[0])} {n(end[1])}")
    return "".join(strokes)


def _share(start: float, end: float, level: float) -> float:
    return float((level - start) / (end - start))


TEMPLATE = Template(
    "contour",
    "Contour",
    "Contour lines of a country that nobody has seen.",
    ("lo-fi", "ambient", "chillhop", "boom-bap", "folk"),
    ("calm", "dreamy", "peaceful", "reflective"),
    (
        Palette("dune", "#f1e7d3", "#2b2622", "#e2703a", "#7d5a44", "#c9b79a"),
        Palette("moss", "#e6eadb", "#1f2f28", "#e0b13e", "#4f6b54", "#b9c6ac"),
        Palette("dusk", "#20243d", "#f3e9e0", "#d8576b", "#c9a9a6", "#3d4470"),
        Palette("lagoon", "#dcebea", "#123a4a", "#ff7f6b", "#3f7580", "#a9cbc9"),
    ),
    draw,
    grain=5,
)
