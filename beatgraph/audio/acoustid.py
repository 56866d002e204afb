"""A fingerprint as the text that AcoustID takes: differences of neighbouring words, packed bit by bit, in base64."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable, Sequence

ALGORITHM = 1
"""Chromaprint counts its algorithms from nought: the second is number one."""
NORMAL_BITS, EXCEPTION_BITS = 3, 5
FAR = (1 << NORMAL_BITS) - 1
"""A distance from here on is written in two parts."""
WORDS_AT_MOST = (1 << 24) - 1
HEADER = 4


class FingerprintTextError(ValueError):
    """A text that is no fingerprint."""


def encode(words: Sequence[int], algorithm: int = ALGORITHM) -> str:
    distances: list[int] = []
    before = 0
    for word in words:
        distances += _distances(word ^ before)
        before = word
    packed = bytes([algorithm]) + len(words).to_bytes(3, "big")
    packed += _packed((min(each, FAR) for each in distances), NORMAL_BITS)
    packed += _packed((each - FAR for each in distances if each >= FAR), EXCEPTION_BITS)
    return urlsafe_b64encode(packed).decode().rstrip("=")


def decode(text: str) -> tuple[int, ...]:
    """The words in a text of the second algorithm, or `FingerprintTextError`."""
    try:
        packed = urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    except ValueError as error:
        raise FingerprintTextError("This is not base64.") from error
    if len(packed) < HEADER or packed[0] != ALGORITHM:
        raise FingerprintTextError("This is no fingerprint of Chromaprint's second algorithm.")
    size = int.from_bytes(packed[1:HEADER], "big")
    body = packed[HEADER:]
    if size > len(body) * 8 // NORMAL_BITS:
        raise FingerprintTextError("The fingerprint is cut off.")
    normal = _unpacked(body, NORMAL_BITS)
    ends, used = 0, 0
    while ends < size:
        if used == len(normal):
            raise FingerprintTextError("The fingerprint is cut off.")
        ends += normal[used] == 0
        used += 1
    exceptions = iter(_unpacked(body[-(-used * NORMAL_BITS // 8) :], EXCEPTION_BITS))
    words: list[int] = []
    before = changed = place = 0
    for distance in normal[:used]:
        if distance == 0:
            before ^= changed
            words.append(before)
            changed = place = 0
            continue
        if distance == FAR:
            beyond = next(exceptions, None)
            if beyond is None:
                raise FingerprintTextError("The fingerprint is cut off.")
            distance += beyond
        place += distance
        if place > 32:
            raise FingerprintTextError("The fingerprint has a word of more than 32 bits.")
        changed |= 1 << (place - 1)
    return tuple(words)


def _distances(changed: int) -> list[int]:
    """From each bit that is set to the next, from the lowest on; nought ends a word."""
    found, before, place = [], 0, 0
    while changed:
        place += 1
        if changed & 1:
            found.append(place - before)
            before = place
        changed >>= 1
    return [*found, 0]


def _packed(values: Iterable[int], bits: int) -> bytes:
    """The first value in the lowest bits of the first byte."""
    joined = shift = 0
    out = bytearray()
    for value in values:
        joined |= value << shift
        shift += bits
        while shift >= 8:
            out.append(joined & 0xFF)
            joined >>= 8
            shift -= 8
    if shift:
        out.append(joined)
    return bytes(out)


def _unpacked(packed: bytes, bits: int) -> list[int]:
    found, joined, held = [], 0, 0
    for byte in packed:
        joined |= byte << held
        held += 8
        while held >= bits:
            found.append(joined & ((1 << bits) - 1))
            joined >>= bits
            held -= bits
    return found
