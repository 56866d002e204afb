"""Containers told by their first bytes, and the length that their headers state."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal

from beatgraph.audio.errors import AudioError

Container = Literal["wav", "aiff", "flac", "mp3", "ogg", "mov"]

UNSTATED = 0x7FFF0000
"""WAV data lengths from here on are what writers to a pipe leave behind, not lengths."""

SYNC_WINDOW = 65536
"""How far an MPEG stream may begin behind the start of the file or its tag."""

BITRATES = {
    (3, 3): (32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448),
    (3, 2): (32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    (3, 1): (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (2, 3): (32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256),
    (2, 2): (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
"""kbit/s by (MPEG version bits, layer bits); versions 2 and 2.5 share theirs, and layers II and III there."""

RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}


@dataclass(frozen=True, slots=True)
class Header:
    """What the file claims to be; the stated duration in ms, `None` when nothing is stated."""

    container: Container
    stated_duration: int | None
    ends: bool = True
    """Whether the file comes to its end, where its format marks one."""


@dataclass(frozen=True, slots=True)
class MpegFrame:
    """One MPEG audio frame header: sizes in bytes, samples a channel."""

    layer_three: bool
    rate: int
    samples: int
    size: int
    side: int
    """Bytes of side information, behind which a Xing header would stand."""


OGG_PAGE_AT_MOST = 65_307
"""Bytes of the largest page, by RFC 3533."""


def _ends_as_ogg(file: BinaryIO) -> bool:
    """Whether the last page is whole and says that it is the last: Ogg states no length, but marks its end."""
    size = file.seek(0, 2)
    file.seek(max(0, size - 2 * OGG_PAGE_AT_MOST))
    tail = file.read()
    at = tail.rfind(b"OggS")
    page = tail[at:]
    if at < 0 or len(page) < 27:
        return False
    segments = page[27 : 27 + page[26]]
    return len(segments) == page[26] and len(page) >= 27 + len(segments) + sum(segments) and bool(page[5] & 4)


def read_header(path: Path) -> Header:
    """Tell the container, or refuse the file."""
    with path.open("rb") as file:
        head = file.read(16)
        if not head:
            raise AudioError("empty", "The file is empty.")
        start = 0
        while head[:3] == b"ID3":
            start += tag_size(head)
            file.seek(start)
            head = file.read(16)
        if head[:4] in (b"RIFF", b"RF64", b"BW64") and head[8:12] == b"WAVE":
            return Header("wav", wav_duration(file, start))
        if head[:4] == b"FORM" and head[8:12] in (b"AIFF", b"AIFC"):
            return Header("aiff", aiff_duration(file, start))
        if head[:4] == b"fLaC":
            return Header("flac", flac_duration(file, start))
        if head[:4] == b"OggS":
            return Header("ogg", None, ends=_ends_as_ogg(file))
        if head[4:8] == b"ftyp":
            return Header("mov", None)
        file.seek(start)
        window = file.read(SYNC_WINDOW)
        offset = first_mpeg_frame(window)
        if offset is not None:
            return Header("mp3", mpeg_duration(window[offset:]))
    raise AudioError("unsupported_format", "This is no WAV, FLAC, MP3, AIFF, Ogg, Opus or M4A file.")


def tag_size(head: bytes) -> int:
    """Bytes of an ID3v2 tag, from its first ten: seven bits of each length byte count."""
    size = 0
    for byte in head[6:10]:
        size = size << 7 | byte & 0x7F
    footer = 10 if len(head) > 5 and head[5] & 0x10 else 0
    return size + 10 + footer


def chunks(file: BinaryIO, start: int, order: Literal["<", ">"]) -> Iterator[tuple[bytes, int]]:
    """Names and sizes of the chunks of a RIFF or IFF file; the file stands at the chunk's content."""
    position = start + 12
    while True:
        file.seek(position)
        head = file.read(8)
        if len(head) < 8:
            return
        name, size = struct.unpack(f"{order}4sI", head)
        yield name, size
        position += 8 + size + size % 2


def wav_duration(file: BinaryIO, start: int) -> int | None:
    bytes_a_second = long_size = 0
    for name, size in chunks(file, start, "<"):
        if name == b"ds64":
            long_size = int.from_bytes(file.read(16)[8:], "little")
        elif name == b"fmt ":
            bytes_a_second = int.from_bytes(file.read(12)[8:], "little")
        elif name == b"data":
            stated = size if size < UNSTATED else long_size
            return round(stated * 1000 / bytes_a_second) if stated and bytes_a_second else None
    return None


def aiff_duration(file: BinaryIO, start: int) -> int | None:
    for name, _ in chunks(file, start, ">"):
        if name == b"COMM":
            content = file.read(18)
            if len(content) < 18:
                return None
            frames, exponent, mantissa = struct.unpack(">2xI2xHQ", content)
            rate = mantissa * 2.0 ** ((exponent & 0x7FFF) - 16383 - 63)
            return round(frames * 1000 / rate) if rate >= 1 and frames else None
    return None


def flac_duration(file: BinaryIO, start: int) -> int | None:
    file.seek(start + 8 + 10)
    content = file.read(8)
    if len(content) < 8:
        return None
    packed = int.from_bytes(content, "big")
    rate = packed >> 44
    samples = packed & (1 << 36) - 1
    return round(samples * 1000 / rate) if rate and samples else None


def mpeg_duration(stream: bytes) -> int | None:
    """What a Xing, Info or VBRI header says; without one the length is a guess from the bit rate, hence not stated."""
    frame = mpeg_frame(stream)
    if frame is None:
        return None
    xing = stream[4 + frame.side : 16 + frame.side]
    frames = 0
    if xing[:4] in (b"Xing", b"Info") and len(xing) == 12:
        flags, count = struct.unpack(">4xII", xing)
        frames = count if flags & 1 else 0
    elif stream[36:40] == b"VBRI":
        frames = int.from_bytes(stream[50:54], "big")
    return round(frames * frame.samples * 1000 / frame.rate) if frames else None


def first_mpeg_frame(window: bytes) -> int | None:
    """Offset of the first layer III frame that another frame follows."""
    offset = window.find(b"\xff")
    while offset >= 0:
        frame = mpeg_frame(window[offset:])
        if frame and frame.layer_three and mpeg_frame(window[offset + frame.size :]):
            return offset
        offset = window.find(b"\xff", offset + 1)
    return None


def mpeg_frame(stream: bytes) -> MpegFrame | None:
    """The frame header in the first four bytes, if they are one."""
    head = stream[:4]
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return None
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    bitrate, rate = head[2] >> 4, head[2] >> 2 & 3
    if version == 1 or layer == 0 or bitrate in (0, 15) or rate == 3:
        return None
    full = version == 3
    kbits = BITRATES[(3, layer) if full else (2, max(layer, 2))][bitrate - 1]
    samples = 384 if layer == 3 else 1152 if layer == 2 or full else 576
    hertz = RATES[version][rate]
    padding = head[2] >> 1 & 1
    slot = 4 if layer == 3 else 1
    size = (samples // 8 // slot * kbits * 1000 // hertz + padding) * slot
    mono = head[3] >> 6 == 3
    return MpegFrame(layer == 1, hertz, samples, size, (17 if mono else 32) if full else (9 if mono else 17))
