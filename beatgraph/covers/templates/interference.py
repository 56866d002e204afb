"""Rings over rings, which flicker where they cross."""

from random import Random

from beatgraph.covers.design import Palette, Template, Words
from beatgraph.covers.drawing import circle, disc, ground, n, path, rect, svg
from beatgraph.covers.faces import Face
from beatgraph.covers.lettering import Frame, Hand, fit

PITCH = 22.0
RINGS = 48
TITLE = Hand(Face("unbounded", 900), tracking=-0.01, leading=1.14, capitals=True)
ARTIST = Hand(Face("unbounded", 600), tracking=0.04)


def draw(words: Words, colours: Palette, rng: Random) -> str:
    parts = [ground(colours.ground)]
    first = rng.uniform(180, 420), rng.uniform(220, 500)
    second = rng.uniform(580, 820), rng.uniform(260, 620)
    parts.append(_rings(*second, colours.first))
    parts.append(_rings(*first, colours.ink))
    parts.append(circle(*second, PITCH * 2.5, colours.second))
    parts.append(circle(*first, PITCH * 1.5, colours.second))
    parts += _plates(words, colours)
    return svg(*parts)


def _rings(x: float, y: float, colour: str) -> str:
    """One shape for all of them: painted at once."""
    return path(
        "".join(disc(x, y, PITCH * (at + 1)) for at in range(RINGS)), stroke=colour, stroke_width=n(PITCH * 0.42)
    )


def _plates(words: Words, colours: Palette) -> list[str]:
    """Words on plates, for nothing can be read on rings."""
    parts: list[str] = []
    bottom = 940.0
    if words.artist:
        frame = Frame(60, bottom - 36, 700, 34)
        block = fit(words.artist, ARTIST, frame, largest=27, smallest=17, lines=1)
        frame = Frame(84, bottom - 20 - block.height, block.width, block.height)
        parts.append(rect(60, frame.y - 20, block.width + 48, block.height + 40, colours.second))
        parts.append(block.draw(frame, "left", "top", fill=colours.ground))
        bottom = frame.y - 20
    if words.title:
        frame = Frame(84, 0, 820, 250)
        block = fit(words.title, TITLE, frame, largest=104, smallest=38, lines=3)
        frame = Frame(84, bottom - 26 - block.height, block.width, block.height)
        parts.append(rect(60, frame.y - 26, block.width + 48, block.height + 52, colours.ink))
        parts.append(block.draw(frame, "left", "top", fill=colours.ground))
    return parts


TEMPLATE = Template(
    "interference",
    "Interference",
    "Rings over rings, which flicker where they cross.",
    ("uk-garage", "drum-and-bass", "techno", "jersey-club", "dubstep", "house"),
    ("energetic", "hypnotic", "playful", "futuristic"),
    (
        Palette("cyan", "#f3f1ea", "#101014", "#00a6d6", "#ff3b2f", "#dcd8cc"),
        Palette("lilac", "#f5effa", "#1a1240", "#9a6bff", "#ff6a3d", "#ddd0ee"),
        Palette("signal", "#111114", "#f7f3e8", "#ff4a1c", "#ffd400", "#2a2a2e"),
        Palette("lime", "#0f1a14", "#e9ffe6", "#36d96b", "#ff5fa2", "#1d3326"),
    ),
    draw,
    grain=4,
)
