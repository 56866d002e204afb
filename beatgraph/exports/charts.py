"""Charts: a line of plays per day and bars of the most played items, as SVG."""

from collections.abc import Sequence
from html import escape
from math import ceil, log10

from beatgraph.exports.report import ItemTotals, Point

INK, MUTED, FAINT, ACCENT, BEFORE = "#16181d", "#6b7280", "#e5e7eb", "#4338ca", "#9ca3af"
FACE = "font-family='Inter Tight'"
WIDTH = 680
HEIGHT = 210
LEFT, TOP, BOTTOM = 44, 12, 26
BARS_AT_MOST = 10
BAR, BARS_WIDTH = 17, 276
"""In points, as the page gives them room."""
STEPS = (1, 2, 2.5, 5, 10)


def line(points: Sequence[Point]) -> str:
    """Plays per day, and those of the period before as a dashed line behind them."""
    top = ceiling(max((max(each.plays, each.previous) for each in points), default=0))
    plane = HEIGHT - TOP - BOTTOM
    drawn = []
    for part in range(5):
        y, value = TOP + plane * part / 4, top - top * part // 4
        drawn.append(f"<line x1='{LEFT}' x2='{WIDTH}' y1='{y:.1f}' y2='{y:.1f}' stroke='{FAINT}' stroke-width='1'/>")
        drawn.append(_text(LEFT - 8, y + 3.5, f"{value:,}", anchor="end"))
    step = (WIDTH - LEFT - 8) / max(1, len(points) - 1)
    places = [LEFT + 4 + step * number for number in range(len(points))]

    def path(values: Sequence[int]) -> str:
        return " ".join(
            f"{x:.1f},{TOP + plane * (1 - value / top):.1f}" for x, value in zip(places, values, strict=True)
        )

    if points:
        plays = path([each.plays for each in points])
        floor = TOP + plane
        drawn.append(
            f"<polygon points='{places[0]:.1f},{floor} {plays} {places[-1]:.1f},{floor}' fill='{ACCENT}' "
            "fill-opacity='0.08'/>"
        )
        before = path([each.previous for each in points])
        drawn.append(
            f"<polyline points='{before}' fill='none' stroke='{BEFORE}' stroke-width='1.3' stroke-dasharray='4 3'/>"
        )
        drawn.append(
            f"<polyline points='{plays}' fill='none' stroke='{ACCENT}' stroke-width='2' stroke-linejoin='round'/>"
        )
        for number in dict.fromkeys(round((len(points) - 1) * part / 5) for part in range(6)):
            anchor = "start" if number == 0 else "end" if number == len(points) - 1 else "middle"
            day = points[number].day
            drawn.append(_text(places[number], HEIGHT - 6, f"{day.day} {day:%b}", anchor=anchor))
    return _svg(WIDTH, HEIGHT, drawn)


def bars(items: Sequence[ItemTotals]) -> str:
    """Plays of the most played items; their names stand beside it, as text of the page."""
    shown = items[:BARS_AT_MOST]
    most = max((each.figures.plays for each in shown), default=0)
    drawn = []
    for number, each in enumerate(shown):
        y, length = number * BAR, 225 * each.figures.plays / most if most else 0
        drawn.append(f"<rect x='0' y='{y + 3}' width='{max(length, 1.5):.1f}' height='11' rx='2' fill='{ACCENT}'/>")
        drawn.append(
            _text(length + 6, y + 12, f"{each.figures.plays:,}", anchor="start", colour=INK, weight=600, size=8.5)
        )
    return _svg(BARS_WIDTH, max(1, len(shown)) * BAR, drawn)


def ceiling(most: int) -> int:
    """The round number at the top of an axis: at least `most`, and four whole steps high."""
    if most <= 4:
        return 4
    rough = most / 4
    power: int = 10 ** int(log10(rough))
    return 4 * next(whole for step in STEPS if (whole := ceil(step * power)) >= rough)


def _text(
    x: float, y: float, text: str, *, anchor: str, colour: str = MUTED, weight: int = 400, size: float = 10
) -> str:
    return (
        f"<text x='{x:.1f}' y='{y:.1f}' {FACE} font-size='{size:g}' font-weight='{weight}' fill='{colour}' "
        f"text-anchor='{anchor}'>{escape(text)}</text>"
    )


def _svg(width: int, height: int, drawn: Sequence[str]) -> str:
    size = f"width='{width}' height='{height}' viewBox='0 0 {width} {height}'"
    return f"<svg xmlns='http://www.w3.org/2000/svg' {size}>{''.join(drawn)}</svg>"
