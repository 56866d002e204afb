"""How fast the music is: the pulse at which the onsets repeat themselves, counted as a musician would count it."""

from dataclasses import dataclass

import numpy as np

from beatgraph.audio.onsets import Curve, Onsets, Samples, find_onsets

SLOWEST, FASTEST = 60.0, 200.0
"""BPM that are answered when nothing else is known."""

STROKE, CONTRAST = 2.0, 2.5
"""The strongest hundredth of the onsets, at least, and as a multiple of the mean: tones and noise stay below."""

SLOWEST_POSSIBLE = 30.0

EDGE = 1.01
"""A tempo this little outside the range is in it."""

GRID = 1.0025
"""Ratio of neighbouring tempi in the search."""

MULTIPLES = (1, 2, 3, 4, 6, 8, 16)
"""Beats after which a steady piece sounds like itself: the beat, the bar, the phrase."""

BLUR = np.array((1, 3, 4, 3, 1)) / 12
"""Onsets are compared with a tolerance of some 20 ms: nobody plays on the frame."""

FAINT = 0.2
"""Below this likeness there is no pulse."""

HALF_TIME = 78.0
"""Slower than this is heard in half time: who made it counted twice as fast, if that is a tempo at all."""

SPARSE = 0.2
"""Likeness after one fast beat, as a share of that after a slow one: less, and nobody plays the fast beat."""

RARE = 184.0
"""Faster than this is hardly ever meant, where half of it will do."""

EVEN = 0.1
"""Snare energy at the slow pulse, as a share of that at the fast one: less, and all beats are alike."""

BROKEN_KICK = 0.75
"""Kick energy at the fast pulse, as a share of that at the slow one: less, and it is a breakbeat in fast beats."""

DOUBT = 0.7
"""How far to trust the choice where both a tempo and its double are usual."""

RELATED = (1.5, 2 / 3, 4 / 3, 0.75, 3.0, 1 / 3)
MOST_ALTERNATIVES = 4


@dataclass(frozen=True, slots=True)
class Tempo:
    """BPM with two decimals, how sure (0..1), and other readings of the same pulse, likeliest first."""

    bpm: float | None
    confidence: float
    alternatives: tuple[float, ...]


NO_TEMPO = Tempo(None, 0.0, ())


def find_tempo(samples: Samples, rate: int, bpm_range: tuple[float, float] | None = None) -> Tempo:
    """Read the tempo; a range without a pulse is taken for a mistake, and without any pulse there is none."""
    heard = trimmed(samples)
    if heard.size < 4 * rate:
        return NO_TEMPO
    onsets = find_onsets(heard, rate)
    likeness = self_likeness(np.convolve(onsets.everything, BLUR, "same"))
    tempo = counted_between(onsets, likeness, *bpm_range) if bpm_range else None
    return tempo or counted_between(onsets, likeness, SLOWEST, FASTEST) or NO_TEMPO


def counted_between(onsets: Onsets, likeness: Curve, slowest: float, fastest: float) -> Tempo | None:
    slowest = max(slowest, SLOWEST_POSSIBLE)
    steps = int(np.log(max(fastest / slowest, 1.0)) / np.log(GRID)) + 1
    grid: Curve = slowest * GRID ** np.arange(steps, dtype=np.float64)
    pulses = comb(likeness, 60 * onsets.rate / grid)
    strength = float(pulses.max())
    if strength < FAINT or not struck(onsets.everything):
        return None
    found = refined(likeness, onsets.rate, float(grid[int(pulses.argmax())]))
    octaves = [bpm for bpm in (found / 2, found, 2 * found) if slowest / EDGE <= bpm <= fastest * EDGE]
    if not octaves:
        return None
    best = counted(onsets, likeness, octaves)
    doubtful = len(octaves) > 1 and min(octaves) >= HALF_TIME
    related = best * np.array(RELATED)
    ranked = related[np.argsort(-comb(likeness, 60 * onsets.rate / related), kind="stable")]
    confidence = min(strength, 1.0) * (DOUBT if doubtful else 1.0)
    return Tempo(round(best, 2), round(confidence, 3), others(best, [2 * best, best / 2, *ranked.tolist()]))


