"""How far it is: bars on a terminal, nothing in a pipe."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn


class Meter(Protocol):
    def begin(self, what: str, total: int) -> None:
        """From now on it is this that goes on."""

    def advance(self, by: int = 1) -> None: ...


class Bars:
    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._task: TaskID | None = None

    def begin(self, what: str, total: int) -> None:
        self._task = self._progress.add_task(what, total=total)

    def advance(self, by: int = 1) -> None:
        if self._task is not None:
            self._progress.advance(self._task, by)


class Quiet:
    def begin(self, what: str, total: int) -> None: ...

    def advance(self, by: int = 1) -> None: ...


@contextmanager
def meter() -> Iterator[Meter]:
    """Bars on standard error, if that is a terminal."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield Quiet()
        return
    columns = (TextColumn("{task.description:<18}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console) as progress:
        yield Bars(progress)
