"""Samples into files, through FFmpeg's encoders; the same samples and tags give the same bytes."""

from collections.abc import Mapping
from os import PathLike, fspath

import av
import numpy as np
from numpy.typing import NDArray

from beatgraph.synth.drums import RATE

_CHUNK = 1 << 16
MP3_BITS_A_SECOND = 192_000
LAME_QUALITY = "7"
"""From 0 (best) to 9: 7 takes about half the time of the default."""

Samples = NDArray[np.float32]
Tags = Mapping[str, str]


def write_wav(path: str | PathLike[str], samples: Samples, tags: Tags | None = None) -> None:
    """16-bit PCM; tags (`title`, `artist`, …) go into the RIFF INFO list."""
    _write(path, samples, tags, "wav", "pcm_s16le", "s16", None)


def write_flac(path: str | PathLike[str], samples: Samples, tags: Tags | None = None) -> None:
    """16-bit FLAC with Vorbis comments."""
    _write(path, samples, tags, "flac", "flac", "s16", None)


def write_mp3(path: str | PathLike[str], samples: Samples, tags: Tags | None = None) -> None:
    """MP3 at 192 kbit/s with ID3 tags and the encoder's delay, so that players restore the length."""
    _write(path, samples, tags, "mp3", "libmp3lame", "fltp", MP3_BITS_A_SECOND)


def _write(
    path: str | PathLike[str],
    samples: Samples,
    tags: Tags | None,
    container_format: str,
    codec: str,
    sample_format: str,
    bit_rate: int | None,
) -> None:
    # Without bitexact, FFmpeg signs the file with its version.
    with av.open(fspath(path), "w", format=container_format, options={"fflags": "+bitexact"}) as container:
        container.metadata.update(tags or {})
        stream = container.add_stream(codec, rate=RATE, layout="stereo", format=sample_format)
        assert isinstance(stream, av.AudioStream)  # noqa: S101
        if bit_rate:
            stream.bit_rate = bit_rate
            stream.codec_context.options = {"compression_level": LAME_QUALITY}
        for start in range(0, len(samples), _CHUNK):
            planes = _shaped(samples[start : start + _CHUNK], sample_format)
            frame = av.AudioFrame.from_ndarray(planes, format=sample_format, layout="stereo")
            frame.sample_rate = RATE
            frame.pts = start
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def _shaped(samples: Samples, sample_format: str) -> NDArray[np.int16] | Samples:
    """As the encoder wants them: planar floats, or interleaved 16-bit whole numbers in one row."""
    if sample_format == "fltp":
        return np.ascontiguousarray(samples.T)
    whole: NDArray[np.int16] = np.clip(np.rint(samples * 32767), -32768, 32767).astype(np.int16)
    return whole.reshape(1, -1)
