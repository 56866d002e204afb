"""What has to be reached, beside what was measured."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True, slots=True)
class Figure:
    """One line: what was measured on what, the bound, and the figure; `unit` is written behind both."""

    feature: str
    on: str
    must: float
    measured: float
    unit: str = ""
    least: bool = True
    """Whether the bound is the least that will do, or the most."""

    @property
    def met(self) -> bool:
        return self.measured >= self.must if self.least else self.measured <= self.must

    def cells(self) -> list[str]:
        sign = "≥" if self.least else "≤"
        verdict = "[green]met[/]" if self.met else "[red]missed[/]"
        return [self.feature, self.on, f"{sign} {self.must:g}{self.unit}", f"{self.measured:.4g}{self.unit}", verdict]


def at_most(feature: str, on: str, must: float, measured: float, unit: str = "") -> Figure:
    return Figure(feature, on, must, measured, unit, least=False)


def at_least(feature: str, on: str, must: float, measured: float, unit: str = "") -> Figure:
    return Figure(feature, on, must, measured, unit)


def show(console: Console, figures: Sequence[Figure]) -> int:
    """Print all, and say how many were missed."""
    table = Table("what", "on", "must", "measured", "", title="What has to be reached")
    for figure in figures:
        table.add_row(*figure.cells())
    console.print(table)
    return sum(not figure.met for figure in figures)
