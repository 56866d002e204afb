"""A dark disc before a light, with its corona."""

from random import Random

from beatgraph.covers.design import Palette, Template, Words
from beatgraph.covers.drawing import circle, ground, linear, n, path, polar, polyline, radial, svg
from beatgraph.covers.faces import Face
from beatgraph.covers.lettering import Frame, Hand, fit

X, Y, RADIUS = 500.0, 420.0, 215.0
TITLE = Hand(Face("unbounded", 500), tracking=0.1, leading=1.2, capitals=True)
ARTIST = Hand(Face("inter", 500), tracking=0.34, capitals=True)


def draw(words: Words, colours: Palette, rng: Random) -> str:
    parts = [
        linear("sky", [(0, colours.ground), (1, colours.second)]),
        radial(
            "glow",
            [
                (0.3, colours.first + "d0"),
                (0.46, colours.first + "70"),
                (0.7, colours.third + "30"),
                (1, colours.third + "00"),
            ],
        ),
        radial("disc", [(0, "#000000"), (0.86, "#050507"), (1, colours.ground)]),
        ground("url(#sky)"),
    ]
    parts += [
        circle(
            rng.uniform(0, 1000),
            rng.uniform(0, 780),
            rng.choice((0.8, 0.8, 1.1, 1.7)),
            colours.ink,
            opacity=n(rng.uniform(0.15, 0.8)),
        )
        for _ in range(150)
    ]
    parts.append(circle(X, Y, 620, "url(#glow)"))
    parts += [_ray(colours, rng, degrees + rng.uniform(-1.5, 1.5)) for degrees in range(0, 360, 3)]
    tilt = rng.uniform(0, 360)
    parts += [
        circle(X, Y, RADIUS + 8, stroke=colours.first, stroke_width=16, opacity=0.35),
        circle(X, Y, RADIUS, "url(#disc)", stroke=colours.ink, stroke_width=3),
        circle(*polar(X, Y, RADIUS, tilt), 120, "url(#glow)"),
        circle(*polar(X, Y, RADIUS, tilt), 7, colours.ink),
    ]
    for ring in range(3):
        radius = 300 + ring * 52 + rng.uniform(-8, 8)
        dash = f"{n(rng.uniform(300, 900))} {n(rng.uniform(40, 260))}"
        parts.append(circle(X, Y, radius, stroke=colours.ink, stroke_width=1, opacity=0.3, stroke_dasharray=dash))
        parts.append(circle(*polar(X, Y, radius, rng.uniform(0, 360)), rng.uniform(3, 6), colours.ink))
    if words.title:
        frame = Frame(90, 772, 820, 106)
        parts.append(
            fit(words.title, TITLE, frame, largest=64, smallest=30, lines=2).draw(
                frame, "middle", "middle", fill=colours.ink
            )
        )
    if words.artist:
        frame = Frame(110, 908, 780, 34)
        parts.append(
            fit(words.artist, ARTIST, frame, largest=25, smallest=16, lines=1).draw(
                frame, "middle", "middle", fill=colours.ink, opacity=0.75
            )
        )
    return svg(*parts)


def _ray(colours: Palette, rng: Random, degrees: float) -> str:
    reach = RADIUS + rng.expovariate(1 / 60)
    return path(
        polyline([polar(X, Y, RADIUS, degrees), polar(X, Y, reach, degrees)]),
        stroke=colours.ink,
        stroke_width=n(rng.uniform(0.6, 1.8)),
        opacity=n(rng.uniform(0.08, 0.4)),
    )


TEMPLATE = Template(
    "eclipse",
    "Eclipse",
    "A dark disc before a light, with its corona.",
    ("trap", "cloud-rap", "drill", "dubstep", "ambient", "techno"),
    ("dark", "mysterious", "epic", "cold"),
    (
        Palette("ember", "#07060a", "#fff1e2", "#ff7a3c", "#1a0d14", "#c2264a"),
        Palette("ice", "#04070d", "#eaf6ff", "#63c6ff", "#0a1626", "#3157d6"),
        Palette("violet", "#07050d", "#f6eeff", "#b57bff", "#150b26", "#6a2bd6"),
        Palette("toxic", "#050806", "#f0ffe9", "#8df25a", "#0b1a10", "#1f9c63"),
    ),
    draw,
    grain=4,
)
