"""Pictures told by their bytes: PNG, JPEG and WebP, how large they are, and whether they are all there."""

import struct
import zlib
from dataclasses import dataclass
from typing import Literal

Ending = Literal["png", "jpg", "webp"]

SIDE_AT_MOST = 10_000
PIXELS_AT_MOST = 40_000_000
"""Past these a small file could ask a viewer for gigabytes."""

PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff"
BARE_MARKERS = frozenset((0x01, *range(0xD0, 0xD8)))
"""JPEG markers without a length."""
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""JPEG markers that state the size."""
SCAN, END = 0xDA, b"\xff\xd9"


class PictureError(Exception):
    """A picture that cannot be taken, and why, for people."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A whole picture; sides in pixels."""

    ending: Ending
    width: int
    height: int


def ending_of(head: bytes) -> Ending | None:
    """Which kind of picture begins like this (12 bytes tell), if any."""
    if head.startswith(PNG):
        return "png"
    if head.startswith(JPEG):
        return "jpg"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    return None


def read_picture(content: bytes) -> Picture:
    """Judge a whole file; its structure is walked to the end, its pixels are not decoded."""
    readers = {"png": _png, "jpg": _jpeg, "webp": _webp}
    ending = ending_of(content[:12])
    if ending is None:
        raise PictureError("This is no PNG, JPEG or WebP picture.")
    try:
        width, height = readers[ending](content)
    except (struct.error, IndexError):
        raise PictureError("The picture is cut off or damaged.") from None
    if not width or not height:
        raise PictureError("The picture is empty.")
    if max(width, height) > SIDE_AT_MOST or width * height > PIXELS_AT_MOST:
        raise PictureError(f"The picture has too many pixels: {width} × {height}.")
    return Picture(ending, width, height)


def _png(content: bytes) -> tuple[int, int]:
    """Every chunk up to the last one, each with its checksum."""
    size: tuple[int, int] | None = None
    has_pixels = False
    at = len(PNG)
    while True:
        length, name = struct.unpack_from(">I4s", content, at)
        (checksum,) = struct.unpack_from(">I", content, at + 8 + length)
        if zlib.crc32(content[at + 4 : at + 8 + length]) != checksum:
            raise PictureError("The picture is damaged: a checksum does not match.")
        if size is None:
            if name != b"IHDR":
                raise PictureError("The picture is damaged: its header is missing.")
            size = struct.unpack_from(">II", content, at + 8)
        has_pixels = has_pixels or name == b"IDAT"
        if name == b"IEND":
            break
        at += 12 + length
    if not has_pixels:
        raise PictureError("The picture is empty.")
    return size


def _jpeg(content: bytes) -> tuple[int, int]:
    """Segments up to the pixels; behind those must stand the mark of the end."""
    size: tuple[int, int] | None = None
    at = 2
    while True:
        if content[at] != 0xFF:
            raise PictureError("The picture is damaged: a marker is missing.")
        marker = content[at + 1]
        if marker == 0xFF:  # padding
            at += 1
            continue
        if marker in BARE_MARKERS:
            at += 2
            continue
        (length,) = struct.unpack_from(">H", content, at + 2)
        if marker in FRAMES:
            height, width = struct.unpack_from(">HH", content, at + 5)
            size = width, height
        at += 2 + length
        if marker == SCAN:
            break
    if size is None or content.rfind(END) < at:
        raise PictureError("The picture is cut off or damaged.")
    return size


def _webp(content: bytes) -> tuple[int, int]:
    (length,) = struct.unpack_from("<I", content, 4)
    if length + 8 > len(content):
        raise PictureError("The picture is cut off.")
    kind = content[12:16]
    if kind == b"VP8X":
        width, height = (int.from_bytes(content[at : at + 3], "little") + 1 for at in (24, 27))
    elif kind == b"VP8L":
        (bits,) = struct.unpack_from("<I", content, 21)
        width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    elif kind == b"VP8 " and content[23:26] == b"\x9d\x01\x2a":
        width, height = (side & 0x3FFF for side in struct.unpack_from("<HH", content, 26))
    else:
        raise PictureError("The picture is damaged: its header is missing.")
    return width, height
