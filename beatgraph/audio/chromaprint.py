"""Chromaprint's second algorithm, AcoustID's default: sound in, a 32-bit word for every eighth of a second out.

Its method and its trained numbers are Lukáš Lalinský's (docs/notices.md); the code is ours, and agrees with his.
"""

from contextlib import suppress
from typing import NamedTuple

import av
import av.filter
import numpy as np
from av.filter.context import FilterContext
from numpy.typing import NDArray

from beatgraph.audio.sounds import Fingerprint

RATE = 11_025
"""Samples a second."""
HEARD_S = 120
"""A fingerprint is about the first two minutes."""
FRAME = 4096
HOP = FRAME // 3
WIDEST = 16
"""Columns of the picture that one word is read from."""
SMOOTHING = (0.25, 0.75, 1.0, 0.75, 0.25)
FAINT = 0.01
"""Below this much energy there are no notes."""

RESAMPLED = (
    f"{RATE}:out_chlayout=mono:out_sample_fmt=s16:resampler=swr:filter_size=16:phase_shift=8:linear_interp=1:cutoff=0.8"
)
"""The resampling that Chromaprint asks FFmpeg for, whose every bit shows in the fingerprint."""

PROBED_FROM, PROBED = 64, 120
"""Words of a fingerprint that are made at other speeds as well: from about the 8th to the 25th second."""
STEPS = (0.005, -0.005, 0.01, -0.01, 0.015, -0.015, 0.02, -0.02)
"""How much faster or slower: a quarter of a per cent beside one of these is near enough."""
CHUNK = 256
"""Frames that are transformed at a time, so that memory stays bounded."""

Samples = NDArray[np.int16]
Words = NDArray[np.uint32]
Picture = NDArray[np.float64]


class Measure(NamedTuple):
    """One of sixteen questions to the picture: a shape, the notes and columns under it, and where its answers part."""

    shape: int
    lowest: int
    notes: int
    columns: int
    steps: tuple[float, float, float]


MEASURES = (
    Measure(0, 4, 3, 15, (1.98215, 2.35817, 2.63523)),
    Measure(4, 4, 6, 15, (-1.03809, -0.651211, -0.282167)),
    Measure(1, 0, 4, 16, (-0.298702, 0.119262, 0.558497)),
    Measure(3, 8, 2, 12, (-0.105439, 0.0153946, 0.135898)),
    Measure(3, 4, 4, 8, (-0.142891, 0.0258736, 0.200632)),
    Measure(4, 0, 3, 5, (-0.826319, -0.590612, -0.368214)),
    Measure(1, 2, 2, 9, (-0.557409, -0.233035, 0.0534525)),
    Measure(2, 7, 3, 4, (-0.0646826, 0.00620476, 0.0784847)),
    Measure(2, 6, 2, 16, (-0.192387, -0.029699, 0.215855)),
    Measure(2, 1, 3, 2, (-0.0397818, -0.00568076, 0.0292026)),
    Measure(5, 10, 1, 15, (-0.53823, -0.369934, -0.190235)),
    Measure(3, 6, 2, 10, (-0.124877, 0.0296483, 0.139239)),
    Measure(2, 1, 1, 14, (-0.101475, 0.0225617, 0.231971)),
    Measure(3, 5, 6, 4, (-0.0799915, -0.00729616, 0.063262)),
    Measure(1, 9, 2, 12, (-0.272556, 0.019424, 0.302559)),
    Measure(3, 4, 2, 14, (-0.164292, -0.0321188, 0.0846339)),
)
GRAY = np.array([0, 1, 3, 2], np.uint32)


class Listener:
    """Collects the first two minutes of a sound, frame by frame as they are decoded."""

    def __init__(self) -> None:
        self.parts: list[Samples] = []
        self.size = 0
        self._graph: av.filter.Graph | None = None
        self._form: tuple[str, str, int] | None = None

    def add(self, frame: av.AudioFrame) -> None:
        if self.size >= HEARD_S * RATE:
            return
        form = (frame.format.name, frame.layout.name, frame.sample_rate)
        if form != self._form:
            self._end()
            self._graph, self._form = _graph(frame), form
        if self._graph is not None:
            self._graph.push(frame)
            self._take()

    def fingerprint(self) -> Fingerprint:
        self._end()
        samples = np.concatenate([np.zeros(0, np.int16), *self.parts])[: HEARD_S * RATE]
        self.parts = []
        return Fingerprint(
            tuple(words_of(samples).tolist()), tuple(tuple(words.tolist()) for words in probes_of(samples))
        )

    def _end(self) -> None:
        if self._graph is not None:
            self._graph.push(None)
            self._take()
            self._graph = None

    def _take(self) -> None:
        assert self._graph is not None  # noqa: S101
        with suppress(av.error.BlockingIOError, av.error.EOFError):
            while True:
                frame = self._graph.pull()
                assert isinstance(frame, av.AudioFrame)  # noqa: S101
                part = frame.to_ndarray()[0]
                self.parts.append(part)
                self.size += part.size


def _graph(frame: av.AudioFrame) -> av.filter.Graph:
    graph = av.filter.Graph()
    source: FilterContext = graph.add_abuffer(
        sample_rate=frame.sample_rate,
        format=frame.format.name,
        layout=frame.layout.name,
        time_base=frame.time_base,
    )
    resampler = graph.add("aresample", RESAMPLED)
    sink = graph.add("abuffersink")
    source.link_to(resampler)
    resampler.link_to(sink)
    graph.configure()
    return graph