def struck(curve: Curve) -> bool:
    """Whether anything begins at all, as opposed to droning or hissing on."""
    strong = float(np.quantile(curve, 0.99))
    return strong > STROKE and strong > CONTRAST * float(curve.mean())


def counted(onsets: Onsets, likeness: Curve, octaves: list[float]) -> float:
    """Which of a tempo and its double a musician would count."""
    if len(octaves) == 1:
        return octaves[0]
    slow, fast = octaves[-2:]
    after_fast, after_slow = np.interp(60 * onsets.rate / np.array((fast, slow)), np.arange(likeness.size), likeness)
    if after_fast < SPARSE * after_slow:
        return slow
    if slow < HALF_TIME:
        return fast
    if fast > RARE:
        return slow
    snare, kick = ([swing(curve, onsets.rate, bpm) for bpm in (slow, fast)] for curve in (onsets.snare, onsets.kick))
    even = snare[0] < EVEN * snare[1]
    broken = kick[1] < BROKEN_KICK * kick[0]
    return fast if even or broken else slow


def swing(curve: Curve, rate: float, bpm: float) -> float:
    """How much of a curve comes and goes at one tempo, 0..1."""
    turns = np.exp(-2j * np.pi * bpm / 60 / rate * np.arange(curve.size))
    return float(abs(np.dot(curve, turns)) / max(float(curve.sum()), 1e-12))


def others(best: float, rivals: list[float]) -> tuple[float, ...]:
    """Readings that differ from the best and from each other, within what music has."""
    kept = [best]
    for rival in rivals:
        if 40 <= rival <= 240 and all(abs(rival / other - 1) > 0.04 for other in kept):
            kept.append(rival)
    return tuple(round(rival, 2) for rival in kept[1 : MOST_ALTERNATIVES + 1])


def trimmed(samples: Samples) -> Samples:
    """Without the silence around the music."""
    loud = np.flatnonzero(np.abs(samples) > 0.01 * float(np.abs(samples).max(initial=0.0)))
    return samples[loud[0] : loud[-1] + 1] if loud.size else samples[:0]


def self_likeness(curve: Curve) -> Curve:
    """Autocorrelation, 1 at lag 0, corrected for the shrinking overlap; up to two thirds of the length."""
    centred = curve - curve.mean()
    size = 1 << (2 * centred.size - 1).bit_length()
    spectrum = np.fft.rfft(centred, size)
    raw = np.fft.irfft(np.abs(spectrum) ** 2, size)[: centred.size * 2 // 3]
    overlap = centred.size - np.arange(raw.size)
    variance = max(float(raw[0]) / centred.size, 1e-12)
    likeness: Curve = raw / overlap / variance
    return likeness


def comb(likeness: Curve, periods: Curve) -> Curve:
    """Mean likeness at the first multiples of each period, as far as they fit."""
    lags = np.arange(likeness.size)
    total, count = np.zeros(periods.size), np.zeros(periods.size)
    for multiple in MULTIPLES:
        fits = periods * multiple < likeness.size - 1
        total += np.where(fits, np.interp(periods * multiple, lags, likeness), 0)
        count += fits
    return total / np.maximum(count, 1)


def refined(likeness: Curve, rate: float, bpm: float) -> float:
    """Follow the pulse to ever longer lags: each doubling halves the error."""
    period = 60 * rate / bpm
    multiple = 1
    while multiple * period < likeness.size - 2:
        reach = max(2, round(period / 10))
        centre = round(multiple * period)
        first = max(1, centre - reach)
        window = likeness[first : min(centre + reach + 1, likeness.size - 1)]
        peak = first + int(window.argmax())
        if likeness[peak] < FAINT / 2:
            break
        period = vertex(likeness, peak) / multiple
        multiple *= 2
    return 60 * rate / period


def vertex(curve: Curve, peak: int) -> float:
    """Place of the top of the parabola through a peak and its neighbours."""
    left, middle, right = curve[peak - 1], curve[peak], curve[peak + 1]
    bend = left - 2 * middle + right
    return peak + (0.5 * float((left - right) / bend) if bend < 0 else 0.0)
