"""Musical keys: their names, the Camelot and Open Key wheels, and which of them mix."""

import re
from dataclasses import dataclass
from typing import Literal

Scale = Literal["major", "minor"]

TONICS = ("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B")
"""The one spelling used everywhere: sharps."""

LETTERS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
ACCIDENTALS = {"": 0, "#": 1, "♯": 1, "s": 1, "is": 1, "b": -1, "♭": -1, "es": -1, "sharp": 1, "flat": -1}
SCALES: dict[str, Scale] = {
    "": "major", "maj": "major", "major": "major", "dur": "major", "M": "major", "ionian": "major",
    "m": "minor", "min": "minor", "minor": "minor", "moll": "minor", "aeolian": "minor",
}  # fmt: skip

NAMED = re.compile(r"([A-Ga-g])[ -]?(sharp|flat|is|es|[#♯b♭s])?[ -]?([A-Za-z]*)")
CAMELOT = re.compile(r"0?(\d{1,2})([ABab])")
OPEN_KEY = re.compile(r"0?(\d{1,2})([dmDM])")


@dataclass(frozen=True, slots=True)
class Key:
    """A tonic in the one spelling, and a scale."""

    tonic: str
    scale: Scale

    @property
    def pitch(self) -> int:
        """Semitones above C."""
        return TONICS.index(self.tonic)

    @property
    def hour(self) -> int:
        """Place on the wheel of fifths, 1..12 as Open Key counts: C major and A minor are 1."""
        relative_major = self.pitch if self.scale == "major" else self.pitch + 3
        return relative_major * 7 % 12 + 1

    @property
    def open_key(self) -> str:
        return f"{self.hour}{'d' if self.scale == 'major' else 'm'}"

    @property
    def camelot(self) -> str:
        return f"{(self.hour + 6) % 12 + 1}{'B' if self.scale == 'major' else 'A'}"

    @property
    def relative(self) -> "Key":
        """The other scale on the same notes."""
        if self.scale == "major":
            return key_of(self.pitch + 9, "minor")
        return key_of(self.pitch + 3, "major")

    def __str__(self) -> str:
        return self.tonic if self.scale == "major" else f"{self.tonic}m"


def key_of(pitch: int, scale: Scale) -> Key:
    """The key on so many semitones above C, octaves ignored."""
    return Key(TONICS[pitch % 12], scale)


def at_hour(hour: int, scale: Scale) -> Key:
    """The key at an Open Key number, counted round the wheel."""
    pitch = (hour - 1) * 7 % 12
    return key_of(pitch if scale == "major" else pitch - 3, scale)


def parse_key(text: str) -> Key | None:
    """`F#m`, `Gbm`, `E♭ major`, `11A` (Camelot) or `6d` (Open Key); a bare letter is major, anything else nothing."""
    text = text.strip()
    if match := CAMELOT.fullmatch(text):
        hour = int(match[1])
        return at_hour(hour + 5, "minor" if match[2] in "Aa" else "major") if 1 <= hour <= 12 else None
    if match := OPEN_KEY.fullmatch(text):
        hour = int(match[1])
        return at_hour(hour, "major" if match[2] in "dD" else "minor") if 1 <= hour <= 12 else None
    if match := NAMED.fullmatch(text):
        word = match[3] if match[3] == "M" else match[3].lower()
        scale = SCALES.get(word)
        return key_of(LETTERS[match[1].upper()] + ACCIDENTALS[match[2] or ""], scale) if scale else None
    return None


def compatible(key: str, scale: Scale) -> tuple[Key, ...]:
    """Keys that mix with this one: itself, its neighbours on the wheel (a fifth up, a fifth down), and its relative."""
    home = parse_key(key if scale == "major" else f"{key}m")
    if home is None:
        raise ValueError(f"{key!r} is no tonic.")
    return (home, at_hour(home.hour + 1, scale), at_hour(home.hour - 1, scale), home.relative)