def words_of(samples: Samples, hop: float = HOP) -> Words:
    """The fingerprint of mono samples at 11 025 Hz; none below 2.8 seconds."""
    notes = _smooth(_notes(samples, hop))
    if len(notes) < WIDEST:
        return np.zeros(0, np.uint32)
    length = np.sqrt((notes**2).sum(axis=1, keepdims=True))
    picture = np.where(length < FAINT, 0.0, notes / np.maximum(length, FAINT))
    summed = np.zeros((len(picture) + 1, picture.shape[1] + 1))
    summed[1:, 1:] = picture.cumsum(axis=1).cumsum(axis=0)
    words = np.zeros(len(picture) - WIDEST + 1, np.uint32)
    for measure in MEASURES:
        answer = np.searchsorted(measure.steps, _answers(summed, measure, words.size), side="right")
        words = (words << np.uint32(2)) | GRAY[answer]
    return words


def probes_of(samples: Samples) -> list[Words]:
    """A stretch of the fingerprint as it were at other speeds, tempi and pitches, up to two per cent away.

    Whoever plays a sound at one of these finds in it the words that it has at its own speed. All are of one length.
    """
    # The stretch, and what its last word and a faster tempo need beyond it.
    reach = round((PROBED_FROM + PROBED + WIDEST + len(SMOOTHING)) * HOP * (1 + 2 * max(STEPS))) + FRAME
    heard = samples[:reach]
    words: list[Words] = []
    for step in STEPS:
        factor = 1 + step
        # Pitch and tempo go together when samples are played faster.
        places = np.arange(0, max(heard.size - 1, 0), factor)
        faster = np.interp(places, np.arange(heard.size), heard).astype(np.int16) if heard.size else heard
        words += words_of(faster), words_of(heard, HOP * factor), words_of(faster, HOP / factor)
    least = min(each.size for each in words)
    start = min(PROBED_FROM, max(0, least - PROBED))
    return [each[start : min(least, start + PROBED)] for each in words]


def _notes(samples: Samples, hop: float) -> Picture:
    """Energy of the twelve notes, a row a frame."""
    count = int((samples.size - FRAME) / hop) + 1 if samples.size >= FRAME else 0
    starts = np.floor(np.arange(count) * hop).astype(np.int64)
    frames = np.lib.stride_tricks.sliding_window_view(samples, FRAME) if count else samples.reshape(0, 1)
    notes = np.zeros((count, 12))
    for first in range(0, count, CHUNK):
        chunk = frames[starts[first : first + CHUNK]] * WINDOW
        spectrum = np.fft.rfft(chunk, axis=1)[:, BINS]
        energy = np.add.reduceat((spectrum.real**2 + spectrum.imag**2).astype(np.float64), RUNS, axis=1)
        for note in range(12):
            notes[first : first + CHUNK, note] = energy[:, note == NOTE_OF_RUN].sum(axis=1)
    return notes


def _smooth(notes: Picture) -> Picture:
    rows = len(notes) - len(SMOOTHING) + 1
    if rows < 1:
        return notes[:0]
    return np.asarray(sum(weight * notes[place : place + rows] for place, weight in enumerate(SMOOTHING)))


def _answers(summed: Picture, measure: Measure, size: int) -> Picture:
    """Logarithm of the ratio of two areas of the picture, whose layout is the measure's shape."""
    _, bottom, notes, columns, _ = measure
    top = bottom + notes

    def area(left: int, low: int, right: int, high: int) -> Picture:
        rows = summed[:, high] - summed[:, low]
        return rows[right : right + size] - rows[left : left + size]

    half, third = notes // 2, notes // 3
    middle, side = columns // 2, columns // 3
    whole = area(0, bottom, columns, top)
    match measure.shape:
        case 0:
            inner, outer = whole, whole * 0
        case 1:
            inner, outer = area(0, bottom + half, columns, top), area(0, bottom, columns, bottom + half)
        case 2:
            inner, outer = area(middle, bottom, columns, top), area(0, bottom, middle, top)
        case 3:
            inner = area(0, bottom + half, middle, top) + area(middle, bottom, columns, bottom + half)
            outer = area(0, bottom, middle, bottom + half) + area(middle, bottom + half, columns, top)
        case 4:
            inner = area(0, bottom + third, columns, bottom + 2 * third)
            outer = area(0, bottom, columns, bottom + third) + area(0, bottom + 2 * third, columns, top)
        case _:
            inner = area(side, bottom, 2 * side, top)
            outer = area(0, bottom, side, top) + area(2 * side, bottom, columns, top)
    return np.log((1.0 + inner) / (1.0 + outer))


def _bin_of(hertz: float) -> int:
    return round(FRAME * hertz / RATE)


BINS = slice(_bin_of(28), _bin_of(3520))
WINDOW = (0.54 - 0.46 * np.cos(2 * np.pi * np.arange(FRAME) / (FRAME - 1))).astype(np.float32) / np.float32(32_767)
_octaves = np.log2(np.arange(BINS.start, BINS.stop) * RATE / FRAME / (440.0 / 16.0))
_notes_of_bins = (12 * (_octaves - np.floor(_octaves))).astype(int)
RUNS = np.flatnonzero(np.diff(_notes_of_bins, prepend=-1))
"""Where in the spectrum the lines of another note begin."""
NOTE_OF_RUN = _notes_of_bins[RUNS]
