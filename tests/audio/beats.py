"""Synthetic beats with a known tempo and a known key: drums in eight styles, chords, bass and detune."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]

RATE = 44_100

MAJOR = (0, 2, 4, 5, 7, 9, 11)
MINOR = (0, 2, 3, 5, 7, 8, 10)


@dataclass(frozen=True, slots=True)
class Style:
    """One bar of sixteen steps a drum, levels 0..9, and the tempi that the style is made at."""

    kick: str
    snare: str
    hat: str
    slowest: float
    fastest: float
    snare_kind: str = "snare"


STYLES = {
    "house": Style("9...9...9...9...", "....9.......9...", "..7...7...7...7.", 118, 128, "clap"),
    "techno": Style("9...9...9...9...", "................", "3.7.3.7.3.7.3.7.", 126, 145),
    "boombap": Style("9.....9...7.....", "....9.......9...", "7.5.7.5.7.5.7.5.", 80, 98),
    "rock": Style("9.......9.7.....", "....9.......9...", "8.6.8.6.8.6.8.6.", 100, 160),
    "dnb": Style("9.........9.....", "....9.......9...", "6.5.6.5.6.5.6.5.", 165, 180),
    "trap": Style("9.....6...9.....", "........9.......", "7.7.7.7.7.7.7777", 130, 160, "clap"),
    "dembow": Style("9...9...9...9...", "...8..8....8..8.", "5...5...5...5...", 85, 105),
    "click": Style("................", "................", "9...9...9...9...", 78, 180, "rim"),
}


@dataclass(frozen=True, slots=True)
class Beat:
    """What to play; `degrees` are chords of the scale, one a bar, counted from 0."""

    style: str | None = "house"
    bpm: float = 120.0
    seconds: float = 24.0
    swing: float = 0.0
    intro: float = 0.0
    tonic: int | None = None
    minor: bool = False
    degrees: Sequence[int] = (0, 5, 3, 4)
    leading_tone: bool = False
    cents: float = 0.0
    drums: float = 1.0
    seed: int = 0


def fading(seconds: float, half_life: float) -> Samples:
    return (0.5 ** (np.arange(round(seconds * RATE)) / RATE / half_life)).astype(np.float32)


def drum(kind: str, chance: np.random.Generator) -> Samples:
    """One stroke, slightly different in every song."""
    if kind == "kick":
        time = np.arange(round(0.35 * RATE)) / RATE
        pitch = chance.uniform(42, 60)
        sweep = pitch * time + chance.uniform(3, 6) * (1 - np.exp(-time * chance.uniform(25, 50)))
        return (np.sin(2 * np.pi * sweep) * fading(0.35, chance.uniform(0.05, 0.1))).astype(np.float32)
    seconds, half_life, lowest = {
        "snare": (0.25, chance.uniform(0.02, 0.05), 300.0),
        "clap": (0.25, chance.uniform(0.025, 0.05), 900.0),
        "hat": (0.08, chance.uniform(0.006, 0.015), 6500.0),
        "rim": (0.06, chance.uniform(0.004, 0.01), 1200.0),
    }[kind]
    noise = chance.normal(0, 1, round(seconds * RATE))
    spectrum = np.fft.rfft(noise)
    spectrum[: round(lowest * seconds)] = 0
    stroke = np.fft.irfft(spectrum, noise.size) * fading(seconds, half_life)
    if kind == "snare":
        body = np.sin(2 * np.pi * chance.uniform(170, 220) * np.arange(noise.size) / RATE)
        stroke = 0.6 * stroke / np.abs(stroke).max() + 0.6 * body * fading(seconds, 0.04)
    return np.asarray(stroke / np.abs(stroke).max(), np.float32)


def drums_of(beat: Beat, chance: np.random.Generator) -> Samples:
    style = STYLES[beat.style or ""]
    step = 15.0 / beat.bpm
    levels = {"kick": (style.kick, 1.0), style.snare_kind: (style.snare, 0.7), "hat": (style.hat, 0.3)}
    if beat.style == "click":
        levels = {"rim": (style.hat, 0.8)}
    out = np.zeros(round((beat.seconds + 1) * RATE), np.float32)
    for kind, (pattern, gain) in levels.items():
        stroke = drum(kind, chance)
        for place in range(int((beat.seconds - beat.intro) / step)):
            level = pattern[place % 16]
            if level == ".":
                continue
            late = beat.swing * step if place % 2 else 0.0
            start = round((beat.intro + place * step + late) * RATE)
            loud = gain * int(level) / 9 * chance.uniform(0.85, 1.0)
            out[start : start + stroke.size] += stroke[: out.size - start] * loud
    return out[: round(beat.seconds * RATE)]


@lru_cache(maxsize=64)
def note(pitch: float, seconds: float, partials: int, bright: float) -> Samples:
    """A plucked tone with a natural roll-off; pitch in semitones above C of 16.35 Hz."""
    hertz = 16.3516 * 2 ** (pitch / 12)
    time = np.arange(round(seconds * RATE)) / RATE
    tone = sum(np.sin(2 * np.pi * hertz * k * time) / k**bright for k in range(1, partials + 1) if hertz * k < 12_000)
    attack = np.minimum(time / 0.01, 1)
    release = np.minimum((seconds - time) / 0.02, 1)
    return np.asarray(tone * attack * release * 0.5 ** (time / 0.8), np.float32)


def chord_of(beat: Beat, degree: int) -> list[int]:
    scale = list(MINOR if beat.minor else MAJOR)
    if beat.minor and beat.leading_tone and degree == 4:
        scale[6] = 11
    return [scale[(degree + third) % 7] + 12 * ((degree + third) // 7) for third in (0, 2, 4)]


def chords_of(beat: Beat, chance: np.random.Generator) -> Samples:
    bar = 240.0 / beat.bpm if beat.style else 2.0
    out = np.zeros(round((beat.seconds + bar + 1) * RATE), np.float32)
    partials, bright = int(chance.integers(3, 9)), chance.uniform(1.0, 1.8)
    tonic = (beat.tonic or 0) + beat.cents / 100
    rhythm = ((0.0, 1.0),) if chance.random() < 0.5 else ((0.0, 0.375), (0.375, 0.375), (0.75, 0.25))
    for count in range(int((beat.seconds - beat.intro) / bar) + 1):
        pitches = chord_of(beat, beat.degrees[count % len(beat.degrees)])
        for begin, share in rhythm:
            start = round((beat.intro + (count + begin) * bar) * RATE)
            for pitch in pitches:
                voice = note(tonic + 48 + pitch % 12, bar * share * 0.98, partials, bright) * 0.22
                out[start : start + voice.size] += voice[: out.size - start]
            bass = note(tonic + 24 + pitches[0] % 12, bar * share * 0.95, 3, 1.5) * 0.35
            out[start : start + bass.size] += bass[: out.size - start]
    return out[: round(beat.seconds * RATE)]


def play(beat: Beat) -> Samples:
    """Mono samples at 44 100 Hz, normalised to -1 dB."""
    chance = np.random.default_rng(beat.seed)
    out = np.zeros(round(beat.seconds * RATE), np.float32)
    if beat.style:
        out += drums_of(beat, chance) * beat.drums
    if beat.tonic is not None:
        out += chords_of(beat, chance)
    return (out * (0.89 / max(float(np.abs(out).max()), 1e-9))).astype(np.float32)


def tempo_set(size: int, seed: int) -> list[Beat]:
    """Beats of all styles: a third swung, a third behind a silent intro, half of them with music."""
    chance = np.random.default_rng(seed)
    beats = []
    names = list(STYLES)
    for place in range(size):
        name = names[place % len(names)]
        style = STYLES[name]
        beats.append(
            Beat(
                style=name,
                bpm=round(chance.uniform(style.slowest, style.fastest), 2),
                seconds=30.0,
                swing=0.33 if name != "click" and chance.random() < 0.33 else 0.0,
                intro=chance.uniform(2, 8) if chance.random() < 0.33 else 0.0,
                tonic=int(chance.integers(12)) if chance.random() < 0.5 else None,
                minor=bool(chance.random() < 0.6),
                seed=int(chance.integers(1 << 30)),
            )
        )
    return beats


CADENCES = ((0, 3, 4, 0), (0, 5, 3, 4, 0, 3, 4, 0), (0, 1, 4, 0))
LOOPS = {
    False: ((0, 4, 5, 3), (0, 5, 3, 4), (0, 3, 0, 4), (0, 3), (0, 2, 3, 4), (5, 3, 0, 4)),
    True: ((0, 5, 2, 6), (0, 5, 3, 4), (0, 6, 5, 6), (0, 3), (0, 3, 6, 2), (0, 5)),
}


def key_set(kind: str, seed: int) -> list[Beat]:
    """All 24 keys once: `loops`, `loops+drums`, `detuned`, `cadences` or `cadences+drums`."""
    chance = np.random.default_rng(seed)
    beats = []
    for place in range(24):
        minor = place >= 12
        patterns = CADENCES if kind.startswith("cadences") else LOOPS[minor]
        drums = kind.endswith("drums")
        cents = {"detuned": 35.0, "cadences+drums": 20.0}.get(kind, 0.0)
        beat = Beat(
            style=str(chance.choice(["house", "boombap", "rock", "trap"])) if drums else None,
            seconds=24.0,
            tonic=place % 12,
            minor=minor,
            degrees=patterns[int(chance.integers(len(patterns)))],
            leading_tone=kind.startswith("cadences"),
            cents=float(chance.uniform(-cents, cents)),
            drums=0.8,
            seed=int(chance.integers(1 << 30)),
        )
        if beat.style:
            style = STYLES[beat.style]
            beat = replace(beat, bpm=round(chance.uniform(style.slowest, style.fastest), 2))
        beats.append(beat)
    return beats
