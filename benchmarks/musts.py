"""`make bench-media`: what sound and pictures have to reach, what they do, and exit status 1 where that is missed."""

import argparse
import sys

from rich.console import Console

from beatgraph.covers import TEMPLATES, designed
from benchmarks.analysing import costs
from benchmarks.covers import SHOWN, cost
from benchmarks.media import accuracies
from benchmarks.recognition import recognised
from benchmarks.targets import Figure, at_most, show


def pictures() -> list[Figure]:
    slowest = 0.0
    for name, (title, artist, palette) in SHOWN.items():
        slowest = max(slowest, cost(designed(TEMPLATES[name], title, artist, palette), 3).whole)
    return [at_most("a cover: CPU of the slowest template", f"{len(SHOWN)} templates", 600, slowest, " ms")]


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks.musts", description=__doc__)
    parser.add_argument("--seed", type=int, default=7_041)
    parser.add_argument("--full", action="store_true", help="150 songs to recognise, and twice as many tempi")
    given = parser.parse_args()
    console = Console(width=120)
    found = accuracies(console, given.seed, *((80, 6) if given.full else (40, 2)))
    found += recognised(console, *((150, 24) if given.full else (18, 6)))
    found += [*costs(), *pictures()]
    missed = show(console, found)
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
