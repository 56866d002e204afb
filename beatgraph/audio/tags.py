"""What a file says about itself, read without decoding it."""

import re
from os import PathLike
from pathlib import Path

from beatgraph.audio.errors import AudioError
from beatgraph.audio.keys import parse_key
from beatgraph.audio.sounds import Picture, Tags

BPM_TAKEN = (40.0, 300.0)
LONGEST_LINE = 500
LONGEST_TEXT = 50_000
LARGEST_PICTURE = 10 * 1024 * 1024

NUMBER = re.compile(r"(\d{1,3}(?:[.,]\d+)?)\s*(?:bpm)?", re.IGNORECASE)
DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:[T ].*)?")
KEY_FIELDS = ("initial_key", "initialkey", "key", "tkey")
SEPARATORS = re.compile(r"[;\x00]|\s/\s")

MIMES = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png", b"RIFF": "image/webp", b"GIF8": "image/gif"}


def parse_bpm(text: str) -> float | None:
    """`140`, `140.00`, `140,5` or `140 BPM`; zero and what no music has are nothing."""
    match = NUMBER.fullmatch(text.strip())
    if not match:
        return None
    bpm = round(float(match[1].replace(",", ".")), 2)
    return bpm if BPM_TAKEN[0] <= bpm <= BPM_TAKEN[1] else None


def parse_date(text: str) -> str | None:
    """YYYY, YYYY-MM or YYYY-MM-DD out of a date or a time stamp."""
    match = DATE.fullmatch(text.strip())
    if not match or match[1] == "0000":
        return None
    parts = [match[1]]
    for part, most in ((match[2], 12), (match[3], 31)):
        if part is None or not 1 <= int(part) <= most:
            break
        parts.append(part)
    return "-".join(parts)


def read_tags(path: str | PathLike[str]) -> Tags:
    """The tags, cleaned; a file without tags, or of a kind that has none, answers empty ones."""
    from tinytag import TinyTag, TinyTagException

    try:
        found = TinyTag.get(Path(path), image=True, duration=False)
    except OSError as error:
        raise AudioError("unreadable", f"The file cannot be read: {error.strerror}.") from error
    except (TinyTagException, ValueError, IndexError, KeyError, ArithmeticError, MemoryError):
        return Tags()
    fields = {name.lower(): values for name, values in found.other.items() if values}
    keys = (parse_key(str(text)) for name in KEY_FIELDS for text in fields.get(name, ()))
    key = next(filter(None, keys), None)
    bpm = next(filter(None, (parse_bpm(str(text)) for text in fields.get("bpm", ()))), None)
    genres = [clean(part) for part in SEPARATORS.split(found.genre or "")]
    genres += [clean(text) for text in fields.get("genre", ())]
    lyrics = next(iter(fields.get("lyrics", ())), None)
    return Tags(
        title=clean(found.title),
        artist=clean(found.artist),
        album=clean(found.album),
        genres=tuple(dict.fromkeys(genre for genre in genres if genre)),
        release_date=parse_date(found.year or ""),
        bpm=bpm,
        key=key.tonic if key else None,
        scale=key.scale if key else None,
        lyrics=clean(lyrics, LONGEST_TEXT, lines=True),
        comment=clean(found.comment, LONGEST_TEXT, lines=True),
        picture=picture(found.images.any.data if found.images.any else None),
    )


def clean(text: str | None, most: int = LONGEST_LINE, *, lines: bool = False) -> str | None:
    """Text without control characters and lone surrogates, or nothing when nothing is left."""
    if not text:
        return None
    text = text.encode("utf-8", "ignore").decode().replace("\r\n", "\n")
    kept = "".join(sign for sign in text if sign.isprintable() or (lines and sign in "\n\t"))
    return kept.strip()[:most] or None


def picture(content: bytes | None) -> Picture | None:
    """The cover with the type that its bytes show: what the tag claims is not believed."""
    if not content or len(content) > LARGEST_PICTURE:
        return None
    mime = next((mime for start, mime in MIMES.items() if content.startswith(start)), None)
    return Picture(mime, content) if mime else None
