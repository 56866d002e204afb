"""Files into samples: one pass through FFmpeg that survives bad packets and counts what it got."""

from collections.abc import Callable, Iterator
from os import PathLike
from pathlib import Path
from types import TracebackType

import av
import numpy as np
from av.audio.stream import AudioStream
from numpy.typing import NDArray

from beatgraph.audio.errors import AudioError
from beatgraph.audio.headers import Container, read_header
from beatgraph.audio.sounds import Format, Sound

SHORTEST_MS = 1_000
LONGEST_MS = 2 * 60 * 60 * 1_000
WHOLE = 0.95
"""Share of the stated length that has to decode."""

MP3_PADDING = 2 * 1152
"""Samples that an MP3 encoder puts around the sound; its header counts them, and they are none."""

RATES_TAKEN = range(4_000, 768_001)
DEMUXING_ERRORS = 100
"""After so many unreadable places the rest of a file is given up."""

BLOCK = 1 << 16
"""Samples handed on at a time: few calls, little memory."""

CODECS: dict[tuple[Container, str], Format] = {
    ("flac", "flac"): "flac",
    ("mp3", "mp3"): "mp3",
    ("ogg", "vorbis"): "ogg",
    ("ogg", "opus"): "opus",
    ("mov", "aac"): "m4a",
    ("mov", "alac"): "m4a",
}
FULL_SCALE = {"u8": 128.0, "s16": 32_768.0, "s32": 2_147_483_648.0, "s64": 2.0**63, "flt": 1.0, "dbl": 1.0}

Samples = NDArray[np.float32]


class Decoder:
    """Yields a file's samples as mono blocks, and afterwards answers what was heard.

    The container is told by its first bytes and FFmpeg is bound to it: no playlist or reference inside a file can
    make it open anything else.
    """

    def __init__(self, path: str | PathLike[str]) -> None:
        self.path = Path(path)
        try:
            self.header = read_header(self.path)
        except OSError as error:
            raise AudioError("unreadable", f"The file cannot be read: {error.strerror}.") from error
        try:
            self.container = av.open(
                f"file:{self.path}",
                format=self.header.container,
                options={"protocol_whitelist": "file", "enable_drefs": "0"},
                metadata_errors="replace",
            )
        except (av.FFmpegError, ValueError) as error:
            raise AudioError("unreadable", "The file is damaged: its header cannot be read.") from error
        try:
            self.stream = self._only_audio()
            self.codec, self.format = self._codec()
        except BaseException:
            self.container.close()
            raise
        self.rate = self.stream.codec_context.sample_rate
        self.channels = self.stream.codec_context.channels
        self.samples = 0
        self.spanned = 0
        """Milliseconds from the first to the last time stamp, where the container has any of its own."""
        if self.header.container in ("mov", "ogg") and self.stream.duration and self.stream.time_base:
            self.spanned = round(self.stream.duration * self.stream.time_base * 1000)

    def __enter__(self) -> "Decoder":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self.container.close()

    def _only_audio(self) -> AudioStream:
        if not self.container.streams.audio:
            raise AudioError("unsupported_format", "The file holds no audio.")
        moving = [
            video for video in self.container.streams.video if not video.disposition & video.disposition.attached_pic
        ]
        if moving:
            raise AudioError("unsupported_format", "The file is a video.")
        stream = self.container.streams.audio[0]
        if stream.codec_context is None:
            raise AudioError("unsupported_format", "The file's codec is unknown.")
        stream.codec_context.thread_type = "NONE"
        return stream

    def _codec(self) -> tuple[str, Format]:
        container = self.header.container
        codec = self.stream.codec_context.codec.canonical_name
        if container in ("wav", "aiff") and codec.startswith("pcm_"):
            return codec, "wav" if container == "wav" else "aiff"
        try:
            return codec, CODECS[container, codec]
        except KeyError:
            raise AudioError("unsupported_format", f"{codec} in {container} is not taken.") from None

    def blocks(self, tap: Callable[[av.AudioFrame], None] | None = None) -> Iterator[Samples]:
        """Mono samples, -1..1, at the file's own rate; `tap` gets each frame as it was decoded."""
        waiting: list[Samples] = []
        held = 0
        for frame in self._frames():
            if tap is not None:
                tap(frame)
            mono = mixed(frame)
            self.samples += mono.size
            if self.samples > LONGEST_MS * self.rate // 1000:
                raise AudioError("too_long", f"The audio is longer than {LONGEST_MS // 60_000} minutes.")
            waiting.append(mono)
            held += mono.size
            if held >= BLOCK:
                yield np.concatenate(waiting)
                waiting, held = [], 0
        if held:
            yield np.concatenate(waiting)

    def _frames(self) -> Iterator[av.AudioFrame]:
        if self.rate not in RATES_TAKEN or not self.channels:
            raise AudioError("unreadable", f"The file claims {self.rate} Hz and {self.channels} channels.")
        for packet in self._packets():
            try:
                frames = packet.decode()
            except av.FFmpegError:
                continue
            for frame in frames:
                if not self.samples:
                    self.rate, self.channels = frame.sample_rate, frame.layout.nb_channels
                if frame.sample_rate == self.rate:
                    yield frame

    def _packets(self) -> Iterator["av.Packet[AudioStream]"]:
        """Packets as far as they can be read; what then is missing shows in the length."""
        for _ in range(DEMUXING_ERRORS):
            try:
                yield from self.container.demux(self.stream)
            except av.FFmpegError:
                continue
            return

    def sound(self) -> Sound:
        """What was decoded, judged; call it when the blocks are used up."""
        duration = round(self.samples * 1000 / self.rate)
        stated = self.spanned if self.header.container == "mov" else self.header.stated_duration
        expected = stated or self.spanned
        around = MP3_PADDING * 1000 / self.rate if self.codec == "mp3" else 0
        if duration < WHOLE * (expected - around):
            seconds = f"{duration / 1000:.2f} of {expected / 1000:.2f} s"
            raise AudioError("truncated", f"The file is cut off or damaged: only {seconds} can be decoded.")
        if not self.header.ends:
            raise AudioError("truncated", "The file is cut off: its end is missing.")
        if not self.samples:
            raise AudioError("empty", "The file holds no samples.")
        if duration < SHORTEST_MS:
            raise AudioError("too_short", "The audio is shorter than one second.")
        return Sound(self.format, self.codec, duration, stated or None, self.rate, self.channels)


def mixed(frame: av.AudioFrame) -> Samples:
    """All channels of a frame as one, whatever its sample format."""
    array = frame.to_ndarray()
    if not frame.format.is_planar:
        array = array.reshape(-1, frame.layout.nb_channels).T
    name = frame.format.name.removesuffix("p")
    mono: Samples = array.mean(axis=0, dtype=np.float32)
    if name == "u8":
        mono -= 128.0
    mono /= FULL_SCALE[name]
    mono[~np.isfinite(mono)] = 0.0
    return mono


def probe(path: str | PathLike[str]) -> Sound:
    with Decoder(path) as decoder:
        for _ in decoder.blocks():
            pass
        return decoder.sound()
