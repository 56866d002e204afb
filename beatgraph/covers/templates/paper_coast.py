"""A coast of cut paper: sun, sky and layers of waves."""

import math
from random import Random

from beatgraph.covers.design import Palette, Template, Words
from beatgraph.covers.drawing import circle, ground, mix, path, smooth, svg
from beatgraph.covers.faces import Face
from beatgraph.covers.lettering import Frame, Hand, fit

LAYERS = 8
TITLE = Hand(Face("unbounded", 700), leading=1.16)
ARTIST = Hand(Face("inter", 600), tracking=0.14, capitals=True)


def draw(words: Words, colours: Palette, rng: Random) -> str:
    sun, high = rng.uniform(300, 700), rng.uniform(430, 480)
    parts = [ground(colours.ground)]
    parts += [
        circle(sun, high, radius, mix(colours.ground, colours.first, share))
        for radius, share in ((400, 0.13), (312, 0.27), (232, 0.45))
    ]
    parts += [circle(sun, high + 7, 160, "#000000", opacity=0.12), circle(sun, high, 158, colours.first)]
    for layer in range(LAYERS):
        share = layer / (LAYERS - 1)
        tone = (
            mix(colours.second, colours.third, share * 2)
            if share < 0.5
            else mix(colours.third, colours.ink, share * 2 - 1)
        )
        curve = _wave(rng, 490 + layer * 64, 34 - layer * 1.6)
        for down, opacity in ((-8, 0.08), (-3, 0.14)):
            parts.append(path(curve, "#000000", opacity=opacity, transform=f"translate(0 {down})"))
        parts.append(path(curve, tone))
    if words.title:
        frame = Frame(70, 66, 860, 190)
        parts.append(
            fit(words.title, TITLE, frame, largest=128, smallest=36, lines=3).draw(
                frame, "middle", "middle", fill=colours.ink
            )
        )
    if words.artist:
        frame = Frame(110, 912, 780, 40)
        parts.append(
            fit(words.artist, ARTIST, frame, largest=30, smallest=18, lines=1).draw(
                frame, "middle", "middle", fill=colours.ground
            )
        )
    return svg(*parts)


def _wave(rng: Random, y: float, high: float) -> str:
    first, second, phase = rng.uniform(0.8, 1.6), rng.uniform(2.0, 3.4), rng.uniform(0, 6.28)
    points = []
    for at in range(-1, 27):
        x = at / 25
        up = math.sin(6.28 * first * x + phase) + 0.45 * math.sin(6.28 * second * x + phase * 2)
        points.append((x * 1000, y - high * up))
    return smooth(points) + "V1040H-40Z"


TEMPLATE = Template(
    "paper-coast",
    "Paper Coast",
    "A coast of cut paper: sun, sky and layers of waves.",
    ("afrobeats", "amapiano", "reggaeton", "dembow", "dancehall", "pop", "afro-house"),
    ("sunny", "happy", "warm", "upbeat", "romantic"),
    (
        Palette("sunset", "#ffe3b8", "#3a1535", "#ff5a4e", "#ff9a56", "#b8336a"),
        Palette("tropic", "#fdf0c8", "#0b3b3c", "#ff7a45", "#7fd1ae", "#1d8a8a"),
        Palette("evening", "#f6c9c0", "#1c1440", "#ffe27a", "#e07a8b", "#6a3d9a"),
        Palette("clay", "#f3dfc1", "#33200f", "#d1421f", "#e39b4b", "#8c3b1b"),
    ),
    draw,
    grain=5,
)
