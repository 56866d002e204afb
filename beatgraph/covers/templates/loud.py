"""Words as large as the square takes them, like a poster on a wall."""

from random import Random

from beatgraph.covers.design import Palette, Template, Words
from beatgraph.covers.drawing import circle, ground, group, n, path, polar, polyline, rect, svg
from beatgraph.covers.faces import Face
from beatgraph.covers.lettering import Frame, Hand, fit

TITLE = Hand(Face("anton"), leading=1.0, capitals=True)
ARTIST = Hand(Face("jetbrains", 700), tracking=0.02, capitals=True)


def draw(words: Words, colours: Palette, rng: Random) -> str:
    parts = [ground(colours.ground), _shards(colours, rng)]
    if words.title:
        frame = Frame(48, 128, 876, 690)
        block = fit(words.title, TITLE, frame, largest=620, smallest=70, lines=5)
        for back in (3, 2, 1):
            ghost = Frame(frame.x + back * 9, frame.y + back * 9, frame.width, frame.height)
            parts.append(block.draw(ghost, "left", "middle", fill="none", stroke=colours.first, stroke_width=2.2))
        parts.append(block.draw(frame, "left", "middle", fill=colours.ink))
    else:
        parts.append(_star(colours, rng))
    parts += [rect(48, 60, 904, 6, colours.ink), rect(48, 880, 904, 6, colours.ink), _bars(colours, rng)]
    if words.artist:
        frame = Frame(48, 902, 640, 50)
        parts.append(
            fit(words.artist, ARTIST, frame, largest=36, smallest=20, lines=2).draw(
                frame, "left", "middle", fill=colours.ink
            )
        )
    parts += [
        "".join(circle(60 + at * 30, 97, 9, stroke=colours.ink, stroke_width=3) for at in range(3)),
        circle(60 + rng.randrange(3) * 30, 97, 9, colours.ink),
        path("M900 97H944M930 84L944 97L930 110", stroke=colours.ink, stroke_width=4),
    ]
    return svg(*parts)


def _shards(colours: Palette, rng: Random) -> str:
    """Torn stripes behind the words."""
    parts = []
    for _ in range(3):
        y, rise = rng.uniform(120, 760), rng.uniform(-260, 260)
        thick = rng.uniform(60, 190)
        top = [(at * 50.0, y + rise * at / 20 + rng.uniform(-9, 9)) for at in range(-1, 22)]
        bottom = [(x, high + thick + rng.uniform(-9, 9)) for x, high in reversed(top)]
        parts.append(
            path(
                polyline([*top, *bottom], closed=True),
                rng.choice((colours.second, colours.third)),
                opacity=n(rng.uniform(0.55, 0.95)),
            )
        )
    return group(*parts)


def _star(colours: Palette, rng: Random) -> str:
    points = rng.choice((8, 12, 16))
    turn = rng.uniform(0, 90)
    radii = (345, rng.uniform(120, 210))
    shape = [polar(500, 474, radii[at % 2], turn + at * 180 / points) for at in range(points * 2)]
    return path(polyline(shape, closed=True), colours.ink) + circle(500, 474, 62, colours.ground)


def _bars(colours: Palette, rng: Random) -> str:
    """Looks as if it could be scanned."""
    parts, x = [], 952.0
    while x > 740:
        thick = rng.choice((2, 2, 4, 6, 9))
        parts.append(rect(x - thick, 902, thick, 50, colours.ink))
        x -= thick + rng.choice((3, 3, 5, 7))
    return group(*parts)


TEMPLATE = Template(
    "loud",
    "Loud",
    "Words as large as the square takes them, like a poster on a wall.",
    ("drill", "grime", "trap", "phonk", "jersey-club", "hip-hop"),
    ("aggressive", "energetic", "raw", "confident"),
    (
        Palette("acid", "#d8ff2e", "#0b0b0b", "#0b0b0b", "#b6dd12", "#f1ff9c"),
        Palette("siren", "#e8182d", "#fff6ec", "#ffb3a8", "#b40d20", "#ff4b4f"),
        Palette("concrete", "#c9c7c1", "#121212", "#e23d28", "#aeaca5", "#e2e0da"),
        Palette("night", "#101012", "#f4f1ea", "#ff4d2e", "#1f1f23", "#2d2d33"),
    ),
    draw,
    grain=8,
)
