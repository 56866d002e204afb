"""Attendance: on which days of a month somebody listened, how often, and how often of their own accord."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from struct import Struct

_DAY = Struct("<BHH")
_AT_MOST = 0xFFFF


@dataclass(frozen=True, slots=True)
class Attended:
    """Plays of one day; active ones were begun from a source that the listener went to."""

    plays: int = 0
    active: int = 0

    def __add__(self, other: "Attended") -> "Attended":
        return Attended(self.plays + other.plays, self.active + other.active)


NONE = Attended()


def read(stored: bytes) -> dict[int, Attended]:
    """By the day of the month, from 1."""
    return {day: Attended(plays, active) for day, plays, active in _DAY.iter_unpack(stored)}


def write(days: Mapping[int, Attended]) -> bytes:
    return b"".join(
        _DAY.pack(day, min(days[day].plays, _AT_MOST), min(days[day].active, _AT_MOST)) for day in sorted(days)
    )


def united(stored: Iterable[bytes], more: Mapping[int, Attended] | None = None) -> dict[int, Attended]:
    """Days of several tracks together."""
    found = dict(more or {})
    for each in stored:
        for day, attended in read(each).items():
            found[day] = found.get(day, NONE) + attended
    return found
