"""How well tempo and key are read, on music of three generators: `python -m benchmarks.media`."""

import argparse
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from statistics import mean, median

import numpy as np
from rich.console import Console
from rich.table import Table

from beatgraph import synth
from beatgraph.audio import Key
from beatgraph.audio.keys import key_of
from beatgraph.audio.listening import RATE as LISTENED
from beatgraph.audio.listening import Resampled
from beatgraph.audio.tempo import find_tempo
from beatgraph.audio.tonality import find_tonality
from benchmarks import unheard
from benchmarks.targets import Figure, at_least, at_most
from tests.audio.beats import RATE, STYLES, Samples, key_set, play, tempo_set

OCTAVES = (1, 2, 1 / 2, 3, 1 / 3)
KEY_SETS = ("loops", "loops+drums", "detuned", "cadences", "cadences+drums")


@dataclass(slots=True)
class Tally:
    """Outcomes of one group of beats, a number an item."""

    exact: list[bool] = field(default_factory=list)
    octave: list[bool] = field(default_factory=list)
    listed: list[bool] = field(default_factory=list)
    ranged: list[bool] = field(default_factory=list)
    errors: list[float] = field(default_factory=list)
    keys: list[bool] = field(default_factory=list)
    mirex: list[float] = field(default_factory=list)

    def tempo(self, samples: Samples, truth: float, bpm_range: tuple[float, float]) -> None:
        found = find_tempo(samples, LISTENED)
        bpm = found.bpm or 0.0
        self.exact.append(near(bpm, truth))
        self.octave.append(any(near(bpm * octave, truth) for octave in OCTAVES))
        self.listed.append(any(near(other, truth) for other in (bpm, *found.alternatives)))
        self.ranged.append(near(find_tempo(samples, LISTENED, bpm_range).bpm or 0.0, truth))
        if self.octave[-1]:
            self.errors.append(min(abs(bpm * octave - truth) for octave in OCTAVES))

    def key(self, samples: Samples, truth: Key) -> None:
        found = find_tonality(samples, LISTENED).key
        self.keys.append(found == truth)
        self.mirex.append(resemblance(found, truth))

    def row(self) -> list[str]:
        shares = [self.exact, self.octave, self.listed, self.ranged]
        error = f"{median(self.errors):.3f}" if self.errors else "–"
        return [*map(share, shares), error, share(self.keys), share(self.mirex)]


def near(found: float, truth: float) -> bool:
    return abs(found / truth - 1) <= 0.04


def share(outcomes: list[bool] | list[float]) -> str:
    return f"{mean(outcomes):.3f}" if outcomes else "–"


def resemblance(found: Key | None, truth: Key) -> float:
    """MIREX's weights: 1, a fifth above 0.5, the relative 0.3, the parallel 0.2."""
    if found is None:
        return 0.0
    if found == truth:
        return 1.0
    if found.scale == truth.scale:
        return 0.5 if (found.pitch - truth.pitch) % 12 == 7 else 0.0
    if found == truth.relative:
        return 0.3
    return 0.2 if found.pitch == truth.pitch else 0.0


def heard(samples: Samples) -> Samples:
    resampled = Resampled()
    resampled.add(samples, RATE)
    return resampled.samples()


def own(seed: int, size: int) -> Iterator[tuple[str, Tally]]:
    """The suite's plain generator."""
    tallies: defaultdict[str, Tally] = defaultdict(Tally)
    for beat in tempo_set(size, seed):
        style = STYLES[beat.style or ""]
        click = beat.style == "click"
        bpm_range = (beat.bpm * 0.75, beat.bpm * 1.3) if click else (style.slowest, style.fastest)
        tallies[f"tempo: {beat.style}"].tempo(heard(play(beat)), beat.bpm, bpm_range)
    for kind in KEY_SETS:
        for beat in key_set(kind, seed):
            truth = key_of(beat.tonic or 0, "minor" if beat.minor else "major")
            tallies[f"key: {kind}"].key(heard(play(beat)), truth)
    yield from tallies.items()


