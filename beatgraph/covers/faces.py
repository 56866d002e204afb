"""Typefaces: where their files are, which signs they have, and the outlines of what is set in them."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import as_file, files
from itertools import groupby

import uharfbuzz as harfbuzz

ASIAN = "cjk"
FILES = {
    "anton": ("fontpkg_anton", "files/Anton-Regular.ttf"),
    "inter": ("fontpkg_inter_tight", "files/InterTight[wght].ttf"),
    "jetbrains": ("fontpkg_jetbrains_mono", "files/JetBrainsMono[wght].ttf"),
    "oswald": ("fontpkg_oswald", "files/Oswald[wght].ttf"),
    "playfair": ("fontpkg_playfair_display", "files/PlayfairDisplay[wght].ttf"),
    "playfair-italic": ("fontpkg_playfair_display", "files/PlayfairDisplay-Italic[wght].ttf"),
    "unbounded": ("fontpkg_unbounded", "files/Unbounded[wght].ttf"),
    ASIAN: ("noto_cjk_sans_jp_bold", "NotoSansCJKjp-Bold.otf"),
}
"""The package that brings each face, and the file in it."""

STAND_INS = {"anton": ("oswald",)}
"""Faces of like build, asked before the general ones when a sign is missing."""
COLOUR = {"anton": 700}
"""How heavy a face without weights looks beside others."""
GENERAL = ("inter", ASIAN)


@dataclass(frozen=True, slots=True)
class Face:
    """A face at a weight from 100 to 900; one without weights is as it is."""

    name: str
    weight: int = 400


@dataclass(frozen=True, slots=True)
class Box:
    """What ink covers: `top` and `bottom` count from the baseline, downwards, as SVG does."""

    left: float
    top: float
    right: float
    bottom: float

    def union(self, other: "Box") -> "Box":
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )


@dataclass(frozen=True, slots=True)
class Glyph:
    """An outline at its place in a line, in ems."""

    outline: str
    """Path data in the face's own units, y upwards."""
    scale: float
    """Ems a unit."""
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Setting:
    """A line that has been set: its glyphs, how far it advances, what its ink covers; all in ems."""

    glyphs: tuple[Glyph, ...]
    advance: float
    ink: Box | None


def missing(text: str) -> list[str]:
    """Signs of a text that no face has, each once; they would be drawn as boxes."""
    return list(dict.fromkeys(sign for sign in text if not _silent(sign) and ord(sign) not in _known()))


@lru_cache(maxsize=512)
def compose(text: str, face: Face, tracking: float) -> Setting:
    """Set one line: signs that the face lacks come from another; `tracking` is extra space between signs, in ems."""
    glyphs: list[Glyph] = []
    ink: Box | None = None
    at = 0.0
    for chosen, run in _runs(text, face):
        font = _font(chosen)
        scale = 1 / font.face.upem
        buffer = harfbuzz.Buffer()
        buffer.add_str(run)
        buffer.guess_segment_properties()
        harfbuzz.shape(font, buffer, {"kern": True, "liga": not tracking})
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            x, y = at + position.x_offset * scale, -position.y_offset * scale
            glyphs.append(Glyph(_outline(chosen, info.codepoint), scale, x, y))
            covered = _covered(chosen, info.codepoint)
            if covered is not None:
                moved = Box(x + covered.left, y + covered.top, x + covered.right, y + covered.bottom)
                ink = moved if ink is None else ink.union(moved)
            at += position.x_advance * scale + (tracking if position.x_advance else 0.0)
    return Setting(tuple(glyphs), max(0.0, at - tracking), ink)


def _runs(text: str, face: Face) -> Iterator[tuple[Face, str]]:
    """Pieces of a text, each with a face that has all of it; a mark goes with the letter that it is on."""
    chain = (face.name, *STAND_INS.get(face.name, ()), *GENERAL)
    chosen: list[tuple[str, str]] = []
    for cluster in _clusters(text):
        name = next((name for name in chain if _has(name, cluster)), chain[-1])
        if cluster.isspace() and chosen:
            name = chosen[-1][0]
        chosen.append((name, cluster))
    for name, group in groupby(chosen, key=lambda each: each[0]):
        weight = face.weight if name == face.name else COLOUR.get(face.name, face.weight)
        yield Face(name, weight), "".join(cluster for _, cluster in group)


def _clusters(text: str) -> Iterator[str]:
    cluster = ""
    for sign in text:
        if cluster and not (_silent(sign) or unicodedata.category(sign).startswith("M")):
            yield cluster
            cluster = ""
        cluster += sign
    if cluster:
        yield cluster


def _has(name: str, cluster: str) -> bool:
    return all(_silent(sign) or ord(sign) in _signs(name) for sign in cluster)


def _silent(sign: str) -> bool:
    """Joiners and variation selectors: they say how a neighbour looks, and draw nothing."""
    return sign in "\u200c\u200d" or "\ufe00" <= sign <= "\ufe0f"


@cache
def _face(name: str) -> "harfbuzz.Face":
    package, path = FILES[name]
    with as_file(files(package).joinpath(path)) as file:
        return harfbuzz.Face(harfbuzz.Blob.from_file_path(str(file)))


@cache
def _signs(name: str) -> frozenset[int]:
    return frozenset(_face(name).unicodes)


@cache
def _known() -> frozenset[int]:
    return frozenset().union(*map(_signs, FILES))


@cache
def _font(face: Face) -> "harfbuzz.Font":
    font = harfbuzz.Font(_face(face.name))
    for axis in font.face.axis_infos:
        if axis.tag == "wght":
            font.set_variations({"wght": min(max(face.weight, axis.min_value), axis.max_value)})
    return font


@lru_cache(maxsize=4096)
def _outline(face: Face, glyph: int) -> str:
    pen: list[str] = []
    _font(face).draw_glyph(glyph, _pens(), pen)
    return "".join(pen)


@lru_cache(maxsize=4096)
def _covered(face: Face, glyph: int) -> Box | None:
    """Where a glyph's ink is, in ems; a space has none."""
    font = _font(face)
    found = font.get_glyph_extents(glyph)
    if found is None or not found.width or not found.height:
        return None
    scale = 1 / font.face.upem
    left, top = found.x_bearing * scale, -found.y_bearing * scale
    return Box(left, top, left + found.width * scale, top - found.height * scale)


@cache
def _pens() -> "harfbuzz.DrawFuncs":
    """Callbacks that write a glyph's outline down as SVG path data."""
    pens = harfbuzz.DrawFuncs()
    pens.set_move_to_func(lambda x, y, pen: pen.append(f"M{_points(x, y)}"))
    pens.set_line_to_func(lambda x, y, pen: pen.append(f"L{_points(x, y)}"))
    pens.set_quadratic_to_func(lambda x1, y1, x, y, pen: pen.append(f"Q{_points(x1, y1, x, y)}"))
    pens.set_cubic_to_func(lambda x1, y1, x2, y2, x, y, pen: pen.append(f"C{_points(x1, y1, x2, y2, x, y)}"))
    pens.set_close_path_func(lambda pen: pen.append("Z"))
    return pens


def _points(*values: float) -> str:
    return " ".join(f"{value:g}" for value in values)
