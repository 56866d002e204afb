"""Bars like keys and a horn's bell, in few colours: the jazz records of the sixties."""

from random import Random

from beatgraph.covers.design import Palette, Template, Words
from beatgraph.covers.drawing import circle, ground, rect, svg
from beatgraph.covers.faces import Face
from beatgraph.covers.lettering import Frame, Hand, fit

TITLE = Hand(Face("oswald", 700), tracking=-0.01, leading=1.13)
ARTIST = Hand(Face("oswald", 500), tracking=0.03, leading=1.2)


def draw(words: Words, colours: Palette, rng: Random) -> str:
    parts = [ground(colours.ground)]
    count = rng.choice((9, 11, 13))
    pitch = 1000 / count
    stretch = 1.0 if words.title or words.artist else 1.7
    for place in range(count):
        high = (120 + rng.betavariate(1.6, 1.9) * 380) * stretch
        colour = rng.choices((colours.ink, colours.first, colours.second), (5, 3, 2))[0]
        parts.append(rect(place * pitch, 0, pitch - 10, high, colour))
        if rng.random() < 0.4:
            parts.append(rect(place * pitch, high + 10, pitch - 10, rng.uniform(14, 60), colours.third))
    x, y, radius = rng.uniform(700, 860), rng.uniform(400, 470) * stretch, rng.uniform(120, 165)
    parts += [
        circle(x, y, radius + 12, colours.ground),
        circle(x, y, radius, colours.second),
        circle(x, y, radius * 0.62, colours.ground),
        circle(x, y, radius * 0.5, colours.ink),
        circle(x, y, radius * 0.1, colours.ground),
    ]
    if words.title:
        frame = Frame(56, 604, 888, 244 if words.artist else 340)
        parts.append(
            fit(words.title, TITLE, frame, largest=250, smallest=48, lines=3).draw(
                frame, "left", "bottom", fill=colours.ink
            )
        )
    if words.artist:
        frame = Frame(56, 886, 888, 62)
        parts.append(
            fit(words.artist, ARTIST, frame, largest=58, smallest=26, lines=2).draw(
                frame, "left", "bottom", fill=colours.first
            )
        )
    return svg(*parts)


TEMPLATE = Template(
    "after-hours",
    "After Hours",
    "Bars like keys and a horn's bell, in few colours: the jazz records of the sixties.",
    ("jazz", "soul", "boom-bap", "lo-fi", "funk", "r-and-b"),
    ("smooth", "reflective", "groovy", "nostalgic"),
    (
        Palette("cobalt", "#f2ebdd", "#101418", "#1546d1", "#f2792b", "#9db7f0"),
        Palette("tobacco", "#efe3cc", "#1f150f", "#a8431f", "#d9a441", "#c9b08a"),
        Palette("teal", "#ece9df", "#0f1f24", "#0f7d83", "#e5533d", "#9fc9c4"),
    ),
    draw,
    grain=7,
)
