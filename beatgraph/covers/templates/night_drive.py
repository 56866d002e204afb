"""A striped sun over mountains and a grid that runs to the horizon."""

from random import Random

from beatgraph.covers.design import Palette, Template, Words
from beatgraph.covers.drawing import circle, ground, group, line, linear, mix, n, path, polyline, radial, rect, svg
from beatgraph.covers.faces import Face
from beatgraph.covers.lettering import Frame, Hand, fit

HORIZON = 640.0
TITLE = Hand(Face("anton"), tracking=0.02, leading=1.12, capitals=True)
ARTIST = Hand(Face("unbounded", 500), tracking=0.22, capitals=True)


def draw(words: Words, colours: Palette, rng: Random) -> str:
    sun = rng.uniform(455, 545)
    parts = [
        linear("sky", [(0, colours.ground), (0.55, colours.second), (1, mix(colours.second, colours.first, 0.75))]),
        linear("sun", [(0, colours.third), (0.55, mix(colours.third, colours.first, 0.55)), (1, colours.first)]),
        radial("halo", [(0.2, colours.first + "90"), (1, colours.first + "00")]),
        linear("floor", [(0, mix(colours.ground, colours.second, 0.55)), (1, colours.ground)]),
        linear("far", [(0, mix(colours.second, colours.ground, 0.35)), (1, mix(colours.second, colours.first, 0.35))]),
        ground("url(#sky)"),
    ]
    parts += [
        circle(
            rng.uniform(0, 1000),
            rng.uniform(0, 420),
            rng.uniform(0.6, 1.7),
            "#ffffff",
            opacity=n(rng.uniform(0.2, 0.85)),
        )
        for _ in range(110)
    ]
    parts += [circle(sun, 500, 430, "url(#halo)"), _sun(sun)]
    parts.append(path(_mountains(rng, 95, 150), "url(#far)", opacity=0.9))
    parts.append(path(_mountains(rng, 40, 95), mix(colours.ground, colours.second, 0.25)))
    parts.append(rect(0, HORIZON, 1000, 1000 - HORIZON, "url(#floor)"))
    parts.append(_grid(colours, sun))
    parts.append(rect(0, HORIZON - 2, 1000, 4, mix(colours.first, "#ffffff", 0.5)))
    if words.title:
        frame = Frame(95, 66, 810, 236)
        block = fit(words.title, TITLE, frame, largest=230, smallest=44, lines=3)
        shadow = Frame(frame.x + 6, frame.y + 7, frame.width, frame.height)
        parts.append(
            group(
                block.draw(shadow, "middle", "middle", fill=colours.ground, opacity=0.85),
                block.draw(frame, "middle", "middle", fill="#ffffff"),
                transform="translate(29 0) skewX(-9)",
            )
        )
    if words.artist:
        frame = Frame(120, 898, 760, 40)
        block = fit(words.artist, ARTIST, frame, largest=30, smallest=18, lines=1)
        floor = mix(colours.ground, colours.second, 0.14)
        # The grid ends at the letters.
        parts.append(block.draw(frame, "middle", "middle", fill=floor, stroke=floor, stroke_width=18))
        parts.append(block.draw(frame, "middle", "middle", fill=colours.third))
    return svg(*parts)


def _sun(x: float) -> str:
    """A disc with gaps that grow towards the horizon."""
    slices, y, place = [], 500 - 215.0, 0
    while y < HORIZON:
        thick = 165.0 if place == 0 else max(9.0, 38 - place * 5)
        slices.append(rect(0, y, 1000, thick, "#fff"))
        y += thick + 7 + place * 2.6
        place += 1
    return f'<clipPath id="cuts">{"".join(slices)}</clipPath>' + circle(
        x, 500, 215, "url(#sun)", clip_path="url(#cuts)"
    )


def _mountains(rng: Random, low: float, high: float) -> str:
    points = [(-20.0, HORIZON)]
    x = -20.0
    while x < 1020:
        points.append((x, HORIZON - rng.uniform(low, high) * (0.45 + 0.75 * abs(x - 500) / 500)))
        x += rng.uniform(35, 90)
        points.append((x, HORIZON - rng.uniform(low * 0.25, low) * (0.4 + abs(x - 500) / 500)))
        x += rng.uniform(25, 70)
    return polyline([*points, (1020, HORIZON)], closed=True)


def _grid(colours: Palette, vanish: float) -> str:
    colour = mix(colours.ground, colours.first, 0.75)
    lines = [line((vanish + at * 26, HORIZON), (vanish + at * 210, 1000), colour, 2.2) for at in range(-22, 23)]
    y, step = HORIZON, 9.0
    while y < 1000:
        lines.append(line((0, y), (1000, y), colour, 1 + (y - HORIZON) / 170))
        y, step = y + step, step * 1.28
    return "".join(lines)


TEMPLATE = Template(
    "night-drive",
    "Night Drive",
    "A striped sun over mountains and a grid that runs to the horizon.",
    ("synthwave", "electronic", "phonk", "pop", "house"),
    ("nostalgic", "energetic", "dreamy", "confident"),
    (
        Palette("miami", "#12062e", "#ffffff", "#ff3d8b", "#5a1e8c", "#ffd23f"),
        Palette("arctic", "#051326", "#ffffff", "#2de2e6", "#124a82", "#f6f7d7"),
        Palette("crimson", "#160311", "#ffffff", "#ff2e4c", "#5c0f3c", "#ff9a3d"),
    ),
    draw,
    grain=4,
)
