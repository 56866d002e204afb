"""Drawing: SVG elements as text, on a square of 1000 by 1000."""

import math
from collections.abc import Iterable, Sequence
from typing import TypeAlias

SIDE = 1000
Point: TypeAlias = tuple[float, float]


def svg(*content: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{SIDE}" height="{SIDE}" viewBox="0 0 {SIDE} {SIDE}">'
        f"{''.join(content)}</svg>"
    )


def rect(x: float, y: float, width: float, height: float, fill: str, **more: object) -> str:
    return f'<rect x="{n(x)}" y="{n(y)}" width="{n(width)}" height="{n(height)}" fill="{fill}"{_shape(more)}/>'


def ground(fill: str) -> str:
    return rect(0, 0, SIDE, SIDE, fill)


def circle(x: float, y: float, radius: float, fill: str = "none", **more: object) -> str:
    return f'<circle cx="{n(x)}" cy="{n(y)}" r="{n(radius)}" fill="{fill}"{_shape(more)}/>'


def path(d: str, fill: str = "none", **more: object) -> str:
    return f'<path d="{d}" fill="{fill}"{_shape(more)}/>'


def disc(x: float, y: float, radius: float) -> str:
    """Path data of a circle, for many in one shape."""
    side, across = n(radius), n(2 * radius)
    return f"M{n(x - radius)} {n(y)}a{side} {side} 0 1 0 {across} 0a{side} {side} 0 1 0 -{across} 0"


def line(start: Point, end: Point, stroke: str, width: float, **more: object) -> str:
    return path(polyline([start, end]), "none", stroke=stroke, stroke_width=n(width), **more)


def group(*content: str, **more: object) -> str:
    return f"<g{_attributes(more)}>{''.join(content)}</g>"


def linear(name: str, stops: Iterable[tuple[float, str]], start: Point = (0, 0), end: Point = (0, 1)) -> str:
    """A gradient from one corner of a shape (0, 0) towards the other (1, 1); a stop may be `#rrggbbaa`."""
    return (
        f'<linearGradient id="{name}" x1="{n(start[0])}" y1="{n(start[1])}" x2="{n(end[0])}" y2="{n(end[1])}">'
        f"{_stops(stops)}</linearGradient>"
    )


def radial(name: str, stops: Iterable[tuple[float, str]]) -> str:
    return f'<radialGradient id="{name}">{_stops(stops)}</radialGradient>'


def polyline(points: Iterable[Point], *, closed: bool = False) -> str:
    return "M" + "L".join(f"{n(x)} {n(y)}" for x, y in points) + ("Z" if closed else "")


def smooth(points: Sequence[Point]) -> str:
    """A curve through all points (Catmull-Rom as Béziers)."""
    d = [f"M{n(points[0][0])} {n(points[0][1])}"]
    for place in range(len(points) - 1):
        before, start, end, after = (
            points[max(place - 1, 0)],
            points[place],
            points[place + 1],
            points[min(place + 2, len(points) - 1)],
        )
        first = (start[0] + (end[0] - before[0]) / 6, start[1] + (end[1] - before[1]) / 6)
        second = (end[0] - (after[0] - start[0]) / 6, end[1] - (after[1] - start[1]) / 6)
        d.append("C" + " ".join(f"{n(x)} {n(y)}" for x, y in (first, second, end)))
    return "".join(d)


def polar(x: float, y: float, radius: float, degrees: float) -> Point:
    """A point on a circle, clockwise from the right."""
    return x + radius * math.cos(math.radians(degrees)), y + radius * math.sin(math.radians(degrees))


def mix(first: str, second: str, share: float) -> str:
    """Between two colours (`#rrggbb`); at 1 it is the second."""
    pairs = zip(_channels(first), _channels(second), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def n(value: float) -> str:
    """A number as short as SVG takes it."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if not float(value).is_integer() else str(int(value))


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))


def _stops(stops: Iterable[tuple[float, str]]) -> str:
    return "".join(
        f'<stop offset="{n(at)}" stop-color="{colour[:7]}" stop-opacity="{int(colour[7:] or "ff", 16) / 255:.3f}"/>'
        for at, colour in stops
    )


def _attributes(more: dict[str, object]) -> str:
    return "".join(f' {name.replace("_", "-")}="{value}"' for name, value in more.items())


def _shape(more: dict[str, object]) -> str:
    """Attributes of one shape. Its opacity is its paint's: as a whole it would cost a layer of its own."""
    opacity = more.pop("opacity", None)
    if opacity is not None:
        more |= {"fill_opacity": opacity, "stroke_opacity": opacity}
    return _attributes(more)
