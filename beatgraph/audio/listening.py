"""One decode pass, everything measured."""

from os import PathLike

import av
import numpy as np
from numpy.typing import NDArray

from beatgraph.audio.chromaprint import Listener
from beatgraph.audio.decoding import Decoder
from beatgraph.audio.outline import Outline
from beatgraph.audio.sounds import Analysis, Fingerprint
from beatgraph.audio.tempo import find_tempo
from beatgraph.audio.tonality import find_tonality

RATE = 22_050
"""Samples a second that tempo and key are read from."""

LISTENED_S = 360
"""Tempo and key are read from the first six minutes: a longer file is a mix, and memory stays bounded."""

SHORTEST_S = 4
"""Below this there is no tempo and no key, only guesses."""

SILENCE = 1e-4
"""-80 dB of full scale."""

Samples = NDArray[np.float32]


class Resampled:
    """Collects mono blocks at one rate for the analysis."""

    def __init__(self) -> None:
        self.resampler = av.AudioResampler(format="flt", layout="mono", rate=RATE)
        self.parts: list[Samples] = []
        self.size = 0

    def add(self, block: Samples, rate: int) -> None:
        if self.size < LISTENED_S * RATE:
            frame = av.AudioFrame.from_ndarray(block.reshape(1, -1), format="flt", layout="mono")
            frame.sample_rate = rate
            self._keep(self.resampler.resample(frame))

    def samples(self) -> Samples:
        if not self.parts:
            return np.zeros(0, np.float32)
        self._keep(self.resampler.resample(None))
        joined = np.concatenate(self.parts)
        self.parts = []
        return joined[: LISTENED_S * RATE]

    def _keep(self, frames: list[av.AudioFrame]) -> None:
        for frame in frames:
            part = frame.to_ndarray()[0]
            self.parts.append(part)
            self.size += part.size


def analyse(path: str | PathLike[str], *, bpm_range: tuple[float, float] | None = None) -> Analysis:
    outline, resampled, listener = Outline(), Resampled(), Listener()
    with Decoder(path) as decoder:
        for block in decoder.blocks(listener.add):
            outline.add(block)
            resampled.add(block, decoder.rate)
        sound = decoder.sound()
    outline.close()
    drawn = outline.drawn()
    samples = resampled.samples()
    if samples.size < SHORTEST_S * RATE or float(np.abs(samples).max()) < SILENCE:
        samples = samples[:0]
    tempo = find_tempo(samples, RATE, bpm_range)
    tonality = find_tonality(samples, RATE)
    key = tonality.key
    return Analysis(
        sound=sound,
        bpm=tempo.bpm,
        bpm_confidence=tempo.confidence,
        bpm_alternatives=tempo.alternatives,
        key=key.tonic if key else None,
        scale=key.scale if key else None,
        camelot=key.camelot if key else None,
        open_key=key.open_key if key else None,
        key_confidence=tonality.confidence,
        tuning_cents=tonality.tuning_cents,
        waveform=outline.waveform(sound.sample_rate),
        bars=drawn.bars,
        peaks=drawn.peaks,
        fingerprint=listener.fingerprint(),
    )


def fingerprint(path: str | PathLike[str]) -> Fingerprint:
    """Decode the file once for its fingerprint alone."""
    listener = Listener()
    with Decoder(path) as decoder:
        for _ in decoder.blocks(listener.add):
            pass
        decoder.sound()
    return listener.fingerprint()
