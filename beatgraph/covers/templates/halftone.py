"""A record in halftone dots, printed in two inks that do not quite meet."""

import math
from random import Random

from beatgraph.covers.design import Palette, Template, Words
from beatgraph.covers.drawing import circle, disc, ground, group, n, path, svg
from beatgraph.covers.faces import Face
from beatgraph.covers.lettering import Frame, Hand, fit

PITCH = 17.0
TITLE = Hand(Face("anton"), leading=1.04, capitals=True)
ARTIST = Hand(Face("anton"), tracking=0.06, capitals=True)


def draw(words: Words, colours: Palette, rng: Random) -> str:
    x, y, radius = rng.uniform(500, 680), rng.uniform(330, 370), rng.uniform(285, 325)
    if not (words.title or words.artist):
        x, y, radius = 500, 500, 395
    light = rng.uniform(0, 360)
    parts = [ground(colours.ground)]
    parts.append(
        group(
            circle(x, y, radius, colours.first),
            circle(x, y, radius * 0.32, colours.second),
            style="mix-blend-mode:multiply",
            transform=f"translate({n(rng.uniform(8, 14))} {n(rng.uniform(6, 12))})",
        )
    )
    parts.append(path(_screen(x, y, radius, light), colours.ink, style="mix-blend-mode:multiply"))
    parts += [
        circle(x, y, radius * share, stroke=colours.ground, stroke_width=2, opacity=0.55) for share in (0.5, 0.66, 0.82)
    ]
    parts += [circle(x, y, radius * 0.045, colours.ground), _marks(colours)]
    if words.title:
        frame = Frame(54, 560 if words.artist else 600, 892, 300 if words.artist else 346)
        block = fit(words.title, TITLE, frame, largest=330, smallest=60, lines=3)
        under = Frame(frame.x + 7, frame.y + 6, frame.width, frame.height)
        parts.append(block.draw(frame, "left", "bottom", fill=colours.ground, stroke=colours.ground, stroke_width=22))
        parts.append(block.draw(under, "left", "bottom", fill=colours.first))
        parts.append(block.draw(frame, "left", "bottom", fill=colours.ink))
    if words.artist:
        frame = Frame(54, 888, 780, 56)
        parts.append(
            fit(words.artist, ARTIST, frame, largest=48, smallest=24, lines=1).draw(
                frame, "left", "bottom", fill=colours.second
            )
        )
    return svg(*parts)


def _screen(x: float, y: float, radius: float, light: float) -> str:
    """Dots of a turned grid, the larger the darker it is there: a ball lit from one side, with a hole."""
    dots: list[str] = []
    turn = math.radians(27)
    span = int(radius / PITCH * 1.5) + 2
    toward = math.cos(math.radians(light)), math.sin(math.radians(light))
    for row in range(-span, span + 1):
        for column in range(-span, span + 1):
            dx = PITCH * (column * math.cos(turn) - row * math.sin(turn))
            dy = PITCH * (column * math.sin(turn) + row * math.cos(turn))
            far = math.hypot(dx, dy) / radius
            if not 0.34 < far < 1:
                continue
            shade = 0.36 - 0.4 * (dx * toward[0] + dy * toward[1]) / radius
            size = PITCH * 0.7 * math.sqrt(max(0.0, min(1.0, shade)))
            if size > 0.9:
                dots.append(disc(x + dx, y + dy, size))
    return "".join(dots)


def _marks(colours: Palette) -> str:
    """Where the printer aligns the inks."""
    parts = [
        circle(54 + at * 34, 62, 12, colour) for at, colour in enumerate((colours.ink, colours.first, colours.second))
    ]
    cross = circle(938, 62, 10, stroke=colours.ink, stroke_width=2)
    return "".join(parts) + cross + path("M920 62H956M938 44V80", stroke=colours.ink, stroke_width=2)


TEMPLATE = Template(
    "halftone",
    "Halftone",
    "A record in halftone dots, printed in two inks that do not quite meet.",
    ("boom-bap", "hip-hop", "trap", "funk", "jersey-club"),
    ("raw", "gritty", "confident", "nostalgic"),
    (
        Palette("riso", "#f3ead7", "#1b2a49", "#ff5b45", "#2a8c82", "#e8d9b8"),
        Palette("mustard", "#f6efdc", "#1d1a17", "#f0b429", "#c63d2f", "#e9dcc0"),
        Palette("mint", "#eef3e6", "#2b1b3d", "#5fd0a5", "#ff4f79", "#d6e2cb"),
        Palette("pink", "#fbeee6", "#10312b", "#ff8fb1", "#e4572e", "#f3d9cf"),
    ),
    draw,
    grain=8,
)