def composed(seed: int, each: int) -> Iterator[tuple[str, Tally]]:
    """The demo catalogue's synthesiser, written independently of this analyser."""
    chance = Random(seed)
    for name, style in synth.STYLES.items():
        tally = Tally()
        for _ in range(each):
            beat = synth.compose(chance, name)
            samples = heard(np.asarray(synth.render(beat).mean(axis=1), np.float32))
            tally.tempo(samples, beat.bpm, (style.slowest - 2, style.fastest + 2))
            tally.key(samples, Key(beat.key, "minor" if beat.scale == "minor" else "major"))
        yield f"synth: {name}", tally


def strange(seed: int, size: int) -> Iterator[tuple[str, Tally]]:
    """The generator that nothing was ever adjusted to."""
    tallies: defaultdict[str, Tally] = defaultdict(Tally)
    for piece in unheard.tempi(size, seed):
        groove = unheard.GROOVES[piece.groove or ""]
        bpm_range = groove.slowest - 2, groove.fastest + 2
        tallies[f"tempo: {piece.groove}"].tempo(heard(unheard.play(piece)), piece.bpm, bpm_range)
    for kind in KEY_SETS:
        for piece in unheard.keys(kind, seed):
            truth = key_of(piece.tonic or 0, "minor" if piece.minor else "major")
            tallies[f"key: {kind}"].key(heard(unheard.play(piece)), truth)
    yield from tallies.items()


def together(tallies: list[Tally]) -> Tally:
    whole = Tally()
    for tally in tallies:
        for name in Tally.__slots__:
            getattr(whole, name).extend(getattr(tally, name))
    return whole


def figures(on: str, groups: list[tuple[str, Tally]]) -> Iterator[Figure]:
    """What the tempi and keys of one generator's music have to reach."""
    whole = together([tally for _, tally in groups])
    beats = f"{on} ({len(whole.exact)})"
    yield at_least("tempo without a range: right", beats, 0.80, mean(whole.exact))
    yield at_least("tempo: right, or an octave or third of it", beats, 0.96, mean(whole.octave))
    yield at_least("tempo: in the answer or its alternatives", beats, 0.98, mean(whole.listed))
    yield at_most("tempo: median error", beats, 0.05, median(whole.errors), " BPM")
    yield at_least("tempo with the genre's range: right", beats, 0.95, mean(whole.ranged))
    cadences = together([tally for name, tally in groups if name.startswith("key: cadences")])
    if cadences.keys:
        yield at_least("key of cadences: exact", f"{on} ({len(cadences.keys)})", 0.95, mean(cadences.keys))
    yield at_least("key: exact", f"{on} ({len(whole.keys)})", 0.80, mean(whole.keys))
    yield at_least("key: MIREX", f"{on} ({len(whole.keys)})", 0.86, mean(whole.mirex))


def accuracies(console: Console, seed: int, size: int, each: int) -> list[Figure]:
    """Print how each style fares, and answer what has to be reached."""
    table = Table(
        "beats", "acc1", "acc2", "in list", "with range", "median error", "key", "MIREX", title=f"Seed {seed}"
    )
    found: list[Figure] = []
    generators = {"suite's": own(seed, size), "demo's": composed(seed, each), "unheard": strange(seed, size)}
    for name, tallied in generators.items():
        groups = list(tallied)
        for group, tally in groups:
            table.add_row(group, *tally.row())
        table.add_row(f"[bold]{name}, all[/]", *together([tally for _, tally in groups]).row(), end_section=True)
        found += figures(name, groups)
    console.print(table)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=7_041)
    parser.add_argument("--size", type=int, default=80, help="beats for tempo of the suite's and the unheard generator")
    parser.add_argument("--each", type=int, default=6, help="beats a style of the demo's synthesiser")
    given = parser.parse_args()
    accuracies(Console(width=110), given.seed, given.size, given.each)


if __name__ == "__main__":
    main()
