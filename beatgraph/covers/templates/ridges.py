"""Ridge behind ridge, as a signal drawn line by line."""

import math
from random import Random

from beatgraph.covers.design import Palette, Template, Words
from beatgraph.covers.drawing import ground, linear, mix, n, path, smooth, svg
from beatgraph.covers.faces import Face
from beatgraph.covers.lettering import Frame, Hand, fit

LINES = 46
TITLE = Hand(Face("jetbrains", 700), tracking=0.06, leading=1.25, capitals=True)
ARTIST = Hand(Face("jetbrains", 400), tracking=0.1, capitals=True)


def draw(words: Words, colours: Palette, rng: Random) -> str:
    parts = [
        ground(colours.ground),
        linear("stroke", [(0, colours.first), (0.5, colours.ink), (1, colours.second)], (0, 0), (1, 0)),
    ]
    centres = [(rng.uniform(0.3, 0.7), rng.uniform(0.05, 0.13), rng.uniform(0.5, 1.0)) for _ in range(3)]
    drift = [rng.uniform(-0.05, 0.05) for _ in centres]
    for place in range(LINES):
        y = 230 + place * 12.4
        swell = 0.35 + 0.65 * math.sin(math.pi * (place + 4) / (LINES + 8))
        points = [(120.0, y)]
        for at in range(1, 48):
            x = at / 48
            power = sum(
                high * math.exp(-(((x - centre - shift * math.sin(place / 5)) / wide) ** 2) / 2)
                for (centre, wide, high), shift in zip(centres, drift, strict=True)
            )
            up = 104 * swell * power * (0.2 + 0.8 * rng.random()) ** 1.3 + rng.uniform(0, 2.5)
            points.append((120 + 760 * x, y - up))
        curve = smooth([*points, (880.0, y)])
        parts.append(path(f"{curve}V{n(y + 20)}H120Z", colours.ground))
        depth = 0.35 + 0.65 * place / LINES
        parts.append(
            path(
                curve,
                stroke=mix(colours.ground, colours.ink, depth) if place % 9 else colours.first,
                stroke_width=2.3,
                stroke_linejoin="round",
            )
        )
    if words.title:
        frame = Frame(120, 836, 760, 78)
        parts.append(
            fit(words.title, TITLE, frame, largest=44, smallest=24, lines=2).draw(
                frame, "left", "bottom", fill=colours.ink
            )
        )
    if words.artist:
        frame = Frame(120, 926, 760, 26)
        parts.append(
            fit(words.artist, ARTIST, frame, largest=24, smallest=15, lines=1).draw(
                frame, "left", "bottom", fill=colours.first
            )
        )
    return svg(*parts)


TEMPLATE = Template(
    "ridges",
    "Ridges",
    "Ridge behind ridge, as a signal drawn line by line.",
    ("techno", "drum-and-bass", "ambient", "dubstep", "drill", "electronic"),
    ("hypnotic", "dark", "cold", "focused"),
    (
        Palette("carbon", "#0a0a0b", "#f4f4f2", "#ff5436", "#9b9b9b", "#2a2a2c"),
        Palette("deep", "#06121f", "#dff6ff", "#1fd1c1", "#4a7bd1", "#0f2740"),
        Palette("paper", "#ece8df", "#171613", "#c8102e", "#6f6a60", "#cfc9bb"),
        Palette("plum", "#160a1f", "#f7e6ff", "#ff9d5c", "#a25bd6", "#2e1640"),
    ),
    draw,
    grain=4,
)
