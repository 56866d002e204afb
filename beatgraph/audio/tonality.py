"""In which key the music is: the notes that sound, held against what the notes of each key usually are."""

from dataclasses import dataclass

import numpy as np

from beatgraph.audio.keys import Key, key_of
from beatgraph.audio.pitches import HOP, WINDOW, Numbers, Samples, chroma_of, find_partials

# How much of each step a piece in a key has, the tonic first: the tonic and its fifth, the third that tells the scales
# apart, the rest of the scale, and a little of what is foreign to it. The seventh of minor may be raised.
MAJOR = np.array((5.0, 1.0, 3.0, 1.0, 4.0, 3.2, 1.0, 4.4, 1.0, 3.0, 1.0, 2.6))
MINOR = np.array((5.0, 1.0, 3.0, 4.0, 1.0, 3.2, 1.0, 4.4, 3.0, 1.0, 2.6, 1.6))

BASS = 0.1
"""What it counts for a tonic that all of the bass is on it."""

OPENING = 0.1
"""What it counts that the bass begins with it: a loop mostly starts at home."""

OPENING_FRAMES = 6

STEADY = 0.12
"""Share of the sound that is in steady tones: drums, noise and speech have less."""

FEWEST_NOTES = 2.5
UNEVEN = 0.25
"""How many notes sound, and how much they differ: one tone is in no key, and neither are all twelve alike."""

LIKE = 0.62
"""Likeness to the best key, below which none is named."""

LEAD = 0.05
"""Lead over the second key at which the first is half sure."""


@dataclass(frozen=True, slots=True)
class Tonality:
    """The key and how sure (0..1); `None` with 0 when nothing is in a key."""

    key: Key | None
    confidence: float
    tuning_cents: float


NO_TONALITY = Tonality(None, 0.0, 0.0)


def find_tonality(samples: Samples, rate: int) -> Tonality:
    if samples.size < WINDOW + HOP:
        return NO_TONALITY
    partials = find_partials(samples, rate)
    if partials.frame.size == 0:
        return NO_TONALITY
    chroma = chroma_of(partials)
    mean = unit(chroma.notes).mean(axis=0)
    notes = float(mean.sum() ** 2 / (mean**2).sum())
    if partials.steadiness < STEADY or notes < FEWEST_NOTES or float(mean.std()) < UNEVEN * float(mean.mean()):
        return NO_TONALITY
    scores = key_scores(mean, chroma.bass)
    order = np.argsort(scores)[::-1]
    best, lead = float(scores[order[0]]), float(scores[order[0]] - scores[order[1]])
    if best < LIKE:
        return NO_TONALITY
    key = key_of(int(order[0]) % 12, "major" if order[0] < 12 else "minor")
    confidence = min(best, 1.0) * lead / (lead + LEAD)
    return Tonality(key, round(confidence, 3), round(chroma.tuning_cents, 1))


def key_scores(mean: Numbers, bass: Numbers) -> Numbers:
    """Scores of the 24 keys, majors first."""
    depth = bass.sum(axis=1)
    sounding = np.flatnonzero(depth > 0.1 * depth.mean())
    hints = BASS * share(bass) + OPENING * share(bass[sounding[:OPENING_FRAMES]])
    return likeness(mean) + np.tile(hints, 2)


def share(rows: Numbers) -> Numbers:
    total: Numbers = rows.sum(axis=0)
    shares: Numbers = total / max(float(total.sum()), 1e-12)
    return shares


def unit(rows: Numbers) -> Numbers:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    directions: Numbers = np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0)
    return directions


def likeness(mean: Numbers) -> Numbers:
    profiles = np.array([np.roll(profile, tonic) for profile in (MAJOR, MINOR) for tonic in range(12)])
    centred = profiles - profiles.mean(axis=1, keepdims=True)
    centred /= np.linalg.norm(centred, axis=1, keepdims=True)
    deviation = mean - mean.mean()
    correlation: Numbers = centred @ deviation / max(float(np.linalg.norm(deviation)), 1e-12)
    return correlation
