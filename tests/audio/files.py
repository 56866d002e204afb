"""Audio files for the tests, made on the spot."""

from collections.abc import Mapping
from pathlib import Path
from typing import cast

import av
import numpy as np
from av.audio.stream import AudioStream
from numpy.typing import NDArray

Samples = NDArray[np.float32]

RECIPES = {
    ".wav": ("pcm_s16le", "wav"),
    ".flac": ("flac", "flac"),
    ".mp3": ("libmp3lame", "mp3"),
    ".aiff": ("pcm_s16be", "aiff"),
    ".ogg": ("vorbis", "ogg"),
    ".opus": ("libopus", "ogg"),
    ".m4a": ("aac", "ipod"),
    ".alac": ("alac", "ipod"),
}


def write(path: Path, samples: Samples, rate: int = 44_100, *, tags: Mapping[str, str] | None = None) -> Path:
    """Encode mono or (channels × samples) audio as the file's suffix says; opus wants 48 000 Hz."""
    channels = np.atleast_2d(np.asarray(samples, np.float32))
    layout = "mono" if len(channels) == 1 else "stereo"
    codec, container = RECIPES[path.suffix]
    with av.open(str(path), "w", format=container) as file:
        file.metadata.update(tags or {})
        stream = cast(AudioStream, file.add_stream(codec, rate=rate, layout=layout, options={"strict": "experimental"}))
        resampler = av.AudioResampler(stream.format, layout, rate, frame_size=stream.frame_size)
        whole = av.AudioFrame.from_ndarray(np.ascontiguousarray(channels), format="fltp", layout=layout)
        whole.sample_rate, whole.pts = rate, 0
        for frame in [*resampler.resample(whole), *resampler.resample(None)]:
            file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
    return path


def sine(seconds: float, rate: int = 44_100, hertz: float = 440.0, level: float = 0.5) -> Samples:
    return (level * np.sin(2 * np.pi * hertz * np.arange(round(seconds * rate)) / rate)).astype(np.float32)
