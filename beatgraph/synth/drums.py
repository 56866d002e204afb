"""Drums, struck once: each is synthesised the first time and kept, as mono samples that peak at 1."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

RATE = 44_100
Sound = NDArray[np.float32]


@lru_cache(maxsize=512)
def drum(name: str, tonic: int, decay: float, take: int) -> Sound:
    """A drum tuned to a pitch class, so that it does not fight the key; `take` picks one of several noises."""
    sound = _MAKERS[name](tonic, decay, take)
    fade = min(len(sound), 200)
    sound[-fade:] *= np.linspace(1, 0, fade)
    finished: Sound = (sound / np.max(np.abs(sound))).astype(np.float32)
    finished.flags.writeable = False
    return finished


def _clock(seconds: float) -> NDArray[np.float64]:
    return np.arange(int(seconds * RATE)) / RATE


def tuned(tonic: int, lowest: int) -> float:
    """The frequency in Hz of the pitch class in the octave above a MIDI note."""
    return float(440 * 2 ** ((lowest + (tonic - lowest) % 12 - 69) / 12))


def noise(seconds: float, low: float, high: float, take: int) -> NDArray[np.float64]:
    """Noise between two frequencies in Hz, with soft edges."""
    return _banded(np.random.default_rng(take).standard_normal(int(seconds * RATE)), low, high)


def _banded(sound: NDArray[np.float64], low: float, high: float) -> NDArray[np.float64]:
    """What lies between two frequencies in Hz, brought to the level 1."""
    spectrum = np.fft.rfft(sound)
    hertz = np.fft.rfftfreq(len(sound), 1 / RATE) + 1e-9
    spectrum *= 1 / np.sqrt(1 + (low / hertz) ** 8) / np.sqrt(1 + (hertz / high) ** 8)
    kept = np.fft.irfft(spectrum, len(sound))
    return np.asarray(kept / np.std(kept))


def _sweep(clock: NDArray[np.float64], hertz: float, rise: float, fall: float) -> NDArray[np.float64]:
    """A sine that starts `rise` times higher and falls to its pitch with a time constant in seconds."""
    return np.asarray(np.sin(2 * np.pi * np.cumsum(hertz * (1 + rise * np.exp(-clock / fall))) / RATE))


def _kick(tonic: int, decay: float, take: int) -> NDArray[np.float64]:
    clock = _clock(decay * 2.6)
    body = _sweep(clock, tuned(tonic, 29), 4.5, 0.018) * np.exp(-((clock / (decay * 1.15)) ** 1.6))
    click = noise(decay * 2.6, 1500, 9000, 11 + take) * np.exp(-clock / 0.0025)
    return np.asarray(np.tanh(1.7 * body + 0.3 * click))


def _snare(tonic: int, decay: float, take: int) -> NDArray[np.float64]:
    clock = _clock(0.26)
    body = _sweep(clock, tuned(tonic, 52), 0.6, 0.012) * np.exp(-clock / 0.05)
    wires = noise(0.26, 1400, 11000, 21 + take) * np.exp(-clock / 0.075)
    return np.asarray(np.tanh(0.9 * body + 0.55 * wires))


def _gated_snare(tonic: int, decay: float, take: int) -> NDArray[np.float64]:
    clock = _clock(0.3)
    gate = np.where(clock < 0.2, 1.0, np.exp(-(clock - 0.2) / 0.012))
    body = _sweep(clock, tuned(tonic, 50), 0.5, 0.015) * np.exp(-clock / 0.07)
    room = noise(0.3, 700, 9000, 25 + take) * (0.35 + 0.65 * np.exp(-clock / 0.05)) * gate
    return np.asarray(np.tanh(0.9 * body + 0.45 * room))


def _rim_snare(tonic: int, decay: float, take: int) -> NDArray[np.float64]:
    clock = _clock(0.16)
    wood = _sweep(clock, tuned(tonic, 64), 0.4, 0.006) * np.exp(-clock / 0.025)
    return np.asarray(wood + 0.4 * noise(0.16, 2000, 9000, 31 + take) * np.exp(-clock / 0.04))


def _rim(tonic: int, decay: float, take: int) -> NDArray[np.float64]:
    clock = _clock(0.05)
    return np.asarray(
        _sweep(clock, tuned(tonic, 76), 0.5, 0.003) * np.exp(-clock / 0.009)
        + 0.2 * noise(0.05, 3000, 9000, 35 + take) * np.exp(-clock / 0.004)
    )


def _clap(tonic: int, decay: float, take: int) -> NDArray[np.float64]:
    clock = _clock(0.24)
    hands = sum(np.where(clock >= start, np.exp(-(clock - start) / 0.006), 0.0) for start in (0.0, 0.009, 0.018))
    tail = np.where(clock >= 0.025, np.exp(-(clock - 0.025) / 0.06), 0.0)
    return noise(0.24, 900, 6500, 41 + take) * (hands + 0.8 * tail)


def _metal(seconds: float, decay: float, take: int) -> NDArray[np.float64]:
    """Six squares out of tune and noise, both without the low end, which belongs to the snare."""
    clock = _clock(seconds)
    ratios = np.array([2.0, 3.0, 4.16, 5.43, 6.79, 8.21]) * (1 + 0.01 * take)
    ring = _banded(np.sign(np.sin(2 * np.pi * 1310 * ratios[:, None] * clock)).sum(axis=0), 6000, 16000)
    return np.asarray((0.7 * ring + noise(seconds, 7500, 15000, 51 + take)) * np.exp(-clock / decay))


def _hat(tonic: int, decay: float, take: int) -> NDArray[np.float64]:
    return _metal(0.07, 0.016, take)


def _open_hat(tonic: int, decay: float, take: int) -> NDArray[np.float64]:
    return _metal(0.28, 0.08, take + 5)


def _crash(tonic: int, decay: float, take: int) -> NDArray[np.float64]:
    clock = _clock(1.6)
    return np.asarray(noise(1.6, 3500, 14000, 61 + take) * np.exp(-clock / 0.4) * (1 - np.exp(-clock / 0.002)))


def _shaker(tonic: int, decay: float, take: int) -> NDArray[np.float64]:
    clock = _clock(0.09)
    return np.asarray(noise(0.09, 5000, 12000, 71 + take) * np.minimum(clock / 0.012, 1) * np.exp(-clock / 0.022))


def _conga(tonic: int, decay: float, take: int) -> NDArray[np.float64]:
    clock = _clock(0.22)
    slap = noise(0.22, 1500, 6000, 81 + take) * np.exp(-clock / 0.004)
    return np.asarray(_sweep(clock, tuned(tonic, 55), 0.25, 0.012) * np.exp(-clock / 0.06) + 0.25 * slap)


def _tom(tonic: int, decay: float, take: int) -> NDArray[np.float64]:
    clock = _clock(0.35)
    return np.asarray(_sweep(clock, tuned(tonic, 41), 0.8, 0.03) * np.exp(-clock / 0.1))


_MAKERS = {
    "kick": _kick,
    "snare": _snare,
    "gated snare": _gated_snare,
    "rim snare": _rim_snare,
    "rim": _rim,
    "clap": _clap,
    "hat": _hat,
    "open_hat": _open_hat,
    "crash": _crash,
    "shaker": _shaker,
    "conga": _conga,
    "tom": _tom,
}
