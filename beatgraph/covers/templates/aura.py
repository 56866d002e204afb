"""Soft lights that run into each other."""

from random import Random

from beatgraph.covers.design import Palette, Template, Words
from beatgraph.covers.drawing import circle, ground, linear, radial, rect, svg
from beatgraph.covers.faces import Face
from beatgraph.covers.lettering import Frame, Hand, fit

TITLE = Hand(Face("playfair-italic", 500), leading=1.12)
ARTIST = Hand(Face("inter", 500), tracking=0.3, capitals=True)


def draw(words: Words, colours: Palette, rng: Random) -> str:
    lights = [colours.first, colours.second, colours.third]
    parts = [ground(colours.ground)]
    for place, colour in enumerate(lights):
        parts.append(
            radial(
                f"light{place}",
                [
                    (0, colour + "ff"),
                    (0.5, colour + "84"),
                    (1, colour + "00"),
                ],
            )
        )
    spots = [(180.0, 220.0), (820.0, 260.0), (260.0, 800.0), (800.0, 780.0)]
    rng.shuffle(spots)
    for place, (x, y) in enumerate(spots[:3]):
        parts.append(
            circle(x + rng.uniform(-110, 110), y + rng.uniform(-110, 110), rng.uniform(480, 600), f"url(#light{place})")
        )
    x, y, radius = 500.0 + rng.uniform(-18, 18), 460 + rng.uniform(-14, 14), rng.uniform(235, 285)
    parts += [
        linear(
            "pearl",
            [(0, colours.third), (0.5, colours.first), (1, colours.second)],
            (rng.choice((0, 1)), 0),
            (rng.uniform(0.3, 0.7), 1),
        ),
        radial("veil", [(0, colours.ink + "00"), (0.8, colours.ink + "00"), (1, colours.ink + "66")]),
        circle(x, y, radius, "url(#pearl)"),
        circle(x, y, radius, "url(#veil)"),
        rect(40, 40, 920, 920, "none", stroke=colours.ink, stroke_width=1.5, opacity=0.55),
    ]
    if words.title:
        frame = Frame(110, 330, 780, 260)
        parts.append(
            fit(words.title, TITLE, frame, largest=150, smallest=44, lines=3).draw(
                frame, "middle", "middle", fill=colours.ink
            )
        )
    if words.artist:
        frame = Frame(120, 880, 760, 34)
        parts.append(
            fit(words.artist, ARTIST, frame, largest=24, smallest=15, lines=1).draw(
                frame, "middle", "middle", fill=colours.ink, opacity=0.85
            )
        )
    return svg(*parts)


TEMPLATE = Template(
    "aura",
    "Aura",
    "Soft lights that run into each other.",
    ("r-and-b", "soul", "ambient", "pop", "cloud-rap", "deep-house"),
    ("romantic", "dreamy", "calm", "sensual"),
    (
        Palette("peach", "#f7d9c4", "#4a1030", "#ff9a76", "#f4a6c6", "#ffd98a"),
        Palette("midnight", "#0d0b24", "#fff2ec", "#5b3df0", "#d13f8c", "#1f6fd1"),
        Palette("sage", "#e6ead8", "#16352f", "#9ccfb0", "#f2d48f", "#7fb5c9"),
        Palette("rouge", "#2a0714", "#ffe9dc", "#e2264d", "#ff8a5b", "#7a1147"),
    ),
    draw,
    grain=7,
)
