"""What a template is: a way to draw a cover from words, colours and chance."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours that go together, each `#rrggbb`; what each is for, the template decides."""

    name: str
    ground: str
    ink: str
    first: str
    second: str
    third: str


@dataclass(frozen=True, slots=True)
class Words:
    """What stands on a cover; an empty text is left out."""

    title: str = ""
    artist: str = ""


Draw = Callable[[Words, Palette, Random], str]


@dataclass(frozen=True, slots=True)
class Template:
    """A style of covers. `genres` and `moods` are lower case words joined by dashes, the most fitting first."""

    id: str
    name: str
    description: str
    genres: tuple[str, ...]
    moods: tuple[str, ...]
    palettes: tuple[Palette, ...]
    draw: Draw
    grain: int = 0
    """How much lighter or darker film grain makes a pixel, of 255."""


@dataclass(frozen=True, slots=True)
class Design:
    """All that a cover is made from; equal designs make equal bytes."""

    template: str
    palette: str
    title: str = ""
    artist: str = ""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A cover as a PNG of 1000 pixels a side, and a smaller WebP of it."""

    png: bytes
    webp: bytes


EDITION = 1
"""To be raised when templates draw differently, so that stored covers stay what they were."""
