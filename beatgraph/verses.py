"""Verses: the lines of a lyric, and the times that stand in front of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

LINES_AT_MOST = 2000
STAMP = re.compile(r"\[(\d{2,3}):([0-5]\d)(?:\.(\d{1,3}))?\]", re.ASCII)
LIKE_A_STAMP = re.compile(r"\[\s*\d+\s*:[\s\d.:]*\]", re.ASCII)


@dataclass(frozen=True, slots=True)
class Line:
    """What is sung, or a mark such as [Verse 1]; `at` is in milliseconds, None where no time is given."""

    at: int | None
    text: str


def lines(text: str) -> list[Line]:
    """The lines of a lyric. A ValueError says which line has a time that cannot be."""
    rows = text.split("\n")
    if len(rows) > LINES_AT_MOST:
        raise ValueError(f"A lyric has at most {LINES_AT_MOST} lines.")
    found: list[Line] = []
    latest = 0
    for number, row in enumerate(rows, start=1):
        line = _line(row.strip(), number)
        if line.at is not None:
            if line.at < latest:
                raise ValueError(f"Line {number}: its time is before that of a line above it.")
            latest = line.at
        found.append(line)
    return found


def is_synced(found: Sequence[Line]) -> bool:
    """Whether there are times; marks, empty lines and asides need none."""
    return any(line.at is not None for line in found)


def _line(row: str, number: int) -> Line:
    stamp = STAMP.match(row)
    words = row[stamp.end() :].lstrip() if stamp else row
    odd = LIKE_A_STAMP.match(words)
    if odd and stamp:
        raise ValueError(f"Line {number}: a line has one time.")
    if odd:
        raise ValueError(f"Line {number}: {odd[0][:20]} is no time; write [MM:SS] or [MM:SS.xx].")
    return Line(_ms(stamp) if stamp else None, words)


def _ms(stamp: re.Match[str]) -> int:
    minutes, seconds, fraction = stamp.groups(default="")
    return (int(minutes) * 60 + int(seconds)) * 1000 + int(fraction.ljust(3, "0"))
