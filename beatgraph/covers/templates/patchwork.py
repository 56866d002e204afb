"""Tiles of circles, halves, quarters and triangles."""

from random import Random

from beatgraph.covers.design import Palette, Template, Words
from beatgraph.covers.drawing import circle, ground, group, path, rect, svg
from beatgraph.covers.faces import Face
from beatgraph.covers.lettering import Frame, Hand, fit

TILE = 200.0
TITLE = Hand(Face("unbounded", 800), leading=1.14)
ARTIST = Hand(Face("inter", 600), tracking=0.01)


def draw(words: Words, colours: Palette, rng: Random) -> str:
    rows = 4 if words.title or words.artist else 5
    parts = [ground(colours.ground)]
    wheel = (colours.first, colours.second, colours.third, colours.ink)
    before: list[str] = [""] * 5
    for row in range(rows):
        for column in range(5):
            back = rng.choice([each for each in (*wheel, colours.ground) if each != before[column]])
            before[column] = back
            front = rng.choice([each for each in (*wheel, colours.ground) if each != back])
            third = rng.choice([each for each in wheel if each not in (back, front)])
            tile = rect(0, 0, TILE + 0.6, TILE + 0.6, back) + _figure(rng, front, third, back)
            turn = rng.choice((0, 90, 180, 270))
            place = f"translate({column * TILE:g} {row * TILE:g}) rotate({turn} {TILE / 2:g} {TILE / 2:g})"
            parts.append(group(tile, transform=place))
    if words.title:
        frame = Frame(44, 838, 660 if words.artist else 912, 124)
        parts.append(
            fit(words.title, TITLE, frame, largest=92, smallest=30, lines=2).draw(
                frame, "left", "middle", fill=colours.ink
            )
        )
    if words.artist:
        frame = Frame(744, 838, 212, 124) if words.title else Frame(44, 838, 912, 124)
        parts.append(
            fit(words.artist, ARTIST, frame, largest=30, smallest=18, lines=3).draw(
                frame, "right" if words.title else "left", "bottom" if words.title else "middle", fill=colours.ink
            )
        )
    return svg(*parts)


def _figure(rng: Random, front: str, third: str, back: str) -> str:
    t, half = TILE, TILE / 2
    match rng.randrange(8):
        case 0:
            return path(f"M0 0H{t:g}A{t:g} {t:g} 0 0 1 0 {t:g}Z", front)
        case 1:
            return path(f"M0 0H{t:g}A{t:g} {t:g} 0 0 1 0 {t:g}Z", front) + path(
                f"M0 0H{half:g}A{half:g} {half:g} 0 0 1 0 {half:g}Z", third
            )
        case 2:
            return path(f"M0 0A{half:g} {half:g} 0 0 0 {t:g} 0Z", front) + path(
                f"M0 {half:g}A{half:g} {half:g} 0 0 0 {t:g} {half:g}Z", third
            )
        case 3:
            return circle(half, half, half * 0.78, front) + circle(half, half, half * 0.34, third)
        case 4:
            return path(f"M0 0H{t:g}L0 {t:g}Z", front)
        case 5:
            return "".join(rect(0, at * t / 4, t, t / 8, front) for at in range(4))
        case 6:
            leaf = f"M0 0A{t:g} {t:g} 0 0 1 {t:g} {t:g}A{t:g} {t:g} 0 0 1 0 0Z"
            return path(leaf, front) + circle(half, half, half * 0.2, back)
        case _:
            return "".join(
                circle(t * (0.2 + 0.3 * x), t * (0.2 + 0.3 * y), t * 0.085, front) for x in range(3) for y in range(3)
            )


TEMPLATE = Template(
    "patchwork",
    "Patchwork",
    "Tiles of circles, halves, quarters and triangles.",
    ("house", "techno", "uk-garage", "disco", "funk", "electronic"),
    ("upbeat", "playful", "groovy", "happy"),
    (
        Palette("primary", "#f4ecdc", "#1c1b1f", "#e4432d", "#1f5fbf", "#f2b632"),
        Palette("sorbet", "#fbe9dd", "#2d1e3e", "#ff6f59", "#43aa8b", "#f7b7c5"),
        Palette("bottle", "#ece5d0", "#11302b", "#d9572b", "#2c7a67", "#e9c46a"),
        Palette("mono", "#f2f0ec", "#151515", "#d6ff3f", "#8a8a8a", "#c9c6c0"),
    ),
    draw,
    grain=4,
)
