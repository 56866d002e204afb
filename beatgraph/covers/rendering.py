"""Rendering: a design into SVG, and that into a PNG and a WebP thumbnail."""

from functools import cache
from hashlib import sha256
from io import BytesIO
from random import Random

import numpy as np
import resvg_py
from numpy.typing import NDArray
from PIL import Image

from beatgraph.covers.design import Design, Rendered, Words
from beatgraph.covers.drawing import SIDE
from beatgraph.covers.templates import TEMPLATES

THUMBNAIL = 480
"""Pixels a side."""


def draw(design: Design) -> str:
    """A cover as SVG. It holds no text: words are drawn as outlines."""
    template = TEMPLATES[design.template]
    palette = next(each for each in template.palettes if each.name == design.palette)
    seed = sha256("\x00".join((design.template, design.title, design.artist)).encode()).digest()
    return template.draw(Words(design.title, design.artist), palette, Random(seed))  # noqa: S311


def render(design: Design) -> Rendered:
    drawn: bytes = resvg_py.svg_to_bytes(svg_string=draw(design), skip_system_fonts=True, width=SIDE, height=SIDE)
    with Image.open(BytesIO(drawn)) as opened:
        picture = opened.convert("RGB")
    small = picture.resize((THUMBNAIL, THUMBNAIL), Image.Resampling.LANCZOS)
    grained = Image.fromarray(_grained(np.asarray(picture), TEMPLATES[design.template].grain))
    return Rendered(_saved(grained, "PNG", compress_level=4), _saved(small, "WEBP", quality=86, method=4))


def _grained(pixels: NDArray[np.uint8], strength: int) -> NDArray[np.uint8]:
    """Film grain, which also hides the steps of dark gradients; after rendering, where it costs a tenth."""
    grained: NDArray[np.int16] = pixels.astype(np.int16) + _specks()[..., None] * np.int16(strength)
    return np.clip(grained, 0, 255).astype(np.uint8)


@cache
def _specks() -> NDArray[np.int16]:
    """Darker, lighter or as it is; the same for every cover, so that equal designs make equal bytes."""
    return np.random.Generator(np.random.PCG64(1)).integers(-1, 2, (SIDE, SIDE), dtype=np.int16)


def _saved(picture: Image.Image, kind: str, **options: int) -> bytes:
    file = BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()
