"""What a cover costs, and how all templates look on one sheet: `python -m benchmarks.covers [--sheet FILE]`."""

import argparse
import asyncio
import time
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from statistics import median

from PIL import Image
from rich.console import Console
from rich.table import Table

from beatgraph.covers import TEMPLATES, Design, Press, designed
from beatgraph.covers.rendering import draw, render

LONG = "Everything We Lost Between the Last Train Home and the First Light Over the River (Instrumental Version)"
SHOWN = {
    "eclipse": ("Umbra", "Quorra Tin", "ember"),
    "night-drive": ("Last Exit", "Static Northside", "miami"),
    "halftone": ("Dust & Gold", "Marten Kosimba", "riso"),
    "contour": ("Slow River", "Aino", "dune"),
    "patchwork": ("Полночь в Тбилиси", "Тихий Океан", "primary"),
    "loud": ("Cold Blood", "Sixteen", "acid"),
    "paper-coast": ("Accra Nights", "Adaeze", "sunset"),
    "aura": ("After the Rain", "Noor & Kofi", "midnight"),
    "ridges": (LONG, "Pryzmo", "carbon"),
    "after-hours": ("Blue Smoke", "The Heron Trio", "cobalt"),
    "interference": ("真夜中の東京ドライブ", "夜行列車", "signal"),
    "side-a": ("Summer on Tape", "Kid Tresko", "mandarin"),
}
COLUMNS, SIDE, GAP = 4, 236, 6


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds of CPU, and bytes."""

    drawing: float
    whole: float
    png: int
    webp: int


def cost(design: Design, repeats: int) -> Cost:
    drawing, whole = [], []
    for _ in range(repeats):
        begin = time.process_time()
        draw(design)
        drawn = time.process_time()
        found = render(design)
        drawing.append((drawn - begin) * 1000)
        whole.append((time.process_time() - drawn) * 1000)
    return Cost(median(drawing), median(whole), len(found.png), len(found.webp))


def table(repeats: int) -> Table:
    shown = Table("template", "words into SVG", "SVG into PNG and WebP, in all", "PNG", "WebP")
    for name, (title, artist, palette) in SHOWN.items():
        found = cost(designed(TEMPLATES[name], title, artist, palette), repeats)
        sizes = f"{found.png // 1000} kB", f"{found.webp // 1000} kB"
        shown.add_row(name, f"{found.drawing:.0f} ms", f"{found.whole:.0f} ms", *sizes)
    return shown


async def through_the_press() -> str:
    """Seconds that a caller waits: for the first cover, and for a later one."""
    press = Press()
    waited = []
    for title in ("First", "Second", "Third", "Fourth"):
        begin = time.perf_counter()
        await press.render(designed(TEMPLATES["after-hours"], title))
        waited.append(time.perf_counter() - begin)
    await press.close()
    return f"Through the press: {waited[0]:.2f} s with its start, then {median(waited[1:]):.2f} s."


def sheet(file: Path) -> None:
    """Every template, small, in as many colours as keep the file small."""
    rows = -(-len(SHOWN) // COLUMNS)
    size = COLUMNS * (SIDE + GAP) + GAP, rows * (SIDE + GAP) + GAP
    whole = Image.new("RGB", size, "#ffffff")
    for place, (name, (title, artist, palette)) in enumerate(SHOWN.items()):
        with Image.open(BytesIO(render(designed(TEMPLATES[name], title, artist, palette)).webp)) as picture:
            small = picture.convert("RGB").resize((SIDE, SIDE), Image.Resampling.LANCZOS)
        at = GAP + place % COLUMNS * (SIDE + GAP), GAP + place // COLUMNS * (SIDE + GAP)
        whole.paste(small, at)
    few = whole.quantize(256)
    whole.quantize(palette=few, dither=Image.Dither.FLOYDSTEINBERG).save(file, optimize=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--sheet", type=Path, help="write the contact sheet here, and measure nothing")
    given = parser.parse_args()
    if given.sheet:
        sheet(given.sheet)
        return
    console = Console()
    console.print(table(given.repeats))
    console.print(asyncio.run(through_the_press()))


if __name__ == "__main__":
    main()
