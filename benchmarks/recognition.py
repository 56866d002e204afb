"""Which changes a sound's fingerprint survives, on songs of three generators: `python -m benchmarks.recognition`."""

import argparse
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from random import Random

import av
import numpy as np
from rich.console import Console
from rich.table import Table

from beatgraph import synth
from beatgraph.audio import chromaprint, likeness
from beatgraph.audio.likeness import DUPLICATE, Posting, Words
from benchmarks import unheard
from benchmarks.targets import Figure, at_least, at_most
from tests.audio.beats import RATE, STYLES, Beat, Samples, play

WINDOW, STRAY = 2048, 400
"""Samples of a grain when tempo changes without pitch, and how far it may be moved to fit the one before."""


SECONDS = 40


def song(number: int) -> Samples:
    """Songs of the three generators take turns."""
    chance = np.random.default_rng(number)
    match number % 3:
        case 0:
            return play(plain(number // 3, chance))
        case 1:
            beat = synth.compose(Random(number), list(synth.STYLES)[number // 3 % len(synth.STYLES)])
            return np.resize(np.asarray(synth.render(beat).mean(axis=1), np.float32), SECONDS * RATE)
        case _:
            name, minor = list(unheard.GROOVES)[number // 3 % len(unheard.GROOVES)], bool(chance.random() < 0.6)
            groove = unheard.GROOVES[name]
            bpm, tonic = round(float(chance.uniform(groove.slowest, groove.fastest)), 1), int(chance.integers(12))
            degrees = tuple(int(each) for each in chance.integers(0, 7, 4))
            return unheard.play(unheard.Piece(bpm, SECONDS, name, tonic, minor, degrees, 0.0, False, number))


def plain(number: int, chance: np.random.Generator) -> Beat:
    name = list(STYLES)[number % 7]
    return Beat(
        style=name,
        bpm=round(chance.uniform(STYLES[name].slowest, STYLES[name].fastest), 1),
        seconds=SECONDS,
        tonic=int(chance.integers(12)),
        minor=bool(chance.random() < 0.6),
        degrees=tuple(int(each) for each in chance.integers(0, 7, 4)),
        drums=chance.uniform(0.5, 1),
        seed=int(chance.integers(1 << 30)),
    )


def framed(samples: Samples) -> av.AudioFrame:
    frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(samples.reshape(1, -1)), format="flt", layout="mono")
    frame.sample_rate = RATE
    return frame


def lowered(samples: Samples) -> chromaprint.Samples:
    resampler = av.AudioResampler(format="s16", layout="mono", rate=chromaprint.RATE)
    parts = (*resampler.resample(framed(samples)), *resampler.resample(None))
    return np.concatenate([part.to_ndarray()[0] for part in parts])


def coded(codec: str, container: str, bits_a_second: int, samples: Samples) -> Samples:
    """Through an encoder and back."""
    file = BytesIO()
    rate, layout = (48_000 if codec == "libopus" else RATE), ("stereo" if codec == "vorbis" else "mono")
    with av.open(file, "w", format=container) as target:
        stream = target.add_stream(codec, rate=rate, layout=layout, options={"strict": "experimental"})
        stream.bit_rate = bits_a_second
        inward = av.AudioResampler(stream.format, layout, rate, frame_size=stream.frame_size)
        for frame in (*inward.resample(framed(samples)), *inward.resample(None)):
            target.mux(stream.encode(frame))
        target.mux(stream.encode(None))
    file.seek(0)
    outward = av.AudioResampler(format="flt", layout="mono", rate=RATE)
    with av.open(file) as source:
        frames = [part for frame in source.decode(audio=0) for part in outward.resample(frame)]
    return np.concatenate([frame.to_ndarray()[0] for frame in (*frames, *outward.resample(None))])


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


def louder(decibel: float, samples: Samples) -> Samples:
    """Louder or softer; what goes over full scale is clipped."""
    return np.clip(samples * np.float32(10 ** (decibel / 20)), -1, 1)


def shaped(gain: Callable[[Samples], Samples], samples: Samples) -> Samples:
    """With the gain that each frequency, in Hz, gets."""
    spectrum = np.fft.rfft(samples)
    return np.fft.irfft(spectrum * gain(np.fft.rfftfreq(samples.size, 1 / RATE)), samples.size).astype(np.float32)


def dull(samples: Samples) -> Samples:
    return shaped(lambda hertz: 1 / np.sqrt(1 + (hertz / 3_000) ** 12), samples)


def mastered(samples: Samples) -> Samples:
    """More bass and treble, less between, and compressed."""
    bent = shaped(lambda hertz: 1.6 - 0.9 * np.exp(-((np.log2((hertz + 1) / 700)) ** 2) / 2), samples)
    return np.tanh(2 * bent / np.abs(bent).max()).astype(np.float32)


def tagged(samples: Samples) -> Samples:
    """With a voice that says the producer's name every twelve seconds: a buzz through moving formants."""
    time = np.arange(RATE) / RATE
    buzz = np.sign(np.sin(2 * np.pi * 120 * time + 2 * np.sin(2 * np.pi * 3 * time)))
    vowels = sum(
        np.sin(2 * np.pi * (hertz + 150 * np.sin(2 * np.pi * 2 * time)) * time) for hertz in (600, 1_400, 2_600)
    )
    voice = (buzz * vowels * np.sin(np.pi * time * 4) ** 2 * 0.12).astype(np.float32)
    out = samples.copy()
    for start in range(RATE, samples.size - RATE, 12 * RATE):
        out[start : start + RATE] += voice
    return out


def noisy(samples: Samples) -> Samples:
    level = float(np.sqrt((samples**2).mean())) / 10
    return samples + np.random.default_rng(1).normal(0, level, samples.size).astype(np.float32)


Change = Callable[[Samples], Samples]

USUAL: dict[str, Change] = {
    "MP3, 128 kbit/s": partial(coded, "libmp3lame", "mp3", 128_000),
    "MP3, 64 kbit/s": partial(coded, "libmp3lame", "mp3", 64_000),
    "MP3, 32 kbit/s": partial(coded, "libmp3lame", "mp3", 32_000),
    "AAC, 96 kbit/s": partial(coded, "aac", "adts", 96_000),
    "Vorbis, 64 kbit/s": partial(coded, "vorbis", "ogg", 64_000),
    "Opus, 24 kbit/s": partial(coded, "libopus", "ogg", 24_000),
    "12 dB louder, clipped": partial(louder, 12),
    "12 dB softer": partial(louder, -12),
    "3 s cut off": lambda samples: samples[int(3.07 * RATE) :],
    "5 s cut off": lambda samples: samples[5 * RATE :],
    "2 s of silence before": lambda samples: np.concatenate((np.zeros(2 * RATE, np.float32), samples)),
    "15 s out of it": lambda samples: samples[10 * RATE : 25 * RATE],
    "low-pass at 3 kHz": dull,
    "equaliser and compressor": mastered,
    "a voice tag": tagged,
    "noise at 20 dB": noisy,
}
"""What happens to recordings, and has to be found."""

BENT: dict[str, Change] = {
    f"{name} {step:+.0%}": partial(bend, factor=1 + step)
    for name, bend in (("speed", speed), ("tempo", tempo), ("pitch", pitch))
    for step in (0.02, -0.02)
}
"""The bounds of what the probes are for."""

BETWEEN: dict[str, Change] = {
    "speed −1 %": partial(speed, factor=0.99),
    "speed +0.75 %": partial(speed, factor=1.0075),
    "tempo +1.75 %": partial(tempo, factor=1.0175),
}
"""For the sake of knowing: nothing is promised between two probes."""


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


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many were found after one change, the median likeness, and that of the most alike of all others."""

    change: str
    found: float
    median: float
    wrong: float


def changed(catalogue: Catalogue, songs: list[Samples], name: str, change: Change, queries: int) -> Outcome:
    right, wrong = [], 0.0
    # Neighbours are of different generators; steps of three would ask for one generator only.
    step = max(1, len(songs) // queries)
    for number in list(range(0, len(songs), step - (step % 3 == 0)))[:queries]:
        samples = lowered(change(songs[number]))
        found = catalogue.like([tuple(chromaprint.words_of(samples).tolist())])
        if found.get(number, 0.0) < DUPLICATE:
            probes = [tuple(each.tolist()) for each in chromaprint.probes_of(samples)]
            found = {**found, **catalogue.like(probes)}
        right.append(found.pop(number, 0.0))
        wrong = max(wrong, *found.values(), 0.0) if found else wrong
    share = sum(each >= DUPLICATE for each in right) / len(right)
    return Outcome(name, share, float(np.median(right)), wrong)


def recognised(console: Console, count: int, queries: int) -> list[Figure]:
    """Print how each change fares, and answer what has to be reached."""
    songs = [song(number) for number in range(count)]
    catalogue = Catalogue([tuple(chromaprint.words_of(lowered(each)).tolist()) for each in songs])
    table = Table("change", "found", "median likeness", "wrong", title=f"{count} songs, {queries} asked for")
    outcomes = {
        name: [changed(catalogue, songs, *each, queries) for each in group.items()]
        for name, group in (("usual", USUAL), ("bent", BENT), ("between", BETWEEN))
    }
    for group in outcomes.values():
        for each in group:
            table.add_row(each.change, f"{each.found:.2f}", f"{each.median:.3f}", f"{each.wrong:.3f}")
        table.add_section()
    console.print(table)
    on = f"{count} songs, {queries} of them"
    usual, bent = ([each.found for each in outcomes[name]] for name in ("usual", "bent"))
    wrong = max(each.wrong for group in outcomes.values() for each in group)
    return [
        at_least(f"duplicates after {len(USUAL)} usual changes: found", on, 0.99, float(np.mean(usual))),
        at_least("duplicates at ±2 % speed, tempo or pitch: found", on, 0.95, float(np.mean(bent))),
        at_most("likeness of the most alike of other songs", on, DUPLICATE, wrong),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--songs", type=int, default=40)
    parser.add_argument("--queries", type=int, default=20)
    given = parser.parse_args()
    recognised(Console(width=110), given.songs, given.queries)


if __name__ == "__main__":
    main()
