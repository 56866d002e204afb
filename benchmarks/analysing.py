"""What an analysis costs: seconds and megabytes of a process that does nothing else."""

import multiprocessing
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from beatgraph.audio.decoding import Decoder
from beatgraph.audio.listening import analyse
from beatgraph.audio.outline import Outline
from beatgraph.audio.tags import read_tags
from benchmarks.targets import Figure, at_most
from tests.audio.beats import RATE, Beat, play
from tests.audio.files import write


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of CPU; megabytes at most in all, and those that came with the work."""

    cpu_s: float
    peak_mb: float
    grown_mb: float


def most_mb() -> float:
    """What this process held at most; `getrusage` would count its parent's memory from before it began."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


def outlined(path: Path) -> None:
    outline = Outline()
    with Decoder(path) as decoder:
        for block in decoder.blocks():
            outline.add(block)
        rate = decoder.sound().sample_rate
    outline.close()
    outline.waveform(rate)


def spent(full: bool, path: Path) -> Cost:
    before, begun = most_mb(), time.process_time()
    if full:
        analyse(path)
        read_tags(path)
    else:
        outlined(path)
    return Cost(time.process_time() - begun, most_mb(), most_mb() - before)


def costs() -> list[Figure]:
    song = play(Beat(style="boombap", bpm=91.3, seconds=180.0, tonic=3, minor=True))
    long = np.resize(song, 600 * RATE)
    fresh = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as folder, fresh.Pool(1, maxtasksperchild=1) as pool:
        short_file = write(Path(folder) / "song.mp3", np.stack((song, song * 0.9)), RATE)
        long_file = write(Path(folder) / "mix.mp3", np.stack((long, long * 0.9)), RATE)
        whole = pool.apply(spent, (True, short_file))
        outline = pool.apply(spent, (False, long_file))
    return [
        at_most("analysis and tags: CPU", "3 min MP3", 4.0, whole.cpu_s, " s"),
        at_most("analysis and tags: memory", "3 min MP3", 250, whole.peak_mb, " MB"),
        at_most("waveform: CPU", "10 min MP3", 3.0, outline.cpu_s, " s"),
        at_most("waveform: memory that comes with it", "10 min MP3", 80, outline.grown_mb, " MB"),
    ]
