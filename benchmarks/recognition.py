"""Which changes a sound's fingerprint survives, on synthesised songs: `python -m benchmarks.recognition --songs 40`."""

import argparse
from collections import defaultdict
from collections.abc import Callable

import av
import numpy as np

from beatgraph.audio import chromaprint, likeness
from beatgraph.audio.likeness import DUPLICATE, Posting, Words
from tests.audio.beats import RATE, STYLES, Beat, Samples, play

WINDOW, STRAY = 2048, 400
"""Samples of a grain when tempo changes without pitch, and how far it may be moved to fit the one before."""


def song(number: int) -> Beat:
    chance = np.random.default_rng(number)
    name = list(STYLES)[number % 7]
    return Beat(
        style=name,
        bpm=round(chance.uniform(STYLES[name].slowest, STYLES[name].fastest), 1),
        seconds=40,
        tonic=int(chance.integers(12)),
        minor=bool(chance.random() < 0.6),
        degrees=tuple(int(each) for each in chance.integers(0, 7, 4)),
        drums=chance.uniform(0.5, 1),
        seed=int(chance.integers(1 << 30)),
    )


def lowered(samples: Samples) -> chromaprint.Samples:
    resampler = av.AudioResampler(format="s16", layout="mono", rate=chromaprint.RATE)
    frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(samples.reshape(1, -1)), format="flt", layout="mono")
    frame.sample_rate = RATE
    return np.concatenate([part.to_ndarray()[0] for part in (*resampler.resample(frame), *resampler.resample(None))])


def speed(samples: Samples, factor: float) -> Samples:
    """Pitch and tempo together."""
    places = np.arange(0, samples.size - 1, factor)
    return np.interp(places, np.arange(samples.size), samples).astype(np.float32)


def tempo(samples: Samples, factor: float) -> Samples:
    """Tempo alone: grains are laid closer or wider, each where it goes on from the one before."""
    hop, shape = WINDOW // 2, np.hanning(WINDOW).astype(np.float32)
    out, place, before = np.zeros(int(samples.size / factor) + 2 * WINDOW, np.float32), 0, -1
    while (wanted := int(place * factor)) + 2 * WINDOW + STRAY < samples.size:
        if before >= 0:
            first = max(0, wanted - STRAY)
            near, following = samples[first : wanted + STRAY + WINDOW], samples[before + hop : before + hop + WINDOW]
            wanted = first + 2 * int(np.argmax(np.correlate(near[::2], following[::2], "valid")))
        out[place : place + WINDOW] += samples[wanted : wanted + WINDOW] * shape
        before, place = wanted, place + hop
    return out[:place]


def pitch(samples: Samples, factor: float) -> Samples:
    return speed(tempo(samples, 1 / factor), factor)


def noisy(samples: Samples) -> Samples:
    level = float(np.sqrt((samples**2).mean())) / 10
    return samples + np.random.default_rng(1).normal(0, level, samples.size).astype(np.float32)


CHANGES: dict[str, Callable[[Samples], Samples]] = {
    "3 s cut off": lambda samples: samples[int(3.07 * RATE) :],
    "15 s out of it": lambda samples: samples[10 * RATE : 25 * RATE],
    "noise at 20 dB": noisy,
    **{f"speed {step:+.2%}": (lambda samples, step=step: speed(samples, 1 + step)) for step in (0.02, -0.01, 0.0075)},
    **{f"tempo {step:+.2%}": (lambda samples, step=step: tempo(samples, 1 + step)) for step in (0.02, -0.02, 0.0175)},
    **{f"pitch {step:+.2%}": (lambda samples, step=step: pitch(samples, 1 + step)) for step in (0.02, -0.02)},
}  # type: ignore[dict-item,misc]


class Catalogue:
    """Fingerprints in memory, found as the database finds them."""

    def __init__(self, words: list[Words]) -> None:
        self.words = words
        self.index: dict[int, list[Posting]] = defaultdict(list)
        for owner, each in enumerate(words):
            for place in likeness.indexed(each):
                self.index[place.word].append(Posting(place.word, owner, place.position))

    def like(self, askings: list[Words]) -> dict[int, float]:
        found: dict[int, float] = {}
        for words in askings:
            postings = [posting for word in set(words) for posting in self.index.get(word, ())]
            for each in likeness.alignments(words, postings, at_most=10):
                similarity = likeness.likeness(words, self.words[each.owner], each.shift)
                found[each.owner] = max(found.get(each.owner, 0.0), similarity)
        return found


def main() -> None:
    parser = argparse.ArgumentParser(description="Which changes to a sound its fingerprint survives.")
    parser.add_argument("--songs", type=int, default=40)
    given = parser.parse_args()
    songs = [play(song(number)) for number in range(given.songs)]
    catalogue = Catalogue([tuple(chromaprint.words_of(lowered(each)).tolist()) for each in songs])
    print(f"{'':<16}{'found':>8}{'median':>8}{'wrong':>8}")
    for name, change in CHANGES.items():
        right, wrong = [], 0.0
        for number in range(0, given.songs, 2):
            samples = lowered(change(songs[number]))
            found = catalogue.like([tuple(chromaprint.words_of(samples).tolist())])
            if found.get(number, 0.0) < DUPLICATE:
                probes = [tuple(each.tolist()) for each in chromaprint.probes_of(samples)]
                found = {**found, **catalogue.like(probes)}
            right.append(found.pop(number, 0.0))
            wrong = max(wrong, *found.values(), 0.0) if found else wrong
        share = sum(each >= DUPLICATE for each in right) / len(right)
        print(f"{name:<16}{share:8.2f}{np.median(right):8.3f}{wrong:8.3f}")


if __name__ == "__main__":
    main()
