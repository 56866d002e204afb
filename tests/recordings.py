"""Real files to upload, made on the spot."""

import struct
import zlib
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from beatgraph.synth import compose, render, write_mp3
from tests.audio.files import sine, write


@cache
def tone(ending: str = "wav", seconds: float = 1.5, hertz: float = 440.0) -> bytes:
    """A sine, too short for a tempo or a key."""
    with TemporaryDirectory() as folder:
        return write(Path(folder, f"tone.{ending}"), sine(seconds, hertz=hertz)).read_bytes()


@cache
def beat(**tags: str) -> bytes:
    """A beat of the demo catalogue's kind as MP3, with tags."""
    with TemporaryDirectory() as folder:
        file = Path(folder, "beat.mp3")
        write_mp3(file, render(compose(4)), tags)
        return file.read_bytes()


def png(width: int = 8, height: int = 8) -> bytes:
    """A black picture."""
    rows = b"".join(b"\0" + bytes(width * 3) for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = (b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, content) for name, content in chunks)


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


JPEG = (
    b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    b"\xff\xc0\x00\x0b\x08\x00\x05\x00\x07\x01\x01\x11\x00\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\x7f\xff\xd9"
)
"""The outline of a grey picture of 7 × 5: every segment is there, its pixels are not worth looking at."""
WEBP = b"RIFF\x16\x00\x00\x00WEBPVP8L\x0a\x00\x00\x00\x2f\x06\x00\x01\x00\x00\x00\x00\x00\x00"
"""The outline of a lossless picture of 7 × 5."""
