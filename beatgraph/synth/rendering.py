"""From a score to sound: parts are laid on buses, pumped, echoed, put into a room and mastered."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from beatgraph.synth.beats import KEYS, Beat
from beatgraph.synth.drums import RATE, Sound, drum, noise
from beatgraph.synth.scores import Score, write
from beatgraph.synth.styles import STYLES, Style
from beatgraph.synth.tones import tone

PEAK = 10 ** (-1 / 20)  # -1 dBFS
_BLOCK = 1 << 17
_ROOM = 0.8
_PANS = {"hat": 0.2, "open_hat": -0.2, "perc": -0.35, "crash": 0.15}
_DRUM_LEVELS = {"kick": 0.9, "open_hat": 0.4, "crash": 0.26}
_BASS_LEVEL, _CHORD_LEVEL, _LEAD_LEVEL = 0.72, 0.3, 0.95


def render(beat: Beat) -> NDArray[np.float32]:
    """Samples [frames, 2] at 44 100 Hz, as long as the beat's bars, peaking at -1 dBFS."""
    style, score = STYLES[beat.style], write(beat)
    frames = round(beat.seconds * RATE)
    drums = _drums(beat, style, score, frames)
    bass, music = _music(style, score, frames)
    if style.pump:
        duck = _duck(score, style.pump, frames)
        bass *= duck
        music *= duck
    _echo(music, 45 / beat.bpm)
    send = music.sum(axis=0) * 0.5
    send += _struck(score, ("snare",), beat, style, frames)[0] * 0.5
    mix = drums + bass + music + _room(send)
    if style.kit.dust:
        mix += _dust(beat.seed, frames) * style.kit.dust
    return _master(mix, beat)


def _lay(bus: Sound, sound: Sound, start: float, level: float | Sound) -> None:
    """Adds a sound to a bus at a time in seconds; what rings past the end is cut."""
    first = round(start * RATE)
    last = min(first + sound.shape[-1], bus.shape[-1])
    if last > first:
        bus[:, first:last] += sound[..., : last - first] * level


def _struck(score: Score, parts: tuple[str, ...], beat: Beat, style: Style, frames: int) -> Sound:
    bus = np.zeros((2, frames), dtype=np.float32)
    kit, tonic, take = style.kit, KEYS.index(beat.key), beat.seed % 5
    names = {"snare": kit.snare, "perc": kit.perc}
    levels = _DRUM_LEVELS | {"snare": kit.snare_level * 1.1, "hat": kit.hat_level * 2, "perc": kit.perc_level * 1.2}
    for stroke in score.strokes:
        if stroke.part in parts:
            pan = _PANS.get(stroke.part, 0.0)
            sides = np.array([[1 - max(pan, 0)], [1 + min(pan, 0)]], dtype=np.float32)
            sound = drum(names.get(stroke.part, stroke.part), tonic, kit.kick_decay, take)
            _lay(bus, sound, stroke.start, sides * np.float32(stroke.level * levels[stroke.part]))
    return bus


def _drums(beat: Beat, style: Style, score: Score, frames: int) -> Sound:
    return _struck(score, ("kick", "snare", "hat", "open_hat", "perc", "crash"), beat, style, frames)


def _music(style: Style, score: Score, frames: int) -> tuple[Sound, Sound]:
    bass, music = np.zeros((2, frames), dtype=np.float32), np.zeros((2, frames), dtype=np.float32)
    sounds = {"bass": style.bass_sound, "chords": score.chord_sound, "lead": score.lead_sound}
    levels = {"bass": style.bass_level * _BASS_LEVEL, "chords": _CHORD_LEVEL, "lead": style.lead_level * _LEAD_LEVEL}
    played: dict[tuple[str, int, int], Sound] = {}
    for note in score.notes:
        kept = (note.part, note.pitch, round(note.length * RATE))
        if kept not in played:
            played[kept] = tone(sounds[note.part], note.pitch, note.length)
        bus = bass if note.part == "bass" else music
        _lay(bus, played[kept], note.start, note.level * levels[note.part])
    return bass, music


def _duck(score: Score, depth: float, frames: int) -> Sound:
    """The gain of what makes room for the kick: down at each kick, back within a fifth of a second."""
    gain = np.ones(frames, dtype=np.float32)
    dip = (1 - depth * np.exp(-((np.arange(int(0.24 * RATE)) / (0.1 * RATE)) ** 2))).astype(np.float32)
    for stroke in score.strokes:
        if stroke.part == "kick":
            first = round(stroke.start * RATE)
            span = gain[first : first + len(dip)]
            np.minimum(span, dip[: len(span)], out=span)
    return gain


def _echo(bus: Sound, delay: float) -> None:
    """Two repeats, crossing sides, each quieter."""
    step = round(delay * RATE)
    dry = bus.copy()
    for repeat, level in ((1, 0.22), (2, 0.1)):
        late = repeat * step
        if late < bus.shape[1]:
            bus[:, late:] += dry[:: -1 if repeat % 2 else 1, :-late] * np.float32(level)


@lru_cache(maxsize=1)
def _walls() -> NDArray[np.complex64]:
    """The spectrum of a room's answer, a side a row."""
    clock = np.arange(int(_ROOM * RATE)) / RATE
    answer = np.stack([noise(_ROOM, 250, 6000, take) * np.exp(-clock / 0.16) for take in (3, 4)])
    answer *= 0.25 / np.sqrt((answer**2).sum(axis=1, keepdims=True))
    return np.asarray(np.fft.rfft(answer.astype(np.float32), _BLOCK), dtype=np.complex64)


def _room(send: Sound) -> Sound:
    """Convolution with the room, block by block."""
    hop = _BLOCK - int(_ROOM * RATE)
    blocks = -(-len(send) // hop)
    rows = np.zeros((blocks, hop), dtype=np.float32)
    rows.reshape(-1)[: len(send)] = send
    spectrum = np.fft.rfft(rows, _BLOCK)
    out = np.zeros((2, blocks * hop + _BLOCK), dtype=np.float32)
    for side, wall in enumerate(_walls()):
        answers = np.fft.irfft(spectrum * wall, _BLOCK)
        for row, answer in enumerate(answers):
            out[side, row * hop : row * hop + _BLOCK] += answer
    return out[:, : len(send)]


def _dust(seed: int, frames: int) -> Sound:
    """The crackle of a worn record."""
    rng = np.random.default_rng(seed)
    bus = np.zeros((2, frames), dtype=np.float32)
    specks = max(1, frames // 3000)
    bus[:, rng.integers(0, frames, specks)] = rng.uniform(-0.05, 0.05, specks).astype(np.float32)
    return bus


def _master(mix: Sound, beat: Beat) -> NDArray[np.float32]:
    """Brings the loud part to a common level, rounds its peaks, fades the tail, and sets the peak."""
    loudness = np.sqrt(np.mean(np.square(mix)))
    out = np.tanh(mix * np.float32(0.26 / max(loudness, 1e-9)))
    tail = min(round(120 / beat.bpm * RATE), out.shape[1])
    out[:, -tail:] *= np.square(np.linspace(1, 0, tail, dtype=np.float32))
    out *= np.float32(PEAK) / np.max(np.abs(out))
    return np.ascontiguousarray(out.T)
