"""What is known about a sound: plain values that cross from the worker process to the server."""

from dataclasses import dataclass
from typing import Literal

from beatgraph.audio.keys import Scale

Format = Literal["wav", "flac", "mp3", "aiff", "ogg", "opus", "m4a"]
Source = Literal["user", "tag", "analysis"]


@dataclass(frozen=True, slots=True)
class Sound:
    """A file that decodes: durations in ms, the stated one only where the header states any."""

    format: Format
    codec: str
    duration: int
    stated_duration: int | None
    sample_rate: int
    channels: int


@dataclass(frozen=True, slots=True)
class Waveform:
    """Pairs of least and greatest sample, 8 bits each, as audiowaveform's JSON (version 2) has them."""

    sample_rate: int
    samples_per_pixel: int
    data: tuple[int, ...]

    @property
    def length(self) -> int:
        return len(self.data) // 2

    def as_json(self) -> dict[str, object]:
        return {
            "version": 2,
            "channels": 1,
            "sample_rate": self.sample_rate,
            "samples_per_pixel": self.samples_per_pixel,
            "bits": 8,
            "length": self.length,
            "data": list(self.data),
        }


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What a sound is recognised by: 32-bit words, eight a second, of its first two minutes.

    `probes` are stretches of it as they were at slightly other speeds, tempi and pitches; for asking, not for keeping.
    """

    words: tuple[int, ...] = ()
    probes: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Analysis:
    """What one pass over the samples found; `None` with confidence 0 where it found nothing.

    `bpm_alternatives` are other readings of the same pulse, likeliest first. `peaks` are the loudest samples of the
    414 bars (0..1 of full scale), `bars` the heights to draw (0..45, the loudest bar is 45).
    """

    sound: Sound
    bpm: float | None
    bpm_confidence: float
    bpm_alternatives: tuple[float, ...]
    key: str | None
    scale: Scale | None
    camelot: str | None
    open_key: str | None
    key_confidence: float
    tuning_cents: float
    waveform: Waveform
    bars: tuple[int, ...]
    peaks: tuple[float, ...]
    fingerprint: Fingerprint = Fingerprint()

    @property
    def duration(self) -> int:
        """Milliseconds, from the decoded samples."""
        return self.sound.duration


@dataclass(frozen=True, slots=True)
class Picture:
    """A cover that lies inside the file."""

    mime: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Tags:
    """What the file, or its user, says about the music. Release dates are YYYY, YYYY-MM or YYYY-MM-DD."""

    title: str | None = None
    artist: str | None = None
    album: str | None = None
    genres: tuple[str, ...] = ()
    release_date: str | None = None
    bpm: float | None = None
    key: str | None = None
    scale: Scale | None = None
    lyrics: str | None = None
    comment: str | None = None
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class Examination:
    """Samples and tags of one file, from one call."""

    analysis: Analysis
    tags: Tags


@dataclass(frozen=True, slots=True)
class Clips:
    """Seconds out of a file, each a WAV file of its own."""

    wavs: tuple[bytes, ...]
