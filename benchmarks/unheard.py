"""Music that the analyser was never adjusted to, and must never be: other sounds, other grooves, other chords.

Nothing is shared with the suite's generator and the demo's synthesiser. Strings are plucked (Karplus and Strong), keys
and bells are frequency modulation, drums are modulated bodies and shaped noise; grooves swing, have ghost notes, fills
every four bars and players up to 5 ms early or late; chords have sevenths and ninths and are turned to lie close.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

RATE = 44_100
Samples = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Groove:
    """One bar of sixteen steps a part (levels 1..9, `-` is a ghost note), its tempi, and how far sixteenths swing."""

    kick: str
    snare: str
    hat: str
    slowest: float
    fastest: float
    swing: float = 0.0


GROOVES = {
    "disco": Groove("9...8...9...8...", "....9.......9..-", "3.8.3.8.3.8.3.8.", 112, 126),
    "electro": Groove("9..7..8...7.....", "....9.......9...", "7.7.7.7.7.7.7.77", 118, 132),
    "two-step": Groove("9.........7.....", "....9..-....9..-", "6.3.7.3.6.4.7.3.", 128, 138, 0.3),
    "funk": Groove("9.-...7...8..-..", "....9..-.-..9..-", "8.5.8.5.8.5.8.5.", 92, 112, 0.12),
    "afrobeats": Groove("9.....8.9.....8.", "...8..8...8.8...", "6.4.6.4.6.4.6.4.", 98, 114),
    "drill": Groove("9......7..8.....", "......9.....9...", "7..6..7..6..7.6.", 136, 146),
    "jungle": Groove("9.8.......8.....", "....9..-.-..9...", "7.6.7.6.7.6.7.6.", 162, 174, 0.1),
    "lo-fi": Groove("9......6.9......", "....8.......8..-", "6.4.6.4.6.4.6.3.", 80, 94, 0.25),
}
FILLS = ("........7.7.8.99", "....7.7.8.8.9999", "............9.99")

MAJOR, MINOR = (0, 2, 4, 5, 7, 9, 11), (0, 2, 3, 5, 7, 8, 10)
CADENCES = {
    False: ((0, 3, 4, 0), (1, 4, 0, 0), (0, 5, 1, 4, 0, 3, 4, 0), (3, 4, 0, 0)),
    True: ((0, 3, 4, 0), (1, 4, 0, 0), (0, 5, 3, 4, 0, 3, 4, 0), (3, 4, 0, 0)),
}
LOOPS = {
    False: ((0, 5, 3, 4), (0, 4, 5, 3), (3, 0, 4, 5), (0, 2, 3, 3), (0, 3), (1, 4, 0, 5)),
    True: ((0, 5, 2, 6), (5, 6, 0, 0), (0, 3, 5, 4), (0, 6, 5, 4), (0, 3), (3, 6, 0, 5)),
}
KINDS = ("loops", "loops+drums", "detuned", "cadences", "cadences+drums")


@dataclass(frozen=True, slots=True)
class Piece:
    """What to play; without a groove there are no drums, without a tonic (semitones above C) no notes."""

    bpm: float
    seconds: float
    groove: str | None
    tonic: int | None
    minor: bool
    degrees: Sequence[int]
    cents: float
    leading: bool
    seed: int


def clock(seconds: float) -> NDArray[np.float64]:
    return np.arange(round(seconds * RATE)) / RATE


def hertz(semitones: float) -> float:
    """Of a note so many semitones above C0."""
    return 440 * 2 ** ((semitones - 57) / 12)


def levelled(sound: NDArray[np.float64]) -> Samples:
    return np.asarray(sound / max(float(np.abs(sound).max()), 1e-9), np.float32)


@lru_cache(maxsize=512)
def plucked(pitch: float, seconds: float, softness: int) -> Samples:
    """A string: a burst of noise that goes round, duller each time; tuned by reading it at the right speed."""
    period = max(2, round(RATE / hertz(pitch)))
    loop = np.random.default_rng(period * 31 + softness).uniform(-1, 1, period)
    for _ in range(softness):
        loop = 0.5 * (loop + np.roll(loop, 1))
    loop -= loop.mean()
    rounds = []
    for _ in range(int(seconds * RATE / period) + 2):
        rounds.append(loop)
        loop = 0.498 * (loop + np.roll(loop, 1))
    # Averaging delays each round by half a sample: the string sounds as if it were so much longer.
    string = np.concatenate(rounds)
    places = np.arange(round(seconds * RATE)) * (hertz(pitch) * (period + 0.5) / RATE)
    return levelled(
        np.interp(places, np.arange(string.size), string) * np.minimum(1, (seconds - clock(seconds)) / 0.03)
    )


@lru_cache(maxsize=512)
def rung(pitch: float, seconds: float, ratio: float, depth: float) -> Samples:
    """Two operators: a sine whose phase another one shakes, less and less."""
    time, base = clock(seconds), hertz(pitch)
    shaken = depth * np.exp(-time / 0.25) * np.sin(2 * np.pi * base * ratio * time)
    shape = np.minimum(time / 0.004, 1) * np.exp(-time / 0.9) * np.minimum(1, (seconds - time) / 0.03)
    return levelled(np.sin(2 * np.pi * base * time + shaken) * shape)


def kick(chance: np.random.Generator) -> Samples:
    """A body that a fast modulator knocks on, and falls by an octave and a half."""
    time, low = clock(0.3), chance.uniform(46, 64)
    fall = low * (time + 0.03 * (1 - np.exp(-time / chance.uniform(0.012, 0.03))))
    knock = chance.uniform(1, 3) * np.exp(-time / 0.008) * np.sin(2 * np.pi * 180 * time)
    return levelled(np.sin(2 * np.pi * fall + knock) * np.exp(-time / chance.uniform(0.07, 0.13)))


def snare(chance: np.random.Generator) -> Samples:
    """Noise through a short echo of itself, which colours it, over a drum head of two inharmonic tones."""
    time = clock(0.22)
    noise = chance.uniform(-1, 1, time.size)
    delay = int(chance.integers(18, 60))
    noise[delay:] -= 0.7 * noise[:-delay]
    head = np.sin(2 * np.pi * chance.uniform(160, 210) * time) + 0.6 * np.sin(
        2 * np.pi * chance.uniform(260, 340) * time
    )
    wires = noise * np.exp(-time / chance.uniform(0.03, 0.07))
    return levelled(0.7 * wires / np.abs(wires).max() + 0.4 * head * np.exp(-time / 0.04))


def hat(chance: np.random.Generator) -> Samples:
    """Metal: detuned squares multiplied with one another, without what lies low."""
    time = clock(0.09)
    first, second = chance.uniform(3_100, 4_200), chance.uniform(5_200, 6_400)
    metal = np.sign(np.sin(2 * np.pi * first * time)) * np.sign(np.sin(2 * np.pi * second * time))
    bright = np.diff(np.diff(metal + chance.normal(0, 0.5, time.size), prepend=0), prepend=0)
    return levelled(bright * np.exp(-time / chance.uniform(0.012, 0.025)))


def drums(piece: Piece, groove: Groove, chance: np.random.Generator) -> Samples:
    out = np.zeros(round((piece.seconds + 1) * RATE), np.float32)
    step = 15 / piece.bpm
    parts = ((kick(chance), groove.kick, 1.0), (snare(chance), groove.snare, 0.75), (hat(chance), groove.hat, 0.3))
    fill = FILLS[int(chance.integers(len(FILLS)))]
    for place in range(int(piece.seconds / step)):
        late = groove.swing * step if place % 2 else 0.0
        filled = place // 16 % 4 == 3
        for number, (stroke, pattern, gain) in enumerate(parts):
            sign = fill[place % 16] if filled and number == 1 and place % 16 > 7 else pattern[place % 16]
            if sign == ".":
                continue
            level = 0.15 if sign == "-" else int(sign) / 9
            start = round(max(0.0, place * step + late + chance.uniform(-0.005, 0.005)) * RATE)
            out[start : start + stroke.size] += stroke[: out.size - start] * gain * level * chance.uniform(0.8, 1)
    return out[: round(piece.seconds * RATE)]


def voiced(piece: Piece, degree: int, thirds: int) -> list[int]:
    """A chord of so many notes in thirds, each turned into the octave that keeps the hand still."""
    scale = list(MINOR if piece.minor else MAJOR)
    if piece.minor and piece.leading and degree == 4:
        scale[6] = 11
    return [(scale[(degree + 2 * third) % 7] + (piece.tonic or 0) - 5) % 12 + 5 for third in range(thirds)]


def music(piece: Piece, chance: np.random.Generator) -> Samples:
    bar = 240 / piece.bpm
    out = np.zeros(round((piece.seconds + bar + 2) * RATE), np.float32)
    tune = piece.cents / 100
    scale = MINOR if piece.minor else MAJOR
    strings = chance.random() < 0.5
    ratio, depth = float(chance.choice((1.0, 2.0, 3.0))), round(float(chance.uniform(0.8, 2.5)), 1)
    thirds, softness = int(chance.choice((3, 4, 4, 5))), int(chance.integers(1, 5))
    rhythm = ((0.0, 1.0), (0.0, 0.375, 0.625), (0.125, 0.5, 0.875), (0.0, 0.25, 0.5, 0.75))[int(chance.integers(4))]

    def play(sound: Samples, at: float, level: float) -> None:
        start = round(at * RATE)
        out[start : start + sound.size] += sound[: max(0, out.size - start)] * np.float32(level)

    for count in range(int(piece.seconds / bar) + 1):
        degree = piece.degrees[count % len(piece.degrees)]
        chord = voiced(piece, degree, 3 if piece.leading and degree == 0 else thirds)
        begins = [each for each in rhythm if each < 1]
        for begin, end in zip(begins, [*begins[1:], 1.0], strict=True):
            length = round(bar * (end - begin), 3)
            for place, pitch in enumerate(chord):
                note = 48 + pitch + tune
                voice = plucked(note, length, softness) if strings else rung(note, length, ratio, depth)
                play(voice, (count + begin) * bar + 0.008 * place * strings, 0.16)
        root = (scale[degree] + (piece.tonic or 0) - 4) % 12 + 4
        for begin in (0.0, 0.5, 0.875) if piece.groove else (0.0, 0.5):
            fifth = 0 if begin < 0.8 else 12
            play(rung(24 + root + fifth + tune, round(bar * 0.3, 3), 1.0, 1.2), (count + begin) * bar, 0.4)
        for step in chance.choice(16, int(chance.integers(2, 6)), replace=False):
            sung = 60 + chord[int(chance.integers(3))] + tune
            play(rung(sung, 0.3, 3.5, 0.7) if strings else plucked(sung, 0.4, 1), (count + step / 16) * bar, 0.1)
    return out[: round(piece.seconds * RATE)]


def play(piece: Piece) -> Samples:
    """Mono samples at 44 100 Hz, gently overdriven as a finished mix is."""
    chance = np.random.default_rng(piece.seed)
    out = np.zeros(round(piece.seconds * RATE), np.float32)
    if piece.groove:
        out += drums(piece, GROOVES[piece.groove], chance)
    if piece.tonic is not None:
        out += music(piece, chance) * np.float32(0.9)
    return np.asarray(0.89 * levelled(np.tanh(1.3 * levelled(out.astype(np.float64)).astype(np.float64))), np.float32)


def tempi(size: int, seed: int) -> list[Piece]:
    """As many of each groove, half of them with music."""
    chance = np.random.default_rng(seed)
    pieces = []
    for place in range(size):
        name = list(GROOVES)[place % len(GROOVES)]
        groove, minor = GROOVES[name], bool(chance.random() < 0.6)
        bpm = round(float(chance.uniform(groove.slowest, groove.fastest)), 2)
        tonic = int(chance.integers(12)) if chance.random() < 0.5 else None
        degrees = LOOPS[minor][int(chance.integers(len(LOOPS[minor])))]
        pieces.append(Piece(bpm, 30.0, name, tonic, minor, degrees, 0.0, False, int(chance.integers(1 << 30))))
    return pieces


def keys(kind: str, seed: int) -> list[Piece]:
    """All 24 keys once, as `loops`, `loops+drums`, `detuned` loops, `cadences` or `cadences+drums`."""
    chance = np.random.default_rng(seed + KINDS.index(kind))
    pieces = []
    for place in range(24):
        minor, cadence, drummed = place >= 12, kind.startswith("cadences"), kind.endswith("drums")
        name = list(GROOVES)[int(chance.integers(len(GROOVES)))] if drummed else None
        groove = GROOVES[name] if name else None
        bpm = round(float(chance.uniform(groove.slowest, groove.fastest)) if groove else 110.0, 2)
        progressions = (CADENCES if cadence else LOOPS)[minor]
        degrees = progressions[int(chance.integers(len(progressions)))]
        off = {"detuned": 35.0, "cadences+drums": 20.0}.get(kind, 0.0)
        cents = float(chance.uniform(-off, off))
        pieces.append(Piece(bpm, 24.0, name, place % 12, minor, degrees, cents, cadence, int(chance.integers(1 << 30))))
    return pieces
