"""Covers: pictures for tracks and albums, drawn from built-in templates."""

from beatgraph.covers.design import EDITION, Design, Palette, Rendered, Template
from beatgraph.covers.errors import CoverError
from beatgraph.covers.matching import best, matching
from beatgraph.covers.press import Press, PressError
from beatgraph.covers.templates import TEMPLATES
from beatgraph.covers.wording import ARTIST_AT_MOST, TITLE_AT_MOST, designed, sample

__all__ = [
    "ARTIST_AT_MOST",
    "EDITION",
    "TEMPLATES",
    "TITLE_AT_MOST",
    "CoverError",
    "Design",
    "Palette",
    "Press",
    "PressError",
    "Rendered",
    "Template",
    "best",
    "designed",
    "matching",
    "sample",
]
