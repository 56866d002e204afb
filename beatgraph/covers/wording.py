"""Parameters of a cover, checked: what cannot be drawn is refused before anything is."""

import unicodedata
from hashlib import sha256

from beatgraph.covers.design import Design, Template
from beatgraph.covers.errors import CoverError
from beatgraph.covers.faces import missing

TITLE_AT_MOST = 120
ARTIST_AT_MOST = 80


def designed(template: Template, title: str = "", artist: str = "", palette: str | None = None) -> Design:
    """A design that can be drawn. Without a palette, the words choose one, always the same."""
    title, artist = _words("title", title, TITLE_AT_MOST), _words("artist", artist, ARTIST_AT_MOST)
    names = [each.name for each in template.palettes]
    if palette is None:
        palette = names[sha256(f"{title}\x00{artist}".encode()).digest()[0] % len(names)]
    if palette not in names:
        raise CoverError("palette", f"The palettes of this template are {', '.join(names)}.")
    return Design(template.id, palette, title, artist)


def sample(template: Template) -> Design:
    """What a template is shown by."""
    return Design(template.id, template.palettes[0].name, template.name, "Beatgraph")


def _words(field: str, text: str, most: int) -> str:
    text = unicodedata.normalize("NFC", " ".join(text.split()))
    if len(text) > most:
        raise CoverError(field, f"The {field} has at most {most} characters.")
    unknown = missing(text + text.upper())
    if unknown:
        shown = ", ".join(f"{_shown(sign)} (U+{ord(sign):04X})" for sign in unknown[:5])
        raise CoverError(field, f"No typeface here has {shown}.")
    if text and not any(unicodedata.category(sign)[0] in "LNPS" for sign in text):
        raise CoverError(field, f"There is nothing to be seen in this {field}.")
    return text


def _shown(sign: str) -> str:
    return f"“{sign}”" if sign.isprintable() else "an invisible character"
