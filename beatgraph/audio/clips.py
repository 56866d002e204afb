"""Clips: some seconds out of a file, small enough to be sent to somebody who recognises music."""

import io
import wave
from collections.abc import Sequence
from os import PathLike

import av
import numpy as np
from numpy.typing import NDArray

from beatgraph.audio.decoding import Decoder, Samples

RATE = 16_000
"""Recognition goes by what lies below 5 kHz; twelve seconds are 384 kB."""


def cut(path: str | PathLike[str], starts_ms: Sequence[int], length_ms: int) -> list[bytes]:
    """A mono WAV file for each start that lies within the sound, or `AudioError`; the last may be shorter."""
    with Decoder(path) as decoder:
        parts: list[list[Samples]] = [[] for _ in starts_ms]
        position = 0
        for block in decoder.blocks():
            bounds = [(at * decoder.rate // 1000, (at + length_ms) * decoder.rate // 1000) for at in starts_ms]
            for part, (start, end) in zip(parts, bounds, strict=True):
                part.append(block[max(0, start - position) : max(0, end - position)])
            position += block.size
            if bounds and position >= max(end for _, end in bounds):
                break
        whole = [np.concatenate(part) for part in parts if part]
        return [_wav(_resampled(samples, decoder.rate)) for samples in whole if samples.size]


def _resampled(samples: Samples, rate: int) -> NDArray[np.int16]:
    frame = av.AudioFrame.from_ndarray(samples.reshape(1, -1), format="flt", layout="mono")
    frame.sample_rate = rate
    resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
    frames = [*resampler.resample(frame), *resampler.resample(None)]
    return np.concatenate([each.to_ndarray().reshape(-1) for each in frames]).astype(np.int16)


def _wav(samples: NDArray[np.int16]) -> bytes:
    target = io.BytesIO()
    with wave.open(target, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.astype("<i2").tobytes())
    return target.getvalue()
