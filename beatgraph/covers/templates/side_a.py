"""A cassette with its label, written by hand or by machine."""

from random import Random

from beatgraph.covers.design import Palette, Template, Words
from beatgraph.covers.drawing import circle, ground, group, line, linear, mix, n, path, polar, polyline, rect, svg
from beatgraph.covers.faces import Face
from beatgraph.covers.lettering import Frame, Hand, fit

TITLE = Hand(Face("jetbrains", 700), leading=1.3)
ARTIST = Hand(Face("jetbrains", 500), tracking=0.02, capitals=True)
SIDE = Hand(Face("unbounded", 800))
REELS = (345.0, 655.0)
REEL_Y = 575.0


def draw(words: Words, colours: Palette, rng: Random) -> str:
    lean = rng.uniform(-5, 5)
    parts = [ground(colours.ground), _backdrop(colours, rng)]
    parts.append(
        group(
            rect(112, 262, 800, 506, "#000000", rx=30, opacity=0.16),
            rect(104, 252, 800, 506, "#000000", rx=30, opacity=0.14),
            *_body(words, colours, rng),
            transform=f"rotate({n(lean)} 500 500)",
        )
    )
    return svg(*parts)


def _backdrop(colours: Palette, rng: Random) -> str:
    x, y = rng.choice((0, 1000)), rng.choice((0, 1000))
    rings = ((1150, 0.16), (930, 0.34), (720, 0.55), (510, 0.8), (300, 1.0))
    tones = (colours.second, colours.first, colours.third)
    return "".join(
        circle(x, y, radius, mix(colours.ground, tones[at % 3], share)) for at, (radius, share) in enumerate(rings)
    )


def _body(words: Words, colours: Palette, rng: Random) -> list[str]:
    shell = mix(colours.ink, "#ffffff", 0.06)
    paper = mix(colours.ground, "#ffffff", 0.55)
    parts = [
        linear("shell", [(0, mix(shell, "#ffffff", 0.16)), (0.12, shell), (1, mix(shell, "#000000", 0.35))]),
        rect(100, 247, 800, 506, "url(#shell)", rx=30),
        rect(106, 253, 788, 494, "none", rx=26, stroke="#ffffff", stroke_width=2, opacity=0.16),
        rect(150, 292, 700, 340, paper, rx=14),
        path("M150 596H850V618A14 14 0 0 1 836 632H164A14 14 0 0 1 150 618Z", colours.first),
        rect(150, 570, 700, 12, colours.second),
        rect(150, 584, 700, 12, colours.third),
        path("M245 753L272 664H728L755 753Z", mix(shell, "#000000", 0.28)),
    ]
    parts += [circle(x, y, 9, mix(shell, "#000000", 0.55)) for x in (128, 872) for y in (275, 725)]
    parts += [circle(x, 716, 13, mix(shell, "#000000", 0.6)) for x in (330, 420, 580, 670)]
    parts += [line((200, y), (800, y), mix(paper, colours.ink, 0.22), 1.5) for y in (394, 454)]
    parts.append(rect(245, 498, 510, 154, mix(shell, "#000000", 0.1), rx=77))
    tape = rng.uniform(70, 100)
    window = [rect(412, 520, 176, 110, "#0c0b0b", rx=10)]
    window += [circle(REELS[0], REEL_Y, 150, "#2c1d15"), circle(REELS[1], REEL_Y, tape + 10, "#2c1d15")]
    parts.append('<clipPath id="window"><rect x="412" y="520" width="176" height="110" rx="10"/></clipPath>')
    parts.append(group(*window, clip_path="url(#window)"))
    for x in REELS:
        parts += _reel(x, rng.uniform(0, 60), paper, shell)
    if words.title:
        side = Frame(196, 316, 46, 46)
        mark = fit("A", SIDE, side, largest=54, lines=1)
        parts += [
            rect(182, 310, 66, 66, colours.ink, rx=6),
            mark.draw(Frame(182, 310, 66, 66), "middle", "middle", fill=paper),
        ]
        frame = Frame(272, 308, 544, 70)
        parts.append(
            fit(words.title, TITLE, frame, largest=46, smallest=24, lines=2).draw(
                frame, "left", "middle", fill=colours.ink
            )
        )
    if words.artist:
        frame = Frame(200, 408, 600, 34)
        parts.append(
            fit(words.artist, ARTIST, frame, largest=28, smallest=16, lines=1).draw(
                frame, "left", "bottom", fill=mix(colours.ink, paper, 0.2)
            )
        )
    return parts


def _reel(x: float, turn: float, paper: str, shell: str) -> list[str]:
    teeth = [
        path(
            polyline(
                [
                    polar(x, REEL_Y, 24, turn + at * 60 - 9),
                    polar(x, REEL_Y, 40, turn + at * 60 - 7),
                    polar(x, REEL_Y, 40, turn + at * 60 + 7),
                    polar(x, REEL_Y, 24, turn + at * 60 + 9),
                ],
                closed=True,
            ),
            paper,
        )
        for at in range(6)
    ]
    return [circle(x, REEL_Y, 56, paper), circle(x, REEL_Y, 44, mix(shell, "#000000", 0.5)), *teeth]


TEMPLATE = Template(
    "side-a",
    "Side A",
    "A cassette with its label.",
    ("lo-fi", "boom-bap", "chillhop", "synthwave", "hip-hop", "phonk"),
    ("nostalgic", "calm", "warm", "playful"),
    (
        Palette("mandarin", "#f6d9a8", "#2b211d", "#e8603c", "#2f8f83", "#f2b134"),
        Palette("bubblegum", "#f9d3dc", "#2c2540", "#ef5d8f", "#5b6ee1", "#ffb86b"),
        Palette("ocean", "#bfe0df", "#14303a", "#1f7a8c", "#f26b4e", "#f4d35e"),
        Palette("graphite", "#d9d6cf", "#1b1b1d", "#d83a2e", "#4b4b50", "#e9b44c"),
    ),
    draw,
    grain=6,
)
