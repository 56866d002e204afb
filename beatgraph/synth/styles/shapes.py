"""What a style consists of, and how its lines are written.

Grooves are written as producers see them, sixteen steps a bar (a longer line spans several bars): `X` accent, `x` hit,
`o` ghost note, `r` two strokes in a step, `t` three, `.` nothing. Bass lines name what is struck: `1` root, `5` fifth,
`8` octave, `-` holds on. Chords and leads: `x` strikes, `-` holds on.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Groove:
    """What the drummer plays; `perc` is the style's own percussion."""

    kick: str
    snare: str
    hat: str
    open_hat: str = "." * 16
    perc: str = "." * 16


@dataclass(frozen=True, slots=True)
class Kit:
    """Which drums are in the room, how long they ring (seconds), and how loud (1 is the kick)."""

    snare: str = "snare"
    perc: str = "shaker"
    kick_decay: float = 0.16
    snare_level: float = 0.62
    hat_level: float = 0.26
    perc_level: float = 0.25
    dust: float = 0.0


@dataclass(frozen=True, slots=True)
class Style:
    """How one kind of beat is made. Tempi in BPM, swing as a part of a sixteenth, `pump` as a part of the level."""

    name: str
    genre: str
    slowest: int
    fastest: int
    grooves: tuple[Groove, ...]
    basses: tuple[str, ...]
    chords: tuple[str, ...]
    leads: tuple[str, ...]
    bass_sound: str
    chord_sounds: tuple[str, ...]
    lead_sounds: tuple[str, ...]
    moods: tuple[str, ...]
    tags: tuple[str, ...]
    kit: Kit = Kit()
    swing: float = 0.0
    sevenths: bool = False
    arpeggio: bool = False
    minor: float = 0.6
    pump: float = 0.0
    bass_level: float = 0.62
    lead_level: float = 0.34


FOUR_ON_THE_FLOOR = "X...X...X...X..."
BACKBEAT = "....X.......X..."
HELD = "x---------------"
